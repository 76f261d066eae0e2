/** From what was typed to the arguments of a message. */

import { parseTokens } from "../format/amounts";
import { isHash } from "../format/text";
import { fromField } from "../format/times";
import type { Given } from "./open";
import type { Field, Spec } from "./specs";

export type Typed = Record<string, string>;

export type Value = { value: string | number } | { problem: string };

const URI_BYTES = 256;

/** What one field says, or what is wrong with it. */
export function read(field: Field, text: string): Value {
  const typed = text.trim();
  switch (field.kind) {
    case "amount": {
      const parsed = parseTokens(typed);
      return "value" in parsed ? { value: parsed.value.toString() } : parsed;
    }
    case "hash":
      return isHash(typed)
        ? { value: typed.toLowerCase() }
        : { problem: "Choose a file, or give the hash: 0x and 64 digits." };
    case "uri":
      return new TextEncoder().encode(typed).length > URI_BYTES
        ? { problem: `That is longer than ${URI_BYTES} bytes. Shorten it.` }
        : { value: typed };
    case "time": {
      const time = fromField(typed);
      return time === null ? { problem: "Choose a day and a time." } : { value: time };
    }
    case "percent": {
      const found = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(typed.replace(/\s*%$/, ""));
      if (found === null) return { problem: "Write per cent with at most two decimals, such as 12.5." };
      return { value: Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) };
    }
  }
}

export interface Filled {
  arguments: Record<string, string | number>;
  /** What is sent along, where the form asks for it. */
  attach: bigint;
  /** What was left open, for the contract to say. */
  open: string[];
}

/** All of it, or the problems by field. A field that nobody touched has no problem yet, but is missing. */
export function fill(spec: Spec, given: Given, typed: Typed): { filled: Filled | null; problems: Typed } {
  const problems: Typed = {};
  const filled: Filled = { arguments: { ...given }, attach: 0n, open: [] };
  let whole = true;
  for (const field of spec.fields) {
    const text = typed[field.name] ?? "";
    if (text.trim() === "") {
      if (field.kind === "uri") filled.arguments[field.name] = "";
      else if (field.optional) filled.open.push(field.name);
      else whole = false;
      continue;
    }
    const value = read(field, text);
    if ("problem" in value) {
      problems[field.name] = value.problem;
      whole = false;
    } else if (field.name === "attach") {
      filled.attach = BigInt(value.value);
    } else {
      filled.arguments[field.name] = value.value;
    }
  }
  return { filled: whole ? filled : null, problems };
}
