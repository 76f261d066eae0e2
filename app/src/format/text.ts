/** Hashes, addresses and what strangers wrote, as they may be shown. */

export function isAddress(text: string): boolean {
  return /^0x[0-9a-f]{40}$/i.test(text);
}

export function isHash(text: string): boolean {
  return /^0x[0-9a-f]{64}$/i.test(text);
}

/** The ends of something long: `0x57fc…26e5`. */
export function short(text: string, ends = 4): string {
  const head = text.startsWith("0x") ? ends + 2 : ends;
  return text.length <= head + ends + 1 ? text : `${text.slice(0, head)}…${text.slice(-ends)}`;
}

/** What would steer the page or hide what is there is written out: marks of direction, controls, the invisible. */
export function harmless(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u{e0000}-\u{e0fff}]|\p{Cs}/gu,
    letter => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The address behind a text that somebody else wrote, if it is one that may be followed from here. */
export function followable(uri: string): string | null {
  if (uri !== harmless(uri) || /\s/.test(uri)) return null;
  if (/^ipfs:\/\/[a-z0-9]/i.test(uri)) return uri;
  if (!/^https:\/\//i.test(uri)) return null;
  try {
    const parsed = new URL(uri);
    // A name before the host makes one address look like another.
    return parsed.protocol === "https:" && parsed.username === "" && parsed.password === ""
      ? parsed.href
      : null;
  } catch {
    return null;
  }
}

export function many(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString("en").replaceAll(",", "\u202f")} ${count === 1 ? one : more}`;
}

/** `Alice, Bob and Dave`. */
export function listed(items: readonly (string | number)[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
