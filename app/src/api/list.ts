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

/**
 * Takes over what changed in the rows that are shown, drops those that left the list, and tells how many are new.
 * A row that is missing from the latest page left, unless it may only have been pushed behind that page.
 */
export function renewed<T>(
  shown: T[],
  latest: List<T>,
  key: (row: T) => string,
): { items: T[]; fresh: number } {
  const known = new Set(shown.map(key));
  const now = new Map(latest.items.map(row => [key(row), row]));
  const reach = latest.next === null ? shown.length : shown.findLastIndex(row => now.has(key(row)));
  return {
    items: shown
      .filter((row, place) => now.has(key(row)) || place > reach)
      .map(row => now.get(key(row)) ?? row),
    fresh: latest.items.filter(row => !known.has(key(row))).length,
  };
}

export interface Listing<T> {
  key: (row: T) => string;
  interest?: Interest;
  /** New rows are put in at once: for short lists in which the order matters more than calm. */
  inPlace?: boolean;
}

/** A page may be empty and yet not be the last; nobody should have to turn those. */
const EMPTY_PAGES = 20;

async function page<T>(path: string, from: string | null): Promise<List<T>> {
  let found = await get<List<T>>(from === null ? path : after(path, from));
  for (let turned = 0; found.items.length === 0 && found.next !== null && turned < EMPTY_PAGES; turned++) {
    found = await get<List<T>>(after(path, found.next));
  }
  return found;
}

export function useList<T>(path: string, { key, interest = true, inPlace = false }: Listing<T>): Listed<T> {
  const [shown, setShown] = useState<Shown<T> | null>(null);
  const [latest, setLatest] = useState<Shown<T> | null>(null);
  const [error, setError] = useState<Refused | null>(null);
  const [loading, setLoading] = useState(true);
  /** Which question is the last one; answers to others come too late. */
  const asked = useRef(0);
  const paging = useRef(false);

  const ask = useCallback(
    (from: string | null, then: (found: List<T>) => void) => {
      const mine = ++asked.current;
      paging.current = from !== null;
      setLoading(true);
      const answered = (problem: Refused | null) => {
        paging.current = false;
        setLoading(false);
        setError(problem);
      };
      page<T>(path, from).then(
        found => {
          if (mine !== asked.current) return;
          answered(null);
          then(found);
        },
        (problem: unknown) => {
          if (mine !== asked.current) return;
          answered(problem instanceof Refused ? problem : new Refused(0, String(problem)));
        },
      );
    },
    [path],
  );

  const replace = (found: List<T>) => {
    setShown({ path, ...found });
    setLatest(null);
  };
  const reload = useCallback(() => ask(null, replace), [ask]);
  useEffect(() => {
    reload();
    return () => {
      asked.current++;
    };
  }, [reload]);

  const current = shown?.path === path ? shown : null;
  const waiting = latest?.path === path ? latest : null;
  useNews(interest, () => {
    // The next page is on its way, and the news after it will do.
    if (paging.current) return;
    ask(null, found => {
      const short = current === null || current.items.length <= Math.max(found.items.length, 1);
      if (current === null || current.items.length === 0 || (inPlace && short)) return replace(found);
      const { items, fresh } = renewed(current.items, found, key);
      setShown({ ...current, items });
      setLatest(fresh > 0 ? { path, ...found } : null);
    });
  });

  return {
    items: current?.items ?? null,
    error,
    loading,
    fresh: waiting === null || current === null ? 0 : renewed(current.items, waiting, key).fresh,
    more: current !== null && current.next !== null,
    showFresh: () => {
      if (waiting !== null) replace(waiting);
    },
    loadMore: () => {
      if (current === null || current.next === null) return;
      ask(current.next, found => {
        const known = new Set(current.items.map(key));
        const added = found.items.filter(row => !known.has(key(row)));
        setShown({ path, items: [...current.items, ...added], next: found.next });
      });
    },
    reload,
  };
}
