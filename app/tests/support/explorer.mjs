/** `answerable serve`, as one starts it. */

import { join } from "node:path";

/** @import { Node, Running, Terminal } from "./programs.mjs" */

export class Explorer {
  port = 0;
  /** @type {string} */
  url;
  /** @type {Running} */
  process;

  /** @param {Terminal} terminal */
  constructor(terminal, contract) {
    this.terminal = terminal;
    this.contract = contract;
  }

  /** Starts it, the second time where it was. */
  async start() {
    const args = [
      "serve",
      `--contract=${this.contract}`,
      `--listen=127.0.0.1:${this.port}`,
      `--index=${join(this.terminal.home, "index.sqlite")}`,
    ];
    this.process = await this.terminal.runs("the explorer", args, line => {
      return /http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    });
    this.port = this.process.answer;
    this.url = `http://127.0.0.1:${this.port}`;
  }

  async get(path) {
    const answer = await fetch(this.url + path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /**
   * Until the index has read what is final on the chain now.
   * @param {Node} node
   */
  async follows(node) {
    const hash = await node.rpc("chain_getFinalizedHead");
    const head = Number((await node.rpc("chain_getHeader", hash)).number);
    for (let look = 0; look < 600; look++) {
      const { index } = await this.get("/api/status");
      if (index.next > head) return;
      await new Promise(rest => setTimeout(rest, 50));
    }
    throw new Error(`the index did not come to block ${head}:\n${this.process.said.slice(-20).join("\n")}`);
  }

  /** As if the machine had failed. */
  async kill() {
    await this.process.end("SIGKILL");
  }
}
