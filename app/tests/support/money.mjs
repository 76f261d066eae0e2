/** Money for accounts that nobody has heard of. */

import { Keyring } from "@polkadot/keyring";
import { Metadata, TypeRegistry } from "@polkadot/types";
import { cryptoWaitReady } from "@polkadot/util-crypto";

/**
 * Alice sends native units, as any wallet does.
 * @param {import("./programs.mjs").Node} node
 */
export async function pay(node, to, units) {
  await cryptoWaitReady();
  const alice = new Keyring({ type: "sr25519" }).addFromUri("//Alice");
  const registry = new TypeRegistry();
  const metadata = new Metadata(registry, await node.rpc("state_getMetadata"));
  registry.setMetadata(metadata);
  const pallet = metadata.asLatest.pallets.find(one => one.name.toString() === "Balances");
  const calls = registry.lookup.getSiType(pallet.calls.unwrap().type).def.asVariant.variants;
  const transfer = calls.find(one => one.name.toString() === "transfer_keep_alive");
  const callIndex = Uint8Array.of(pallet.index.toNumber(), transfer.index.toNumber());
  const call = registry.createType("Call", { callIndex, args: { dest: { Id: to }, value: units } });
  const genesisHash = await node.rpc("chain_getBlockHash", 0);
  const runtimeVersion = await node.rpc("state_getRuntimeVersion");
  const extrinsic = registry.createType("Extrinsic", call, { version: 4 }).sign(alice, {
    blockHash: genesisHash,
    genesisHash,
    nonce: await node.rpc("system_accountNextIndex", alice.address),
    runtimeVersion,
  });
  await node.rpc("author_submitExtrinsic", extrinsic.toHex());
}
