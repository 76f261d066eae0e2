/** By which address contracts know an account: as pallet-revive makes it. */

import { keccak256 } from "../format/keccak";

const DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const SIZE = 32;
const CHECKSUM = 2;

function decoded(text: string): Uint8Array | null {
  let value = 0n;
  for (const digit of text) {
    const place = DIGITS.indexOf(digit);
    if (place < 0) return null;
    value = value * 58n + BigInt(place);
  }
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  const bytes = even === "00" ? [] : (even.match(/../g) ?? []).map(byte => parseInt(byte, 16));
  return new Uint8Array([...new Array<number>(zeros).fill(0), ...bytes]);
}

/** The 32 bytes that a wallet's spelling stands for. Whether it was copied whole, the wallet knows. */
export function publicKey(ss58: string): Uint8Array | null {
  const bytes = decoded(ss58);
  const prefix = bytes === null ? 0 : (bytes[0] ?? 0) < 64 ? 1 : 2;
  return bytes !== null && bytes.length === prefix + SIZE + CHECKSUM
    ? bytes.slice(prefix, prefix + SIZE)
    : null;
}

export function addressOf(ss58: string): string | null {
  const key = publicKey(ss58);
  if (key === null) return null;
  // Accounts that came from Ethereum are their address, and twelve times 0xee.
  if (key.slice(20).every(byte => byte === 0xee)) {
    return `0x${Array.from(key.slice(0, 20), byte => byte.toString(16).padStart(2, "0")).join("")}`;
  }
  return `0x${keccak256(key).slice(-40)}`;
}
