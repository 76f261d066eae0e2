/** A value that several parts of the page look at. */

import { useEffect, useState } from "preact/hooks";

export interface Store<T> {
  get(): T;
  set(value: T): void;
  watch(told: (value: T) => void): () => void;
}

export function store<T>(first: T): Store<T> {
  let now = first;
  const watchers = new Set<(value: T) => void>();
  return {
    get: () => now,
    set(value) {
      if (Object.is(value, now)) return;
      now = value;
      watchers.forEach(told => told(value));
    },
    watch(told) {
      watchers.add(told);
      return () => watchers.delete(told);
    },
  };
}

export function useStore<T>(from: Store<T>): T {
  const [value, set] = useState(() => from.get());
  useEffect(() => {
    // It may have changed between drawing and now.
    set(() => from.get());
    return from.watch(next => set(() => next));
  }, [from]);
  return value;
}

/** What this browser keeps for next time. It may refuse to, and the page works all the same. */
export const kept = {
  get(name: string): string | null {
    try {
      return localStorage.getItem(`answerable.${name}`);
    } catch {
      return null;
    }
  },
  set(name: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(`answerable.${name}`);
      else localStorage.setItem(`answerable.${name}`, value);
    } catch {
      // Then it is forgotten.
    }
  },
};
