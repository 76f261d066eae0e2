/** `answerable demo`, stopped wherever one wants to look. */

import { createInterface } from "node:readline";

/** @import { Running } from "./programs.mjs" */
/** @import { Stage } from "./stage.mjs" */

/** So long before each act that one can stop the play in time, in seconds. */
const PACE = 0.3;

export class Play {
  /** @type {Stage} */
  stage;
  /** @type {string[]} */
  told = [];
  /** @type {Running} */
  process;
  /** @type {Promise<unknown>} */
  over;
  /** @type {import("node:readline").Interface} */
  lines;
  /** @type {RegExp | undefined} */
  wanted;
  /** @type {(value?: unknown) => void} */
  found;

  /** @param {Stage} stage */
  static async begin(stage) {
    const play = new Play();
    play.stage = stage;
    const args = ["demo", `--contract=${stage.contract}`, `--pace=${PACE}`];
    play.process = await stage.terminal.runs("the demo", args, () => true);
    play.over = new Promise(resolve => play.process.child.once("exit", resolve));
    play.lines = createInterface({ input: play.process.child.stdout });
    play.lines.on("line", line => play.hears(line));
    play.stop();
    return play;
  }

  hears(line) {
    const said = line.replace(/^\s*·\s*/, "");
    this.told.push(said);
    if (this.wanted?.test(said)) {
      this.stop();
      this.wanted = undefined;
      this.found();
    }
  }

  stop() {
    this.process.child.kill("SIGSTOP");
  }

  /**
   * Goes on until something is told.
   * @param {RegExp} wanted
   */
  async until(wanted) {
    const reached = new Promise(resolve => (this.found = resolve));
    this.wanted = wanted;
    this.process.child.kill("SIGCONT");
    const missed = this.over.then(() => {
      throw new Error(`nobody told ${wanted}:\n${this.told.join("\n")}`);
    });
    await Promise.race([reached, missed]);
    await this.stage.follows();
  }

  async end() {
    this.process.child.kill("SIGCONT");
    await this.process.end("SIGKILL");
  }
}
