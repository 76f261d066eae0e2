import { expect, test } from "vitest";
import { dense } from "./dense";
import { area, brief, marked, stairs, ticks } from "./scale";

const box = { left: 0, top: 0, width: 100, height: 50 };

test("an axis ends at a round number that is not below the largest value", () => {
  expect(ticks(27)).toEqual([0, 10, 20, 30]);
  expect(ticks(100)).toEqual([0, 50, 100]);
  expect(ticks(0)).toEqual([0, 1]);
  expect(ticks(0.003).at(-1)).toBeGreaterThanOrEqual(0.003);
  for (const most of [1, 3, 7, 99, 1e6, 1.7e21]) expect(ticks(most).at(-1)).toBeGreaterThanOrEqual(most);
});

test("large numbers are short on an axis", () => {
  expect(brief(1_500)).toBe("1.5k");
  expect(brief(2_000_000)).toBe("2M");
  expect(brief(0.5)).toBe("0.5");
});

test("levels are stairs, from the ground of the box to its top", () => {
  expect(stairs(box, [0, 10], 10)).toBe("M0.0 50.0H50.0V0.0H100.0");
  expect(area(box, [10], 10)).toBe("M0.0 0.0H100.0V50.0H0.0Z");
  expect(area(box, [], 10)).toBe("");
});

test("the first and the last moment have a word on the axis", () => {
  expect(marked(60, 3)).toEqual([0, 30, 59]);
  expect(marked(2, 4)).toEqual([0, 1]);
  expect(marked(0, 4)).toEqual([]);
});

test("spans in which nothing happened are drawn too", () => {
  const points = [
    { time: 0, level: 1, sum: 5 },
    { time: 30, level: 2, sum: 7 },
  ];
  const still = (before: (typeof points)[number]) => ({ ...before, sum: 0 });
  expect(dense({ seconds: 10, points }, 45, still)).toEqual([
    { time: 0, level: 1, sum: 5 },
    { time: 10, level: 1, sum: 0 },
    { time: 20, level: 1, sum: 0 },
    { time: 30, level: 2, sum: 7 },
    { time: 40, level: 2, sum: 0 },
  ]);
});

test("a chain that slept for years does not fill the page", () => {
  const still = (before: { time: number }) => before;
  expect(dense({ seconds: 1, points: [{ time: 0 }] }, 1e12, still).length).toBeLessThan(1_000);
  expect(dense({ seconds: 0, points: [{ time: 0 }] }, 100, still)).toEqual([{ time: 0 }]);
  expect(dense({ seconds: 10, points: [] as { time: number }[] }, 100, still)).toEqual([]);
});
