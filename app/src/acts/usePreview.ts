/** Asks what would happen whenever the form says something else, and again right before signing. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Signer } from "../wallets/signers";
import { from } from "../wallets/signers";
import { facts, type Facts } from "./facts";
import type { Filled } from "./form";
import type { Wanted } from "./open";
import { asking, preview, type Previewed } from "./preview";
import type { Spec } from "./specs";
import { problem } from "./submit";

export interface Looked {
  facts: Facts | null;
  previewed: Previewed | null;
}

export interface Looking extends Looked {
  looking: boolean;
  problem: string | null;
  again: () => Promise<Looked>;
  show: (looked: Looked) => void;
}

const PAUSE = 350;

export function useLook(spec: Spec, wanted: Wanted, filled: Filled | null, signer: Signer | null): Looking {
  const [looked, setLooked] = useState<Looked>({ facts: null, previewed: null });
  const [looking, setLooking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const latest = useRef<AbortController | null>(null);
  const said = JSON.stringify(filled, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  const who = signer === null ? null : from(signer);
  const known = signer?.address ?? null;

  const look = useCallback(
    async (signal: AbortSignal): Promise<Looked> => {
      const reading = facts(spec.about, wanted.given, known, signal);
      if (filled === null || who === null) return { facts: await reading, previewed: null };
      const [read, previewed] = await Promise.all([
        reading,
        preview(wanted.message, filled, asking(who, signal), signer?.address ?? null),
      ]);
      return { facts: read, previewed };
    },
    // `said` stands for what is filled in.
    [spec, wanted, said, who, known],
  );

  useEffect(() => {
    const control = new AbortController();
    latest.current?.abort();
    latest.current = control;
    setLooking(true);
    // What was shown is for something else now.
    setLooked(old => ({ ...old, previewed: null }));
    const timer = setTimeout(() => {
      look(control.signal).then(
        found => {
          if (control.signal.aborted) return;
          setLooked(found);
          setFailed(null);
          setLooking(false);
        },
        (error: unknown) => {
          if (control.signal.aborted) return;
          setFailed(problem(error));
          setLooking(false);
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [look]);

  const again = useCallback(() => look(new AbortController().signal), [look]);
  return { ...looked, looking, problem: failed, again, show: setLooked };
}
