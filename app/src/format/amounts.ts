/** Amounts cross the interface as digits in the 18-decimal unit; people read and write tokens. */

const DECIMALS = 18;
const TOKEN = 10n ** BigInt(DECIMALS);
/** Groups digits without ever breaking a line. */
const THIN = "\u202f";

export type Units = string | bigint;

export function units(amount: Units | null | undefined): bigint {
  return amount === null || amount === undefined ? 0n : BigInt(amount);
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, THIN);
}

/** All of it, without zeros at the end: `1 234.5`. */
export function tokens(amount: Units): string {
  const { sign, whole, rest } = split(amount);
  return sign + grouped(whole) + (rest === "" ? "" : `.${rest}`);
}

/** As people write it into a field: `1234.5`. */
export function plainTokens(amount: Units): string {
  const { sign, whole, rest } = split(amount);
  return sign + whole + (rest === "" ? "" : `.${rest}`);
}

/** No more digits than one reads at a glance. What is left out is marked, and never rounded up. */
export function shortTokens(amount: Units, most = 4): string {
  const { sign, whole, rest } = split(amount);
  if (rest.length <= most) return tokens(amount);
  // A small amount must not look like none.
  const leading = whole === "0" ? rest.search(/[1-9]/) : 0;
  const kept = rest.slice(0, Math.max(most, leading + 2));
  const shown = kept.length < rest.length ? `${kept}…` : kept;
  return `${sign}${grouped(whole)}.${shown}`;
}

/** For a menu: whole tokens where there are many. */
export function atAGlance(amount: Units): string {
  const many = BigInt(amount) >= 1_000n * TOKEN;
  return many ? tokens((BigInt(amount) / TOKEN) * TOKEN) : shortTokens(amount, 2);
}

export function withUnit(amount: Units): string {
  return `${tokens(amount)} ${BigInt(amount) === TOKEN ? "token" : "tokens"}`;
}

function split(amount: Units) {
  const value = BigInt(amount);
  const size = value < 0n ? -value : value;
  return {
    sign: value < 0n ? "−" : "",
    whole: (size / TOKEN).toString(),
    rest: (size % TOKEN).toString().padStart(DECIMALS, "0").replace(/0+$/, ""),
  };
}

export type Parsed<T> = { value: T } | { problem: string };

/** The amount that a text says, in tokens. Nothing is rounded. */
export function parseTokens(text: string): Parsed<bigint> {
  const plain = text.replace(/[\s\u202f,_]/g, "");
  const found = /^(\d+)(?:\.(\d+))?$/.exec(plain);
  if (found === null) {
    return { problem: "Write the amount in digits, such as 2 or 0.25." };
  }
  const [, whole = "0", rest = ""] = found;
  if (rest.length > DECIMALS) {
    return { problem: "Amounts end 18 digits behind the point. Leave out the others." };
  }
  const value = BigInt(whole) * TOKEN + BigInt(rest.padEnd(DECIMALS, "0"));
  if (value >= 1n << 128n) {
    return { problem: "That is more than can be counted." };
  }
  return { value };
}

/** A share of the whole, for bars: between 0 and 1. */
export function share(part: Units, whole: Units): number {
  const [of, all] = [BigInt(part), BigInt(whole)];
  if (all <= 0n) return 0;
  return Math.min(1, Math.max(0, Number((of * 10_000n) / all) / 10_000));
}

/** Near enough to draw with. */
export function asNumber(amount: Units): number {
  const value = BigInt(amount);
  return Number(value / TOKEN) + Number(value % TOKEN) / Number(TOKEN);
}

/** Ten-thousandths as people say them: `12.5%`. */
export function percent(bps: number): string {
  return `${(bps / 100).toFixed(2).replace(/\.?0+$/, "")}%`;
}
