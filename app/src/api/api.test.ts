import { expect, test } from "vitest";
import { addressOf } from "../wallets/account";
import { address } from "./client";
import { renewed } from "./list";

test("what was left open is not asked", () => {
  expect(address("/api/traces", { requester: "", answered: undefined, batch: null })).toBe("/api/traces");
  expect(address("/api/traces", { answered: "some", limit: 5 })).toBe("/api/traces?answered=some&limit=5");
  expect(address("/api/search", { q: "a&b=c d" })).toBe("/api/search?q=a%26b%3Dc+d");
});

interface Row {
  id: number;
  left: number;
}

const key = (row: Row) => String(row.id);
const rows = (...ids: number[]): Row[] => ids.map(id => ({ id, left: 5 }));

test("rows change in place, and what is new is counted and not put in", () => {
  const latest = { items: [...rows(3), { id: 2, left: 4 }, ...rows(1)], next: null };
  expect(renewed(rows(2, 1), latest, key)).toEqual({
    items: [
      { id: 2, left: 4 },
      { id: 1, left: 5 },
    ],
    fresh: 1,
  });
});

test("rows that left the list go", () => {
  expect(renewed(rows(3, 2, 1), { items: rows(3, 1), next: null }, key).items).toEqual(rows(3, 1));
  expect(renewed(rows(1), { items: [], next: null }, key).items).toEqual([]);
});

test("rows that were only pushed behind the first page stay", () => {
  const latest = { items: rows(5, 4, 2), next: "2" };
  expect(renewed(rows(4, 3, 2, 1), latest, key)).toEqual({ items: rows(4, 2, 1), fresh: 1 });
});

test("contracts know accounts by their address", () => {
  // Alice and Bob of every development chain, with two prefixes.
  expect(addressOf("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")).toBe(
    "0x9621dde636de098b43efb0fa9b61facfe328f99d",
  );
  expect(addressOf("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5")).toBe(
    "0x9621dde636de098b43efb0fa9b61facfe328f99d",
  );
  expect(addressOf("5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty")).toBe(
    "0x41dccbd49b26c50d34355ed86ff0fa9e489d1e01",
  );
  expect(addressOf("nobody")).toBeNull();
  expect(addressOf("")).toBeNull();
});
