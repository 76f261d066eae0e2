import { expect, test } from "vitest";
import { addressOf } from "../wallets/account";
import { address } from "./client";
import { renewed } from "./list";

test("what was left open is not asked", () => {
  expect(address("/api/traces", { requester: "", answered: undefined, batch: null })).toBe("/api/traces");
  expect(address("/api/traces", { answered: "some", limit: 5 })).toBe("/api/traces?answered=some&limit=5");
  expect(address("/api/search", { q: "a&b=c d" })).toBe("/api/search?q=a%26b%3Dc+d");
});

test("rows change in place, and what is new is counted and not put in", () => {
  const shown = [
    { id: 2, left: 5 },
    { id: 1, left: 9 },
  ];
  const latest = [
    { id: 3, left: 1 },
    { id: 2, left: 4 },
  ];
  expect(renewed(shown, latest, row => String(row.id))).toEqual({
    items: [
      { id: 2, left: 4 },
      { id: 1, left: 9 },
    ],
    fresh: 1,
  });
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
