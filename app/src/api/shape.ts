/** Puts what the interface answers into the shape in which the page draws it. */

import { kindName, stateOf } from "../format/words";
import type { FaultHistory, History, OfferRow, StepHistory, TracePage } from "./types";

type Json = Record<string, unknown>;

function object(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function all(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

/** None is zero in the contract's views, and null in the interface. */
function some(value: unknown): number | null {
  return typeof value === "number" && value !== 0 ? value : null;
}

export function faultOf(value: unknown): FaultHistory {
  const fault = object(value);
  return {
    ...(fault as unknown as FaultHistory),
    state: stateOf(fault.state as string | number),
    paidBefore: Array.isArray(fault.paidBefore) ? (fault.paidBefore as number[]) : [],
  };
}

function stepOf(value: Json): StepHistory {
  const step = { ...object(value.step), ...value } as Json;
  return {
    ...(step as unknown as StepHistory),
    kind: kindName(step.kind as string | number),
    openFault: some(step.openFault),
    promises: all(step.promises).map(promise => ({
      ...(promise as unknown as StepHistory["promises"][number]),
      mandate: some(promise.mandate),
      offer: some(promise.offer),
      batch: some(promise.batch),
    })),
  };
}

export function traceOf(value: unknown): TracePage {
  const page = object(value);
  const told = object(page.history);
  const history = { ...told, ...object(told.trace) } as Json;
  return {
    block: page.block as TracePage["block"],
    offers: all(page.offers) as unknown as OfferRow[],
    history: {
      ...(history as unknown as History),
      id: told.id as string,
      batch: some(history.batch),
      steps: all(told.steps).map(stepOf),
      faults: all(told.faults).map(faultOf),
    },
  };
}
