/** Who may sign here, and who was chosen to. */

import type { DevAccount } from "../api/types";
import { capital, devAccounts, name } from "../people";
import { kept, store } from "../store";
import type { Provider } from "./ethereum";
import type { Extension } from "./polkadot";

interface Known {
  /** By which it is chosen, and remembered. */
  key: string;
  name: string;
  /** What contracts know it by. */
  address: string | null;
}

export type Signer =
  | (Known & { kind: "dev"; dev: DevAccount })
  | (Known & { kind: "polkadot"; account: string; extension: Extension })
  | (Known & { kind: "ethereum"; provider: Provider });

/** The accounts of wallets that were connected since the page was opened. */
const connected = store<Signer[]>([]);
export const signers = store<Signer[]>([]);
export const chosen = store<string | null>(kept.get("signer"));

function gather(): void {
  const dev = devAccounts.get().map((one): Signer => ({
    kind: "dev",
    key: `dev:${one.name}`,
    name: capital(one.name),
    address: one.address,
    dev: one,
  }));
  signers.set([...dev, ...connected.get()]);
}

devAccounts.watch(gather);
connected.watch(gather);

export function choose(key: string): void {
  kept.set("signer", key);
  chosen.set(key);
}

/** Whoever was chosen, if they are here. Nobody is chosen for anybody. */
export function signer(all: readonly Signer[], key: string | null): Signer | null {
  return all.find(one => one.key === key) ?? null;
}

/** How the server is told who acts. */
export function from(one: Signer): string {
  switch (one.kind) {
    case "dev":
      return one.dev.name;
    case "polkadot":
      return one.account;
    case "ethereum":
      return one.address ?? "";
  }
}

/** New accounts of a wallet take the place of those it had before. */
export function connect(found: Signer[], of: string): void {
  const others = connected.get().filter(one => !one.key.startsWith(of));
  connected.set([...others, ...found]);
  const first = found[0];
  if (first !== undefined && signer(signers.get(), chosen.get()) === null) choose(first.key);
  for (const one of found) {
    if (one.address !== null && one.kind === "polkadot") name(one.address, one.name);
  }
}
