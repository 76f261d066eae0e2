import { expect, test } from "vitest";
import type { FaultHistory, History, StepHistory } from "../api/types";
import { arrows, glance, standing } from "./layout";

function recourse(id: number, step: number, paidBefore: number[]): FaultHistory {
  return { id, step, recourse: true, paidBefore } as FaultHistory;
}

function step(number: number, left: string[], more: Partial<StepHistory> = {}): StepHistory {
  const promises = left.map(left => ({ left, released: false }));
  return { number, openFault: null, promises, ...more } as unknown as StepHistory;
}

test("a recourse is an arrow from the step that was paid for to the earlier one", () => {
  expect(arrows([recourse(4, 1, [2])], 3)).toEqual([{ fault: 4, from: 2, to: 1, lane: 0 }]);
});

test("what is no recourse is no arrow", () => {
  expect(arrows([{ ...recourse(1, 1, []), recourse: false }], 3)).toEqual([]);
});

test("where nothing is known of what was paid, the arrow comes from the next step", () => {
  expect(arrows([recourse(4, 1, [])], 3)[0]).toMatchObject({ from: 2, to: 1 });
});

test("arrows that share a column lie below each other, the short ones nearer to the steps", () => {
  const drawn = arrows([recourse(5, 1, [3]), recourse(4, 1, [2]), recourse(6, 4, [5])], 5);
  expect(drawn).toEqual([
    { fault: 4, from: 2, to: 1, lane: 0 },
    { fault: 6, from: 5, to: 4, lane: 0 },
    { fault: 5, from: 3, to: 1, lane: 1 },
  ]);
});

test("a step is answered for while something is left of a promise that runs", () => {
  expect(standing(step(1, ["5"]), false)).toBe("answered");
  expect(standing(step(1, ["0"]), false)).toBe("nobody");
  expect(standing(step(1, []), false)).toBe("nobody");
  expect(standing(step(1, ["5"], { openFault: 3 }), false)).toBe("faulty");
});

test("after its end nobody is missing", () => {
  expect(standing(step(1, []), true)).toBe("over");
});

test("a glance counts cover, and names the steps to worry about", () => {
  const steps = [step(1, ["5", "7"]), step(2, []), step(3, ["1"], { openFault: 9 })];
  expect(glance({ steps } as History, false)).toEqual({ answered: 2, nobody: [2], faulty: [3], cover: 13n });
});
