/** What to call people: by their address, unless this browser knows better. */

import { get, Refused } from "./api/client";
import type { DevAccount } from "./api/types";
import { store } from "./store";

/** The accounts of a development chain, whose keys everybody knows; none elsewhere. */
export const devAccounts = store<DevAccount[]>([]);

/** Names by address, in small letters. */
export const names = store<ReadonlyMap<string, string>>(new Map());

export function name(address: string, called: string): void {
  const known = names.get();
  // What somebody is called already is not changed by how a wallet names them.
  if (known.has(address.toLowerCase())) return;
  names.set(new Map(known).set(address.toLowerCase(), called));
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export async function meet(): Promise<void> {
  try {
    const answer = await get<DevAccount[] | { items: DevAccount[] }>("/api/dev/accounts");
    const accounts = Array.isArray(answer) ? answer : answer.items;
    devAccounts.set(accounts);
    const all = new Map(names.get());
    accounts.forEach(one => all.set(one.address.toLowerCase(), capital(one.name)));
    names.set(all);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}
