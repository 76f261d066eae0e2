/** Where a trace's parts are drawn: steps from left to right, recourses as arrows from right to left below them. */

import type { FaultHistory, History, StepHistory } from "../api/types";

export interface Arrow {
  fault: number;
  /** The step for which the claimant paid. */
  from: number;
  /** The earlier step to which it turned. */
  to: number;
  /** Arrows that would cross each other lie below each other. */
  lane: number;
}

/** The latest of the steps that the claimant paid for; the next one where that is not known. */
function origin(recourse: FaultHistory, steps: number): number {
  const later = recourse.paidBefore.filter(step => step > recourse.step);
  return later.length > 0 ? Math.max(...later) : Math.min(recourse.step + 1, steps);
}

export function arrows(faults: readonly FaultHistory[], steps: number): Arrow[] {
  const placed: Arrow[] = [];
  const wanted = faults
    .filter(fault => fault.recourse && fault.step < steps)
    .map(fault => ({ fault: fault.id, to: fault.step, from: origin(fault, steps) }))
    // The short ones lie next to the steps.
    .sort((one, other) => one.from - one.to - (other.from - other.to) || one.fault - other.fault);
  for (const arrow of wanted) {
    let lane = 0;
    const apart = (other: Arrow) => arrow.from < other.to || other.from < arrow.to;
    while (placed.some(other => other.lane === lane && !apart(other))) lane++;
    placed.push({ ...arrow, lane });
  }
  return placed;
}

/** How it stands with a step, at a glance. */
export type Standing = "answered" | "faulty" | "nobody" | "over";

/** After the trace's end nobody could call on anybody, so nothing is missing either. */
export function standing(step: StepHistory, over: boolean): Standing {
  if (step.openFault !== null) return "faulty";
  if (step.promises.some(promise => !promise.released && BigInt(promise.left) > 0n)) return "answered";
  return over ? "over" : "nobody";
}

export interface Glance {
  answered: number;
  nobody: number[];
  faulty: number[];
  cover: bigint;
}

export function glance(history: History, over: boolean): Glance {
  const found: Glance = { answered: 0, nobody: [], faulty: [], cover: 0n };
  for (const step of history.steps) {
    const stands = standing(step, over);
    if (stands === "nobody") found.nobody.push(step.number);
    if (stands === "faulty") found.faulty.push(step.number);
    const left = step.promises
      .filter(promise => !promise.released)
      .reduce((sum, promise) => sum + BigInt(promise.left), 0n);
    if (left > 0n) found.answered++;
    found.cover += left;
  }
  return found;
}

export function faultsOf(history: History, step: number): FaultHistory[] {
  return history.faults.filter(fault => fault.step === step);
}
