/** A list that is read page by page, and kept new without jumping. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get, Refused } from "./client";
import { useNews, type Interest } from "./load";
import type { List } from "./types";

export interface Listed<T> {
  items: T[] | null;
  error: Refused | null;
  /** Something new stands above what is shown. */
  fresh: number;
  more: boolean;
  loading: boolean;
  showFresh: () => void;
  loadMore: () => void;
  reload: () => void;
}

interface Shown<T> {
  path: string;
  items: T[];
  next: string | null;
}

function after(path: string, cursor: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}after=${encodeURIComponent(cursor)}`;
}

/** Takes over what changed in the rows that are shown, and tells how many are new. */
export function renewed<T>(shown: T[], latest: T[], key: (row: T) => string): { items: T[]; fresh: number } {
  const known = new Set(shown.map(key));
  const now = new Map(latest.map(row => [key(row), row]));
  return {
    items: shown.map(row => now.get(key(row)) ?? row),
    fresh: latest.filter(row => !known.has(key(row))).length,
  };
}

export interface Listing<T> {
  key: (row: T) => string;
  interest?: Interest;
  /** New rows are put in at once: for short lists in which the order matters more than calm. */
  inPlace?: boolean;
}

export function useList<T>(path: string, { key, interest = true, inPlace = false }: Listing<T>): Listed<T> {
  const [shown, setShown] = useState<Shown<T> | null>(null);
  const [error, setError] = useState<Refused | null>(null);
  const [loading, setLoading] = useState(true);
  const [latest, setLatest] = useState<Shown<T> | null>(null);
  const turn = useRef(0);

  const ask = useCallback(
    (from: string, then: (page: List<T>) => void) => {
      const mine = ++turn.current;
      setLoading(true);
      get<List<T>>(from).then(
        page => {
          if (mine !== turn.current) return;
          setError(null);
          setLoading(false);
          then(page);
        },
        (problem: unknown) => {
          if (mine !== turn.current) return;
          setLoading(false);
          setError(problem instanceof Refused ? problem : new Refused(0, String(problem)));
        },
      );
    },
    [path],
  );

  const reload = useCallback(() => {
    ask(path, page => {
      setShown({ path, ...page });
      setLatest(null);
    });
  }, [path, ask]);

  useEffect(() => {
    reload();
    return () => {
      turn.current++;
    };
  }, [reload]);

  const current = shown?.path === path ? shown : null;
  const renew = () => {
    if (current === null) return reload();
    ask(path, page => {
      const oneByOne = current.items.length <= Math.max(page.items.length, 1);
      if (inPlace || (oneByOne && current.items.length === 0)) {
        setShown({ path, ...page });
        setLatest(null);
        return;
      }
      const { items, fresh } = renewed(current.items, page.items, key);
      setShown({ ...current, items });
      setLatest(fresh > 0 ? { path, ...page } : null);
    });
  };
  useNews(interest, renew);

  const waiting = latest?.path === path ? latest : null;
  return {
    items: current?.items ?? null,
    error,
    loading,
    fresh: waiting === null || current === null ? 0 : renewed(current.items, waiting.items, key).fresh,
    more: current?.next !== null && current !== null,
    showFresh: () => {
      if (waiting === null) return;
      setShown(waiting);
      setLatest(null);
    },
    loadMore: () => {
      if (current?.next == null) return;
      ask(after(path, current.next), page => {
        const known = new Set(current.items.map(key));
        const added = page.items.filter(row => !known.has(key(row)));
        setShown({ path, items: [...current.items, ...added], next: page.next });
      });
    },
    reload,
  };
}
