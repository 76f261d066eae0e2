/** Injected Ethereum providers: those that announce themselves (EIP-6963), and the one in `window.ethereum`. */

import { status } from "../status";
import { store } from "../store";
import { connect, type Signer } from "./signers";

export interface Provider {
  request(what: { method: string; params?: unknown[] }): Promise<unknown>;
}

export interface Announced {
  id: string;
  name: string;
  provider: Provider;
}

declare global {
  interface Window {
    ethereum?: Provider;
  }
}

export const providers = store<Announced[]>([]);

function add(one: Announced): void {
  const known = providers.get();
  if (known.some(other => other.id === one.id || other.provider === one.provider)) return;
  providers.set([...known, one]);
}

export function discover(): void {
  addEventListener("eip6963:announceProvider", event => {
    const told = (event as CustomEvent<{ info?: { rdns?: string; name?: string }; provider?: Provider }>)
      .detail;
    if (!told?.provider) return;
    const id = told.info?.rdns ?? told.info?.name ?? "announced";
    add({ id, name: told.info?.name ?? id, provider: told.provider });
  });
  dispatchEvent(new Event("eip6963:requestProvider"));
  // Those that announce themselves had their turn.
  setTimeout(() => {
    if (window.ethereum !== undefined && providers.get().length === 0) {
      add({ id: "ethereum", name: "Browser wallet", provider: window.ethereum });
    }
  }, 300);
}

function text(answer: unknown): string {
  return typeof answer === "string" ? answer : "";
}

/** Refuses a wallet that is on another chain: money that is sent there is gone. */
async function onThisChain(provider: Provider): Promise<void> {
  const here = status.get();
  if (here === null)
    throw new Error("The explorer has not said yet which chain this is. Try again in a moment.");
  const wanted = (here.chain as { ethereumChainId?: number | null }).ethereumChainId ?? null;
  if (wanted !== null) await onChain(provider, wanted);
  const code = text(await provider.request({ method: "eth_getCode", params: [here.contract, "latest"] }));
  if (!/^0x.*[1-9a-f]/i.test(code)) {
    throw new Error(
      `On the chain that the wallet is on, there is no contract at ${here.contract}. Switch the wallet to this chain.`,
    );
  }
}

async function onChain(provider: Provider, wanted: number): Promise<void> {
  const on = Number(text(await provider.request({ method: "eth_chainId" })));
  if (on === wanted) return;
  try {
    await provider.request({
      method: "wallet_switchEthereumChain",
      params: [{ chainId: `0x${wanted.toString(16)}` }],
    });
  } catch {
    throw new Error(`The wallet is on chain ${on}, and this is chain ${wanted}. Switch the wallet to it.`);
  }
}

export async function request(one: Announced): Promise<number> {
  await onThisChain(one.provider);
  const answer = await one.provider.request({ method: "eth_requestAccounts" });
  const accounts = Array.isArray(answer) ? answer.map(text).filter(it => it !== "") : [];
  const found = accounts.map((address): Signer => ({
    kind: "ethereum",
    key: `ethereum:${one.id}:${address.toLowerCase()}`,
    name: one.name,
    address: address.toLowerCase(),
    provider: one.provider,
  }));
  connect(found, `ethereum:${one.id}:`);
  return found.length;
}

export interface Call {
  from: string;
  to: string;
  data: string;
  value: string;
}

export interface Receipt {
  hash: string;
  block: number;
  worked: boolean;
}

const PATIENCE = 180_000;
const BETWEEN = 1_000;

/** Sends it, and waits until its block is final and in the index. Until then another block may take that one's place. */
export async function send(provider: Provider, call: Call, sent: () => void): Promise<Receipt> {
  await onThisChain(provider);
  const value = `0x${BigInt(call.value).toString(16)}`;
  const hash = text(await provider.request({ method: "eth_sendTransaction", params: [{ ...call, value }] }));
  sent();
  const until = Date.now() + PATIENCE;
  let place = "no block";
  while (Date.now() < until) {
    // Before the receipt is asked for, which then cannot be of a block that was replaced.
    const settled = status.get()?.index.next ?? 0;
    const answer = await provider.request({ method: "eth_getTransactionReceipt", params: [hash] });
    const receipt = answer as { blockNumber?: string | null; status?: string } | null;
    const block = receipt?.blockNumber == null ? null : Number(receipt.blockNumber);
    if (block !== null && block < settled) {
      return { hash, block, worked: Number(receipt?.status) === 1 };
    }
    place = block === null ? "no block" : "no final block";
    await new Promise(rest => setTimeout(rest, BETWEEN));
  }
  throw new Error(
    `Transaction ${hash} was sent, and is in ${place} yet. Your wallet tells what becomes of it.`,
  );
}
