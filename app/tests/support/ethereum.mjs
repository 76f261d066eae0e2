/** An Ethereum wallet as browsers have them: a provider (EIP-1193) that announces itself (EIP-6963), whose keys the page
 * never sees. What it signs goes to the chain as pallet-revive's own eth-rpc brings it: a bare extrinsic `eth_transact`. */

import { Metadata, TypeRegistry } from "@polkadot/types";
import { compactToU8a, hexToU8a, u8aConcat, u8aToHex } from "@polkadot/util";
import { keccak256 } from "viem";
import { privateKeyToAccount } from "viem/accounts";

/** @import { Vec } from "@polkadot/types" */
/** @import { EventRecord, PalletMetadataLatest } from "@polkadot/types/interfaces" */
/** @import { Hex } from "viem" */
/** @import { PrivateKeyAccount } from "viem/accounts" */
/** @import { Visitor } from "./browser.mjs" */
/** @import { Node } from "./programs.mjs" */

/** The first of the accounts with which development chains are funded for Ethereum wallets. */
export const ALITH = "0x5fb92d6e98884f76de468fa3f6278f8807c48bebc13595d45af5bdc4da702133";

/** More than any act needs; what is not used comes back. */
const GAS = 1_000_000_000n;

export class EthereumWallet {
  /** @type {Node} */
  node;
  /** @type {PrivateKeyAccount} */
  account;
  /** What was sent, by its hash. */
  sent = new Map();
  /** @type {string[]} */
  asked = [];
  /** @type {number | null} The id of another chain, if it is on one. */
  elsewhere = null;
  registry = new TypeRegistry();
  /** @type {PalletMetadataLatest} */
  pallet;
  /** @type {number} */
  chainId;

  /**
   * @param {Visitor} visitor
   * @param {Node} node
   * @param {Hex} key
   */
  static async install(visitor, node, key) {
    const wallet = new EthereumWallet();
    wallet.node = node;
    wallet.account = privateKeyToAccount(key);
    const metadata = new Metadata(wallet.registry, await node.rpc("state_getMetadata"));
    wallet.registry.setMetadata(metadata);
    wallet.pallet = metadata.asLatest.pallets.find(pallet => pallet.name.toString() === "Revive");
    const chainId = wallet.pallet.constants.find(one => one.name.toString() === "ChainId");
    wallet.chainId = wallet.registry.createType("u64", chainId.value.toU8a(true)).toNumber();
    await visitor.context.exposeFunction("walletIsAsked", what => wallet.request(what));
    await visitor.context.addInitScript(() => {
      const provider = {
        request: what => window.walletIsAsked(what),
        on: () => {},
        removeListener: () => {},
      };
      const info = {
        uuid: "d2f7a6a0-0d6b-4b0e-9f43-0f6f3c6a1c55",
        name: "Test wallet",
        icon: "",
        rdns: "org.example.wallet",
      };
      const announce = () =>
        dispatchEvent(
          new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }),
        );
      addEventListener("eip6963:requestProvider", announce);
      announce();
    });
    return wallet;
  }

  get address() {
    return this.account.address.toLowerCase();
  }

  async request({ method, params = [] }) {
    this.asked.push(method);
    switch (method) {
      case "eth_chainId":
        return `0x${(this.elsewhere ?? this.chainId).toString(16)}`;
      case "eth_getCode":
        return this.elsewhere ? "0x" : this.code(params[0]);
      case "eth_accounts":
      case "eth_requestAccounts":
        return [this.account.address];
      case "eth_sendTransaction":
        return this.sends(params[0]);
      case "eth_getTransactionReceipt":
        return this.receipt(params[0]);
      default:
        throw new Error(`this wallet does not know ${method}`);
    }
  }

  async sends({ from, to, data, value }) {
    if (from.toLowerCase() !== this.address) throw new Error(`${from} is not in this wallet`);
    const raw = await this.account.signTransaction({
      type: "legacy",
      chainId: this.chainId,
      nonce: await this.nonce(),
      gasPrice: await this.gasPrice(),
      gas: GAS,
      to,
      data,
      value: BigInt(value),
    });
    const hash = keccak256(raw);
    const bytes = this.wrapped(raw);
    await this.node.rpc("author_submitExtrinsic", bytes);
    this.sent.set(hash, bytes);
    return hash;
  }

  /** What eth-rpc makes of a signed transaction. */
  wrapped(raw) {
    const calls = this.registry.lookup.getSiType(this.pallet.calls.unwrap().type).def.asVariant.variants;
    const call = calls.find(one => one.name.toString() === "eth_transact");
    const payload = hexToU8a(raw);
    const extrinsic = u8aConcat(
      [4, this.pallet.index.toNumber(), call.index.toNumber()],
      compactToU8a(payload.length),
      payload,
    );
    return u8aToHex(u8aConcat(compactToU8a(extrinsic.length), extrinsic));
  }

  /** The receipt, if the transaction is in one of the newest blocks, which need not be final, as with eth-rpc. */
  async receipt(transaction) {
    const bytes = this.sent.get(transaction);
    let hash = await this.node.rpc("chain_getBlockHash");
    for (let back = 0; back < 20; back++) {
      const found = await this.node.rpc("chain_getBlock", hash);
      // There is none before the first.
      if (found === null) break;
      const { block } = found;
      const place = block.extrinsics.indexOf(bytes);
      if (place >= 0) {
        const worked = await this.worked(hash, place);
        return { blockNumber: block.header.number, blockHash: hash, status: worked ? "0x1" : "0x0" };
      }
      hash = block.header.parentHash;
    }
    return null;
  }

  /** The receipt of what was sent last, as soon as there is one. */
  async isTaken() {
    for (;;) {
      const last = [...this.sent.keys()].pop();
      const receipt = last && (await this.receipt(last));
      if (receipt) return receipt;
      await new Promise(rest => setTimeout(rest, 20));
    }
  }

  /** A call that reverts is a success of its extrinsic, beside which another event tells of it. */
  async worked(hash, place) {
    const key = "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7";
    /** @type {Vec<EventRecord>} */
    const type = this.registry.createType(
      "Vec<FrameSystemEventRecord>",
      await this.node.rpc("state_getStorage", key, hash),
    );
    const own = type.filter(
      one => one.phase.isApplyExtrinsic && one.phase.asApplyExtrinsic.toNumber() === place,
    );
    const names = own.map(one => `${one.event.section}.${one.event.method}`);
    return names.includes("system.ExtrinsicSuccess") && !names.includes("revive.EthExtrinsicRevert");
  }

  async code(address) {
    const answer = await this.node.rpc("state_call", "ReviveApi_code", address);
    return u8aToHex(this.registry.createType("Bytes", hexToU8a(answer)).toU8a(true));
  }

  async nonce() {
    const answer = await this.node.rpc("state_call", "ReviveApi_nonce", this.address);
    return this.registry.createType("u32", hexToU8a(answer)).toNumber();
  }

  async gasPrice() {
    const answer = await this.node.rpc("state_call", "ReviveApi_gas_price", "0x");
    return this.registry.createType("U256", hexToU8a(answer)).toBigInt();
  }
}
