/** Anything on the page may ask for an act; one dialog does them all. */

import { store } from "../store";

export type Given = Record<string, string | number>;

export interface Wanted {
  message: string;
  /** What is settled already, such as which fault. */
  given: Given;
}

export const wanted = store<Wanted | null>(null);

export function act(message: string, given: Given = {}): void {
  wanted.set({ message, given });
}
