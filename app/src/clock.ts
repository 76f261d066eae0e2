/** What time it is on the chain, which on a development chain may be far from the time here. */

import { useEffect, useState } from "preact/hooks";

let latest = 0;
let heardAt = 0;
const watchers = new Set<() => void>();

/** A block was seen with this time. */
export function heard(time: number): void {
  const before = chainNow();
  const here = Date.now() / 1_000;
  if (time <= latest + (here - heardAt)) return;
  latest = time;
  heardAt = here;
  if (chainNow() > before + 1) watchers.forEach(told => told());
}

/** A chain that makes blocks only when there is something to put in them may be behind; it is never ahead of itself. */
export function chainNow(): number {
  const here = Date.now() / 1_000;
  return latest === 0 ? here : Math.max(here, latest + (here - heardAt));
}

/** The same, for drawing: it goes on by itself, and jumps when the chain's clock does. */
export function useNow(everySeconds = 1): number {
  const [now, set] = useState(chainNow);
  useEffect(() => {
    const look = () => set(chainNow());
    // It may have jumped between drawing and now.
    look();
    const timer = setInterval(look, everySeconds * 1_000);
    watchers.add(look);
    return () => {
      clearInterval(timer);
      watchers.delete(look);
    };
  }, [everySeconds]);
  return now;
}
