import { expect, test } from "vitest";
import { keccak256 } from "./keccak";
import {
  atAGlance,
  parseTokens,
  percent,
  plainTokens,
  share,
  shortTokens,
  tokens,
  withUnit,
} from "./amounts";
import { followable, harmless, listed, many, sentence, short } from "./text";
import { onThePage } from "./commands";
import { pieces } from "./pieces";
import { about, countdown, day, fromField, fromNow, moment, span, toField } from "./times";
import { kindsOf, STATE_NAMES, stateOf } from "./words";

const TOKEN = 10n ** 18n;

test("amounts are told exactly, in groups, without zeros at the end", () => {
  expect(tokens("2500000000000000000")).toBe("2.5");
  expect(tokens(1234567n * TOKEN)).toBe("1\u202f234\u202f567");
  expect(tokens("1")).toBe("0.000000000000000001");
  expect(tokens("0")).toBe("0");
  expect(plainTokens(1234n * TOKEN + TOKEN / 2n)).toBe("1234.5");
  expect(withUnit(TOKEN)).toBe("1 token");
  expect(withUnit("0")).toBe("0 tokens");
});

test("what is left out of an amount is marked and never rounded up", () => {
  expect(shortTokens("1999999999999999999")).toBe("1.9999…");
  expect(shortTokens("1500000000000000000")).toBe("1.5");
  expect(shortTokens("1")).toBe("0.000000000000000001");
  expect(shortTokens("1234")).toBe("0.0000000000000012…");
});

test("a menu tells whole tokens where there are many", () => {
  expect(atAGlance("9999999989000811370984678000000")).toBe("9\u202f999\u202f999\u202f989\u202f000");
  expect(atAGlance("1500000000000000000")).toBe("1.5");
});

test("what people type is read back to the last digit", () => {
  expect(parseTokens("2.50")).toEqual({ value: 2_500_000_000_000_000_000n });
  expect(parseTokens("1\u202f234.5")).toEqual({ value: 1_234_500_000_000_000_000_000n });
  expect(parseTokens("0")).toEqual({ value: 0n });
  for (const text of ["", ".5", "5.", "-1", "1e3", "0x10", "two", "1.2.3"]) {
    expect(parseTokens(text), text).toHaveProperty("problem");
  }
  expect(parseTokens("0.1234567890123456789")).toHaveProperty("problem");
  expect(parseTokens("1" + "0".repeat(30))).toHaveProperty("problem");
});

test("shares stay between none and all", () => {
  expect(share("10", "40")).toBe(0.25);
  expect(share("50", "40")).toBe(1);
  expect(share("1", "0")).toBe(0);
  expect(percent(1250)).toBe("12.5%");
  expect(percent(1000)).toBe("10%");
});

test("moments are told in UTC, and none is beyond what can be told", () => {
  expect(moment(1_767_830_400)).toBe("2026-01-08 00:00:00 UTC");
  expect(day(1_767_830_400)).toBe("8 Jan 2026");
  expect(moment(Number.MAX_SAFE_INTEGER)).toBe("beyond all calendars");
  expect(day(2 ** 63)).toBe("beyond all calendars");
});

test("lengths of time are told in their largest units", () => {
  expect(about(7_980)).toBe("2 hours");
  expect(about(86_400)).toBe("1 day");
  expect(span(7_980)).toBe("2 h 13 min");
  expect(span(86_400 + 59)).toBe("1 d");
  expect(span(0)).toBe("0 s");
  expect(fromNow(100, 100 + 7_980)).toBe("in 2 hours");
  expect(fromNow(7_980, 0)).toBe("2 hours ago");
});

test("a deadline includes its last second", () => {
  expect(countdown(100.9, 100)).toBe("0 s left");
  expect(countdown(101, 100)).toBe("passed 1 s ago");
  expect(countdown(0, 7_980)).toBe("2 h 13 min left");
});

test("a field for a time is read as UTC", () => {
  expect(fromField(toField(1_767_830_400))).toBe(1_767_830_400);
  expect(fromField("tomorrow")).toBeNull();
  expect(fromField("2026-13-45T00:00")).toBeNull();
});

