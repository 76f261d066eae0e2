/** Anything on the page may ask for an act; one dialog does them all. */

import { store } from "../store";
import { choose, signers } from "../wallets/signers";

export type Given = Record<string, string | number>;

export interface Wanted {
  message: string;
  /** What is settled already, such as which fault. */
  given: Given;
}

export const wanted = store<Wanted | null>(null);

/** `as` is who would do it, where that is clear: they are chosen to sign if this browser can sign as them. */
export function act(message: string, given: Given = {}, as: string | null = null): void {
  const them = as === null ? undefined : signers.get().find(one => one.address === as.toLowerCase());
  if (them !== undefined) choose(them.key);
  wanted.set({ message, given });
}
