/** What is new, told by the server as it happens. */

import { store } from "../store";
import type { Streamed } from "./types";

export type Connection = "connecting" | "live" | "lost";

export const connection = store<Connection>("connecting");

const listeners = new Set<(block: Streamed) => void>();
const returned = new Set<() => void>();

/** Calls back for every block. */
export function onBlock(told: (block: Streamed) => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}

/** Calls back when the connection was lost and is there again: anything may have happened meanwhile. */
export function onReturn(told: () => void): () => void {
  returned.add(told);
  return () => returned.delete(told);
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

/** Listens for as long as the page is open. */
export function listen(): void {
  let wait = FIRST_WAIT;
  let lost = false;
  const open = () => {
    const source = new EventSource("/api/stream");
    source.addEventListener("open", () => {
      wait = FIRST_WAIT;
      connection.set("live");
      if (lost) returned.forEach(told => told());
      lost = false;
    });
    source.addEventListener("block", event => {
      try {
        const block = JSON.parse((event as MessageEvent<string>).data) as Streamed;
        listeners.forEach(told => told(block));
      } catch {
        // The next block tells more.
      }
    });
    source.addEventListener("error", () => {
      lost = true;
      connection.set("lost");
      // The browser comes back by itself from some errors, but not from all.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    });
  };
  open();
}