test("only what is harmless to follow becomes a link", () => {
  expect(followable("https://example.org/evidence")).toBe("https://example.org/evidence");
  expect(followable("ipfs://QmXyz/a.json")).toBe("ipfs://QmXyz/a.json");
  for (const uri of [
    "javascript:alert(1)",
    " https://example.org",
    "java\nscript:alert(1)",
    "data:text/html,<script>",
    "http://example.org",
    "//example.org",
    "https://example.org\u202egpj.exe",
    "https://bank.example@evil.example/",
    "https://",
    "ipfs://",
    "vbscript:x",
    "",
  ]) {
    expect(followable(uri), uri).toBeNull();
  }
});

test("what hides or turns text around is written out", () => {
  expect(harmless("a\u202eb\u0000c\u200b")).toBe("a\\u{202e}b\\u{0}c\\u{200b}");
  expect(harmless("\ud800")).toBe("\\u{d800}");
  expect(harmless("usual 'text' <b>&amp;</b> é 漢")).toBe("usual 'text' <b>&amp;</b> é 漢");
});

test("hashes are shortened in the middle, and short ones not at all", () => {
  expect(short("0x57fc10c68d04c85f38f44c1c8989fe85b067e868df10a5757f9678333b9726e5")).toBe("0x57fc…26e5");
  expect(short("0x1234")).toBe("0x1234");
});

test("words are put together as people do", () => {
  expect(listed([1, 2, 3])).toBe("1, 2 and 3");
  expect(listed([])).toBe("");
  expect(many(1, "step")).toBe("1 step");
  expect(many(1200, "step")).toBe("1\u202f200 steps");
  expect(sentence("it is so")).toBe("It is so.");
  expect(sentence("Is it?")).toBe("Is it?");
});

test("a sentence falls into what it is about", () => {
  const trace = `0x${"ab".repeat(32)}`;
  const bob = `0x${"cd".repeat(20)}`;
  const said = `fault 5: ${bob} reports that step 2 of ${trace} failed, until 2026-12-04 04:48:24 UTC`;
  expect(pieces(said)).toEqual([
    { is: "thing", text: "fault 5", thing: "fault", id: 5 },
    { is: "text", text: ": " },
    { is: "address", text: bob },
    { is: "text", text: " reports that step 2 of " },
    { is: "hash", text: trace },
    { is: "text", text: " failed, until " },
    { is: "moment", text: "2026-12-04 04:48:24 UTC", time: 1_796_359_704 },
  ]);
  expect(pieces("0x12 and default 3")).toEqual([{ is: "text", text: "0x12 and default 3" }]);
  expect(pieces("")).toEqual([]);
});

test("states are the interface's, by number and by name", () => {
  expect(stateOf(1)).toBe("answering");
  expect(stateOf(9)).toBe("unanswered");
  expect(stateOf("madeGood")).toBe("madeGood");
  expect(STATE_NAMES).toHaveLength(9);
  expect(kindsOf(0b10_0010)).toEqual(["model", "tool"]);
});

test("keccak is that of the chain", () => {
  const of = (text: string) => keccak256(new TextEncoder().encode(text));
  expect(of("")).toBe("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  expect(of("evidence 0")).toBe("0x49164ae2091e896de21627180f64aa8a4de9ea418a7c2cee893ba6362cc277a5");
  // One block is 136 bytes: the lengths around that are padded differently.
  expect(of("a".repeat(135))).toBe("0x34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446");
  expect(of("a".repeat(136))).toBe("0xa6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e");
  expect(of("a".repeat(137))).toBe("0xd869f639c7046b4929fc92a4d988a8b22c55fbadb802c0c66ebcd484f1915f39");
});

test("the next step of a refusal is one that the page has", () => {
  expect(onThePage("2 tokens is missing; run `answerable deposit 2` as that account.")).toBe(
    "2 tokens is missing; use “Deposit” for 2 tokens as that account.",
  );
  expect(onThePage("wait until it closes, `answerable show fault 3` tells where it stands")).toBe(
    "wait until it closes, its page tells where it stands",
  );
  expect(onThePage("after `answerable default`, and `answerable settle` goes on")).toBe(
    "after “Declare the default”, and “Settle” goes on",
  );
  expect(onThePage("vote with `answerable council` if it is one")).toBe(
    "vote with `answerable council` if it is one",
  );
  expect(onThePage("`answerable constructor` is none")).toBe("`answerable constructor` is none");
});
