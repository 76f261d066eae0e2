/** Reading for as long as something is shown, and again when it may have changed. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get, Refused } from "./client";
import { onBlock, onReturn } from "./stream";
import type { StreamedEvent } from "./types";

export interface Loaded<T> {
  data: T | null;
  /** Also set beside data that is shown, when reading it again failed. */
  error: Refused | null;
  loading: boolean;
  reload: () => void;
}

/** Which news make it worth to read again; `true` is every block. */
export type Interest = boolean | ((event: StreamedEvent) => boolean);

const AT_MOST_EVERY = 1_500;

/** Calls back after news of interest, but not for each of many. */
export function useNews(interest: Interest, told: () => void): void {
  const latest = useRef({ interest, told });
  latest.current = { interest, told };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = 0;
    let missed = false;
    const seen = () => {
      if (!missed || document.hidden) return;
      missed = false;
      soon();
    };
    document.addEventListener("visibilitychange", seen);
    const soon = () => {
      // Nobody looks: it is read when somebody does.
      if (document.hidden) {
        missed = true;
        return;
      }
      if (timer !== null) return;
      timer = setTimeout(
        () => {
          timer = null;
          last = Date.now();
          latest.current.told();
        },
        Math.max(0, last + AT_MOST_EVERY - Date.now()),
      );
    };
    const stops = [
      onReturn(soon),
      onBlock(block => {
        const wanted = latest.current.interest;
        if (typeof wanted === "function" ? block.events.some(wanted) : wanted) soon();
      }),
    ];
    return () => {
      stops.forEach(stop => stop());
      document.removeEventListener("visibilitychange", seen);
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
}

function refused(error: unknown): Refused {
  return error instanceof Refused ? error : new Refused(0, String(error));
}

/** Reads `path`; nothing while it is null. What was read stays until its successor is there. */
export function useLoad<T>(path: string | null, interest: Interest = false): Loaded<T> {
  const [state, set] = useState<{
    path: string | null;
    data: T | null;
    error: Refused | null;
    loading: boolean;
  }>({
    path,
    data: null,
    error: null,
    loading: path !== null,
  });
  const asked = useRef<AbortController | null>(null);
  const read = useCallback(() => {
    asked.current?.abort();
    if (path === null) {
      set({ path, data: null, error: null, loading: false });
      return;
    }
    const control = new AbortController();
    asked.current = control;
    set(old =>
      old.path === path ? { ...old, loading: true } : { path, data: null, error: null, loading: true },
    );
    get<T>(path, control.signal).then(
      data => set({ path, data, error: null, loading: false }),
      (error: unknown) => {
        if (control.signal.aborted) return;
        set(old => ({ ...old, error: refused(error), loading: false }));
      },
    );
  }, [path]);
  useEffect(() => {
    read();
    return () => asked.current?.abort();
  }, [read]);
  useNews(path === null ? false : interest, read);
  // What belongs to another address is not shown for this one, not even for a moment.
  const current = state.path === path ? state : { data: null, error: null, loading: path !== null };
  return { data: current.data, error: current.error, loading: current.loading, reload: read };
}
