/** Wallets of the polkadot extension's interface: they put themselves into `window.injectedWeb3`. */

import { addressOf } from "./account";
import { connect, type Signer } from "./signers";

export interface PayloadToSign {
  address: string;
  [field: string]: unknown;
}

export interface Extension {
  accounts: { get(): Promise<{ address: string; name?: string; type?: string }[]> };
  signer: { signPayload?: (payload: PayloadToSign) => Promise<{ signature: string }> };
}

interface Injected {
  enable(origin: string): Promise<Extension>;
  version?: string;
}

declare global {
  interface Window {
    injectedWeb3?: Record<string, Injected>;
  }
}

/** The names under which wallets made themselves known. */
export function extensions(): string[] {
  return Object.keys(window.injectedWeb3 ?? {});
}

export async function enable(which: string): Promise<number> {
  const injected = window.injectedWeb3?.[which];
  if (injected === undefined) throw new Error(`${which} is not there any more. Load the page again.`);
  const extension = await injected.enable("answerable");
  const accounts = await extension.accounts.get();
  const found = accounts.map((account): Signer => ({
    kind: "polkadot",
    key: `polkadot:${which}:${account.address}`,
    name: account.name ?? "Account",
    address: addressOf(account.address),
    account: account.address,
    extension,
  }));
  connect(found, `polkadot:${which}:`);
  return found.length;
}

export async function sign(extension: Extension, payload: PayloadToSign): Promise<string> {
  const { signPayload } = extension.signer;
  if (signPayload === undefined) {
    throw new Error("This wallet cannot sign transactions. Choose another account.");
  }
  const { signature } = await signPayload.call(extension.signer, payload);
  return signature;
}
