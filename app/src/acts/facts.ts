/** What a decision depends on, read from the chain when it is made. */

import { get } from "../api/client";
import type { AccountPage, BlockAt, FaultPage, OfferPage, StepPage } from "../api/types";
import { heard } from "../clock";
import { percent, plainTokens, withUnit } from "../format/amounts";
import { short } from "../format/text";
import { moment } from "../format/times";
import { STATES, stateOf, waitsFor } from "../format/words";
import { names } from "../people";
import type { Given } from "./open";
import type { About } from "./specs";

export interface Fact {
  label: string;
  text: string;
  deadline?: number;
  /** The field that this fills in whole, and what it then says. */
  fills?: { field: string; text: string };
}

export interface Facts {
  block: BlockAt;
  lines: Fact[];
}

function who(address: string): string {
  return names.get().get(address.toLowerCase()) ?? short(address);
}

/** By which the form finds it. */
export const FREE = "You have free in the contract";

function purse(account: AccountPage): Fact[] {
  return [
    {
      label: FREE,
      text: withUnit(account.live.free),
      fills: { field: "amount", text: plainTokens(account.live.free) },
    },
    { label: "Locked behind your pledges", text: withUnit(account.live.locked) },
  ];
}

function ofFault({ fault, history }: FaultPage): Fact[] {
  const state = stateOf(fault.state);
  const lines: Fact[] = [
    { label: "State", text: `${STATES[state].name}: ${STATES[state].means}` },
    { label: "Loss", text: withUnit(fault.loss), fills: { field: "loss", text: plainTokens(fault.loss) } },
    { label: "Paid so far", text: withUnit(fault.paid) },
  ];
  if (history !== null) {
    const fills = { field: "max", text: plainTokens(history.unpaid) };
    lines.push({ label: "Not paid yet", text: withUnit(history.unpaid), fills });
  }
  if (!/^0x0*$/.test(fault.called)) lines.splice(1, 0, { label: "Called", text: who(fault.called) });
  if (state === "contested") lines.push({ label: "Conceded", text: withUnit(fault.conceded) });
  if (state === "answering")
    lines.push({ label: "A contest's deposit", text: withUnit(fault.terms.contestDeposit) });
  if (state === "defaulted") {
    const { lostPenaltyBps, maxDefaultPenaltyBps } = fault.terms;
    lines.push({
      label: "A slash is",
      text: `more than ${percent(lostPenaltyBps)}, at most ${percent(maxDefaultPenaltyBps)}`,
    });
  }
  if (waitsFor(state) !== "")
    lines.push({ label: `Time ${waitsFor(state)}`, text: moment(fault.deadline), deadline: fault.deadline });
  return lines;
}

function ofStep(page: StepPage): Fact[] {
  const answering = page.layers.map(layer => `${who(layer.surety)} with ${withUnit(layer.left)}`);
  return [
    { label: "Who answers now", text: answering.length === 0 ? "nobody" : answering.join(", then ") },
    { label: "Cover another contract may build on", text: withUnit(page.cover) },
    { label: "Least cover", text: withUnit(page.terms.minCover) },
    { label: "A report's deposit", text: withUnit(page.terms.reportDeposit) },
    {
      label: "The requester may report until",
      text: moment(page.requesterUntil),
      deadline: page.requesterUntil,
    },
  ];
}

function ofOffer({ offer }: OfferPage): Fact[] {
  return [
    {
      label: "Cover it still looks for",
      text: `${withUnit(offer.coverLeft)} of ${withUnit(offer.cover)}`,
      fills: { field: "cover", text: plainTokens(offer.coverLeft) },
    },
    { label: "Premium for that", text: withUnit(offer.premiumLeft) },
    { label: "Paid by", text: who(offer.payer) },
    { label: "Open until", text: moment(offer.until), deadline: offer.until },
  ];
}

/** Nothing where there is nothing to read, such as the purse of nobody. */
export async function facts(
  about: About,
  given: Given,
  account: string | null,
  signal: AbortSignal,
): Promise<Facts | null> {
  const [subject, own] = await Promise.all([
    read(about, given, signal),
    account === null ? null : get<AccountPage>(`/api/accounts/${account}`, signal),
  ]);
  const mine = own === null ? [] : purse(own).slice(0, about === "purse" ? 2 : 1);
  const block = subject?.block ?? own?.block;
  if (block === undefined) return null;
  heard(block.time);
  return { block, lines: [...(subject?.lines ?? []), ...mine] };
}

async function read(about: About, given: Given, signal: AbortSignal): Promise<Facts | null> {
  switch (about) {
    case "fault": {
      const page = await get<FaultPage>(`/api/faults/${given.fault}`, signal);
      return { block: page.block, lines: ofFault(page) };
    }
    case "step": {
      const page = await get<StepPage>(`/api/steps/${given.trace}/${given.step}`, signal);
      return { block: page.block, lines: ofStep(page) };
    }
    case "offer": {
      const page = await get<OfferPage>(`/api/offers/${given.offer}`, signal);
      return { block: page.block, lines: ofOffer(page) };
    }
    default:
      return null;
  }
}

/** What of it is no longer as it was. */
export function changed(before: Facts | null, after: Facts | null): string[] {
  const now = new Map(after?.lines.map(line => [line.label, line.text]));
  const gone = (before?.lines ?? []).filter(line => now.get(line.label) !== line.text);
  return gone.map(line => `${line.label}: ${now.get(line.label) ?? "no longer so"}, and was ${line.text}`);
}
