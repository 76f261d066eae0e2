/** A chain with the contract on it, what happened there, and the explorer of it. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { keccak256, toHex } from "viem";
import { Explorer } from "./explorer.mjs";
import { Node, Terminal } from "./programs.mjs";

export const DAY = 86_400;

/** The hash that stands for a document. */
export function hash(of) {
  return keccak256(toHex(of));
}

/**
 * @typedef {object} Story
 * @property {Record<"silence" | "dispute" | "open" | "failed" | "alone" | "doubted", string>} traces
 * @property {Record<"defaulted" | "contested" | "called" | "orphaned" | "stranger", number>} faults
 */

export class Stage {
  /** @type {Node} */
  node;
  /** @type {Terminal} */
  terminal;
  /** @type {Record<string, string>} */
  people;
  /** @type {string} */
  contract;
  /** @type {Explorer} */
  explorer;
  recorded = 0;
  faults = 0;

  /** A fresh contract, which Alice governs, and the explorer of it. */
  static async open({ flags = [], time = null } = {}) {
    const stage = new Stage();
    stage.node = await Node.start(flags);
    if (time !== null) await stage.node.rpc("dev_setTime", time);
    stage.terminal = new Terminal(stage.node.url);
    const accounts = await stage.terminal.tells("accounts");
    stage.people = Object.fromEntries(accounts.map(({ name, address }) => [name, address]));
    const { deployed } = await stage.terminal.tells("deploy --from alice");
    stage.contract = deployed;
    stage.explorer = new Explorer(stage.terminal, stage.contract);
    await stage.explorer.start();
    return stage;
  }

  async close() {
    await this.explorer.kill();
    await this.node.stop();
    this.terminal.leave();
  }

  says(words) {
    return this.terminal.says(words);
  }

  tells(words) {
    return this.terminal.tells(words);
  }

  shows(what, id) {
    return this.tells(["show", what, String(id)]);
  }

  /** Until the index knows all that happened. */
  follows() {
    return this.explorer.follows(this.node);
  }

  /** The whole story of `answerable demo`, scene by scene. */
  async plays() {
    const told = await this.says(["demo", "--contract", this.contract, "--json"]);
    const scenes = told
      .trim()
      .split("\n")
      .map(line => JSON.parse(line));
    this.faults = (await this.tells("show totals")).faults;
    return scenes;
  }

  /** Ferdie records what Charlie asked for, and who did which steps. Answers with the trace's id. */
  async records(steps = [["model", this.people.eve]], requester = this.people.charlie) {
    const number = ++this.recorded;
    const trace = {
      requester,
      input: hash(`question ${number}`),
      output: hash(`answer ${number}`),
      at: 1_767_225_600 + number,
      steps: steps.map(([kind, actor], place) => ({
        kind,
        actor,
        commitment: hash(`step ${number} ${place}`),
      })),
    };
    const file = join(this.terminal.home, "trace.json");
    writeFileSync(file, JSON.stringify(trace));
    await this.says(["record", file, "--from", "ferdie"]);
    return (await this.says(["id", file, "--recorder", "ferdie"])).trim();
  }

  /** With the reserve of these terms. */
  pledges(who, trace, step, cover) {
    return this.says([
      "pledge",
      trace,
      `${step}`,
      `${cover}`,
      "--from",
      who,
      "--attach",
      (cover * 1.3).toFixed(4),
    ]);
  }

  offers(who, trace, step, cover, premium) {
    const what = ["offer", "make", trace, `${step}`, `${cover}`, `${premium}`, "--until", "3d"];
    return this.says([...what, "--from", who, "--attach", `${premium}`]);
  }

  /** Answers with the fault's id. */
  async reports(who, trace, step, loss, uri = "https://example.org/evidence") {
    const what = [
      "report",
      trace,
      `${step}`,
      `${loss}`,
      "--evidence",
      hash(`evidence ${trace}`),
      `--uri=${uri}`,
    ];
    await this.says([...what, "--from", who, "--attach", "0.01"]);
    return ++this.faults;
  }

  contests(who, fault, conceded) {
    const what = ["contest", `${fault}`, "--concede", `${conceded}`, "--defence", hash(`defence ${fault}`)];
    return this.says([...what, "--from", who, "--attach", "0.1"]);
  }

  /**
   * What waits for somebody: one of each sort.
   * @returns {Promise<Story>}
   */
  async unfinished() {
    const { eve, ferdie } = this.people;
    const kinds = ["model", "compute", "verification"];
    const steps = kinds.map((kind, place) => [kind, [eve, ferdie, eve][place]]);

    const silence = await this.records(steps.slice(0, 2));
    await this.pledges("bob", silence, 1, 2);
    const defaulted = await this.reports("charlie", silence, 1, 1.5);
    await this.node.waits(DAY + 1);
    await this.says(["default", `${defaulted}`, "--from", "dave"]);

    const dispute = await this.records(steps.slice(0, 1));
    await this.pledges("dave", dispute, 1, 3);
    const contested = await this.reports("charlie", dispute, 1, 3);
    await this.contests("dave", contested, 1);

    const open = await this.records(steps);
    await this.pledges("bob", open, 1, 2);
    await this.pledges("eve", open, 1, 1);
    await this.offers("charlie", open, 2, 4, 0.5);
    await this.offers("ferdie", open, 2, 1, 0.1);

    const failed = await this.records(steps.slice(0, 2));
    await this.pledges("bob", failed, 2, 2);
    await this.pledges("eve", failed, 2, 1);
    const called = await this.reports("charlie", failed, 2, 2.5);

    const alone = await this.records(steps.slice(2));
    const orphaned = await this.reports("charlie", alone, 1, 0.7);

    const doubted = await this.records(steps.slice(0, 1));
    await this.pledges("bob", doubted, 1, 1);
    const stranger = await this.reports("ferdie", doubted, 1, 0.5);

    await this.follows();
    return {
      traces: { silence, dispute, open, failed, alone, doubted },
      faults: { defaulted, contested, called, orphaned, stranger },
    };
  }
}
