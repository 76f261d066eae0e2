/** What time it is on the chain, which on a development chain may be far from the time here. */

import { useEffect, useState } from "preact/hooks";

let latest = 0;
let heardAt = 0;

/** A block was seen with this time. */
export function heard(time: number): void {
  const now = Date.now() / 1_000;
  if (time > latest + (now - heardAt)) {
    latest = time;
    heardAt = now;
  }
}

/** A chain that makes blocks only when there is something to put in them may be behind; it is never ahead of itself. */
export function chainNow(): number {
  const here = Date.now() / 1_000;
  return latest === 0 ? here : Math.max(here, latest + (here - heardAt));
}

/** The same, for drawing: it goes on by itself. */
export function useNow(everySeconds = 1): number {
  const [now, set] = useState(chainNow);
  useEffect(() => {
    const timer = setInterval(() => set(chainNow()), everySeconds * 1_000);
    return () => clearInterval(timer);
  }, [everySeconds]);
  return now;
}
