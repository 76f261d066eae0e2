/** Which chain this is, and how far the index has read. */

import { get, Refused } from "./api/client";
import { onBlock, onReturn } from "./api/stream";
import type { Status } from "./api/types";
import { heard } from "./clock";
import { store } from "./store";

export const status = store<Status | null>(null);
export const statusProblem = store<Refused | null>(null);

async function read(): Promise<void> {
  try {
    const now = await get<Status>("/api/status");
    if (now.chain.head !== null) heard(now.chain.head.time);
    status.set(now);
    statusProblem.set(null);
  } catch (error) {
    statusProblem.set(error instanceof Refused ? error : new Refused(0, String(error)));
  }
}

export function watchStatus(): void {
  void read();
  onReturn(() => void read());
  onBlock(block => {
    heard(block.time);
    const now = status.get();
    if (now === null || now.chain.head === null) return void read();
    status.set({
      ...now,
      chain: { ...now.chain, head: { ...now.chain.head, number: block.block, time: block.time } },
      index: { ...now.index, next: block.next, behind: 0 },
    });
  });
  setInterval(() => void read(), 30_000);
}
