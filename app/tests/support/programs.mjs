/** The real programs: a node, and a terminal of one's own beside it. */

import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const repo = fileURLToPath(new URL("../../..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(repo, "target");
const nodeTarget = process.env.CARGO_TARGET_DIR ? join(target, "node") : join(repo, "e2e/node/target");
const program = process.env.ANSWERABLE_PROGRAM ?? join(target, "release/answerable");
const nodeProgram = process.env.CONTRACTS_NODE ?? join(nodeTarget, "release/answerable-node");

/** How long a program may take to say where it listens. */
const STARTUP = 60_000;

/** Programs that run until they are ended, with what they last said. */
const running = new Set();
process.on("exit", () => running.forEach(one => one.kill("SIGKILL")));

/**
 * @typedef {object} Running
 * @property {import("node:child_process").ChildProcessWithoutNullStreams} child
 * @property {any} answer
 * @property {string[]} said
 * @property {(signal: NodeJS.Signals) => Promise<void>} end
 */

/**
 * Starts a program and waits until it says something that `found` finds an answer in.
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptionsWithoutStdio} options
 * @param {(line: string) => unknown} found
 * @returns {Promise<Running>}
 */
export async function start(name, command, args, options, found) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], ...options });
  running.add(child);
  const said = [];
  const ended = new Promise(resolve => child.once("exit", resolve)).then(() => running.delete(child));
  const answer = await new Promise((resolve, reject) => {
    const fail = why => reject(new Error(`${name} ${why}:\n${said.slice(-40).join("\n")}`));
    const patience = setTimeout(() => fail("did not start"), STARTUP);
    child.once("error", error => fail(`cannot be started at ${command} (${error.message}); build it first`));
    child.once("exit", code => fail(`ended with ${code}`));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", line => {
        said.push(line);
        const answer = found(line);
        if (answer) {
          clearTimeout(patience);
          resolve(answer);
        }
      });
    }
  });
  const end = async signal => {
    child.kill(signal);
    await ended;
  };
  return { child, answer, said, end };
}

export class Node {
  /** @type {Running} */
  process;
  /** @type {string} */
  address;
  /** @type {string} */
  url;

  static async start(flags = []) {
    const node = new Node();
    const args = ["--rpc-port=0", "--until-stdin-closes", ...flags];
    node.process = await start("the node", nodeProgram, args, {}, line => {
      const found = /Running JSON-RPC server: addr=([0-9.]+:\d+)/.exec(line);
      return found?.[1];
    });
    node.address = node.process.answer;
    node.url = `ws://${node.address}`;
    return node;
  }

  /** Asks the node something in JSON-RPC. */
  async rpc(method, ...params) {
    const answer = await fetch(`http://${this.address}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const { result, error } = await answer.json();
    if (error) throw new Error(`${method}: ${error.message} ${error.data ?? ""}`);
    return result;
  }

  /** Lets time pass on the chain. */
  async waits(seconds) {
    await this.rpc("dev_increaseTime", seconds);
  }

  async stop() {
    await this.process.end("SIGKILL");
  }
}

/** Somebody's terminal: a home with nothing in it, and a chain. */
export class Terminal {
  constructor(chain) {
    this.home = mkdtempSync(join(tmpdir(), "answerable-"));
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith("ANSWERABLE_"));
    this.env = {
      ...Object.fromEntries(own),
      HOME: this.home,
      XDG_CONFIG_HOME: join(this.home, "config"),
      XDG_STATE_HOME: join(this.home, "state"),
      ANSWERABLE_CHAIN_URL: chain,
    };
  }

  /**
   * What a command that succeeds says.
   * @param {string | string[]} words
   * @returns {Promise<string>}
   */
  says(words) {
    const args = Array.isArray(words) ? words : words.split(" ");
    return new Promise((resolve, reject) => {
      const options = { cwd: this.home, env: this.env, maxBuffer: 1 << 26 };
      execFile(program, args, options, (error, said, complaint) => {
        if (error) reject(new Error(`answerable ${args.join(" ")}: ${complaint || error.message}`));
        else resolve(said);
      });
    });
  }

  /**
   * The same in JSON.
   * @param {string | string[]} words
   */
  async tells(words) {
    const args = Array.isArray(words) ? words : words.split(" ");
    return JSON.parse(await this.says([...args, "--json"]));
  }

  /**
   * A program that goes on until it is ended.
   * @param {string} name
   * @param {string[]} args
   * @param {(line: string) => unknown} found
   */
  runs(name, args, found) {
    return start(name, program, args, { cwd: this.home, env: this.env }, found);
  }

  leave() {
    rmSync(this.home, { recursive: true, force: true });
  }
}
