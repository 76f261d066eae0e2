/** Keccak-256, with which evidence is hashed everywhere else too. */

const MASK = (1n << 64n) - 1n;
const RATE = 136;

const TURNS = [
  [0, 36, 3, 41, 18],
  [1, 44, 10, 45, 2],
  [62, 6, 43, 15, 61],
  [28, 55, 25, 21, 56],
  [27, 20, 39, 8, 14],
].map(row => row.map(BigInt));

const ROUNDS: bigint[] = [];
for (let round = 0, register = 1; round < 24; round++) {
  let constant = 0n;
  for (let bit = 0; bit < 7; bit++) {
    if (register & 1) constant |= 1n << BigInt((1 << bit) - 1);
    register = (register << 1) ^ (register & 0x80 ? 0x171 : 0);
  }
  ROUNDS.push(constant);
}

function turned(lane: bigint, by: bigint): bigint {
  return by === 0n ? lane : ((lane << by) | (lane >> (64n - by))) & MASK;
}

function permute(state: bigint[]): void {
  const at = (x: number, y: number) => state[(x % 5) + 5 * (y % 5)] as bigint;
  for (const constant of ROUNDS) {
    const columns = [0, 1, 2, 3, 4].map(x => at(x, 0) ^ at(x, 1) ^ at(x, 2) ^ at(x, 3) ^ at(x, 4));
    const column = (x: number) => columns[(x + 5) % 5] as bigint;
    const mixed = state.map((lane, place) => {
      const x = place % 5;
      return lane ^ column(x - 1) ^ turned(column(x + 1), 1n);
    });
    const moved: bigint[] = new Array(25);
    for (let x = 0; x < 5; x++) {
      for (let y = 0; y < 5; y++) {
        moved[y + 5 * ((2 * x + 3 * y) % 5)] = turned(mixed[x + 5 * y] as bigint, TURNS[x]?.[y] as bigint);
      }
    }
    const lane = (x: number, y: number) => moved[(x % 5) + 5 * y] as bigint;
    for (let y = 0; y < 5; y++) {
      for (let x = 0; x < 5; x++) {
        state[x + 5 * y] = lane(x, y) ^ (~lane(x + 1, y) & MASK & lane(x + 2, y));
      }
    }
    state[0] = (state[0] as bigint) ^ constant;
  }
}

/** The hash of these bytes, as 0x and digits. */
export function keccak256(bytes: Uint8Array): string {
  const padded = new Uint8Array((Math.floor(bytes.length / RATE) + 1) * RATE);
  padded.set(bytes);
  padded[bytes.length] = 0x01;
  padded[padded.length - 1] = (padded[padded.length - 1] ?? 0) | 0x80;
  const words = new DataView(padded.buffer);
  const state: bigint[] = new Array(25).fill(0n);
  for (let block = 0; block < padded.length; block += RATE) {
    for (let lane = 0; lane < RATE / 8; lane++) {
      state[lane] = (state[lane] as bigint) ^ words.getBigUint64(block + lane * 8, true);
    }
    permute(state);
  }
  const hash = new DataView(new ArrayBuffer(32));
  for (let lane = 0; lane < 4; lane++) hash.setBigUint64(lane * 8, state[lane] as bigint, true);
  const digits = Array.from(new Uint8Array(hash.buffer), byte => byte.toString(16).padStart(2, "0"));
  return `0x${digits.join("")}`;
}
