/** What would happen, asked of the chain. */

import { post } from "../api/client";
import type { ActBody, Preview } from "../api/types";
import type { Filled } from "./form";

export interface Previewed {
  body: ActBody;
  preview: Preview;
}

export type Ask = (body: ActBody) => Promise<Preview>;

export function asking(from: string, signal: AbortSignal): Ask {
  return body => post<Preview>("/api/acts/preview", { ...body, from }, signal);
}

/** A message may need money for two things at most, and a premium that must be asked for. */
const ATTEMPTS = 4;

/** More than any offer pays: the contract refuses, and says what it does pay. */
const ANY_PREMIUM = ((1n << 128n) - 1n).toString();

/** Fine enough for every chain's own unit, which is coarser than the contract's. */
const UNIT = 10n ** 9n;

function upTo(amount: bigint): bigint {
  return ((amount + UNIT - 1n) / UNIT) * UNIT;
}

function detail(details: unknown, name: string): unknown {
  return typeof details === "object" && details !== null
    ? (details as Record<string, unknown>)[name]
    : undefined;
}

function said(details: unknown, name: string): bigint | null {
  const value = detail(details, name);
  if (typeof value !== "string" && typeof value !== "number") return null;
  return /^\d+$/.test(String(value)) ? BigInt(value) : null;
}

/**
 * How much has to be sent along, and which premium there is, the contract says itself by what it refuses. So none of
 * its rules is repeated here.
 */
export async function preview(
  message: string,
  filled: Filled,
  ask: Ask,
  signer: string | null,
): Promise<Previewed> {
  const asked: Record<string, string | number> = { ...filled.arguments };
  for (const name of filled.open) asked[name] = ANY_PREMIUM;
  let attach = filled.attach;
  for (let attempt = 1; ; attempt++) {
    const body: ActBody = { message, arguments: asked, attach: attach.toString() };
    const answer = await ask(body);
    const refused = answer.refused;
    if (refused === null || attempt >= ATTEMPTS) return { body, preview: answer };
    if (refused.reason === "InsufficientFree" && message !== "withdraw") {
      const [needed, free] = [said(refused.details, "needed"), said(refused.details, "free")];
      const account = detail(refused.details, "account");
      const mine =
        typeof account !== "string" || signer === null || account.toLowerCase() === signer.toLowerCase();
      if (mine && needed !== null && free !== null && needed > free) {
        attach += upTo(needed - free);
        continue;
      }
    }
    const premium = refused.reason === "PremiumTooSmall" ? said(refused.details, "premium") : null;
    if (premium !== null && filled.open.includes("leastPremium") && asked.leastPremium === ANY_PREMIUM) {
      asked.leastPremium = premium.toString();
      continue;
    }
    return { body, preview: answer };
  }
}

/** What goes on by itself: times that count from now, and the number that what is new will get. */
function lasting(message: string, sentence: string): string {
  const timeless = sentence.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, "then");
  return /^(report|recourse|offer)$/.test(message)
    ? timeless.replace(/\b(fault|offer) \d+/g, "$1")
    : timeless;
}

/** Whether two previews say the same to somebody who decides. The fee may wander. */
export function alike(one: Previewed, other: Previewed): boolean {
  const told = (it: Previewed) =>
    JSON.stringify([
      it.body,
      it.preview.sentences.map(said => lasting(it.body.message, said)),
      it.preview.refused?.sentence ?? null,
      it.preview.value,
      it.preview.mapped,
    ]);
  return told(one) === told(other);
}
