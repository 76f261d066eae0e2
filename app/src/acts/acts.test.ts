import { expect, test } from "vitest";
import type { ActBody, Preview } from "../api/types";
import { changed } from "./facts";
import { fill } from "./form";
import { alike, preview } from "./preview";
import { SPECS, type Spec } from "./specs";

const TOKEN = 10n ** 18n;
const hash = `0x${"ab".repeat(32)}`;

function spec(message: string): Spec {
  const found = SPECS[message];
  if (found === undefined) throw new Error(message);
  return found;
}

function answer(more: Partial<Preview> = {}): Preview {
  return {
    to: "0x",
    data: "0x",
    value: "0",
    sentences: [],
    cost: null,
    refused: null,
    mapped: true,
    ...more,
  };
}

function refusal(reason: string, details: Record<string, unknown>): Preview {
  return answer({ refused: { reason, sentence: reason, details } });
}

test("a form becomes the arguments of its message", () => {
  const typed = { loss: "1.5", evidence: hash, uri: " https://example.org " };
  const { filled, problems } = fill(spec("report"), { trace: hash, step: 1 }, typed);
  expect(problems).toEqual({});
  expect(filled).toEqual({
    arguments: {
      trace: hash,
      step: 1,
      loss: "1500000000000000000",
      evidence: hash,
      uri: "https://example.org",
    },
    attach: 0n,
    open: [],
  });
});

test("what is missing is missing, and only what is wrong is a problem", () => {
  expect(fill(spec("report"), {}, {})).toEqual({ filled: null, problems: {} });
  const { filled, problems } = fill(spec("report"), {}, { loss: "much", evidence: "0x12" });
  expect(filled).toBeNull();
  expect(Object.keys(problems)).toEqual(["loss", "evidence"]);
});

test("a deposit is attached and no argument", () => {
  expect(fill(spec("deposit"), {}, { attach: "3" }).filled).toEqual({
    arguments: {},
    attach: 3n * TOKEN,
    open: [],
  });
});

test("shares are given in per cent", () => {
  expect(fill(spec("slash"), { fault: 1 }, { bps: "12.5%" }).filled?.arguments).toEqual({
    fault: 1,
    bps: 1250,
  });
});

test("a uri is no longer than the contract takes", () => {
  const { problems } = fill(spec("report"), {}, { uri: "é".repeat(129) });
  expect(problems).toHaveProperty("uri");
});

test("what is attached is what the contract says is lacking", async () => {
  const asked: ActBody[] = [];
  const ask = async (body: ActBody) => {
    asked.push(body);
    const free = TOKEN + BigInt(body.attach);
    const needed = 3n * TOKEN;
    return free < needed
      ? refusal("InsufficientFree", { account: "0xAA", needed: needed.toString(), free: free.toString() })
      : answer();
  };
  const filled = { arguments: { step: 1 }, attach: 0n, open: [] };
  const found = await preview("pledge", filled, ask, "0xaa");
  expect(found.preview.refused).toBeNull();
  expect(found.body.attach).toBe((2n * TOKEN).toString());
  expect(asked).toHaveLength(2);
});

test("nothing is attached for what somebody else lacks", async () => {
  const ask = async () => refusal("InsufficientFree", { account: "0xbb", needed: "5", free: "1" });
  const found = await preview("recourse", { arguments: {}, attach: 0n, open: [] }, ask, "0xaa");
  expect(found.body.attach).toBe("0");
  expect(found.preview.refused?.reason).toBe("InsufficientFree");
});

test("a withdrawal of more than is free attaches nothing", async () => {
  const ask = async () => refusal("InsufficientFree", { account: "0xaa", needed: "5", free: "1" });
  const found = await preview("withdraw", { arguments: { amount: "5" }, attach: 0n, open: [] }, ask, "0xaa");
  expect(found.body.attach).toBe("0");
});

test("a contract that always lacks something is asked a few times only", async () => {
  let asked = 0;
  const ask = async () => {
    asked++;
    return refusal("InsufficientFree", { account: "0xaa", needed: "5", free: "1" });
  };
  await preview("pledge", { arguments: {}, attach: 0n, open: [] }, ask, "0xaa");
  expect(asked).toBeLessThan(6);
});

test("a premium that was left open is the one that the offer pays", async () => {
  const ask = async (body: ActBody) =>
    BigInt(body.arguments.leastPremium as string) > 7n
      ? refusal("PremiumTooSmall", { premium: "7" })
      : answer();
  const { filled } = fill(spec("pledgeForOffer"), { offer: 1 }, { cover: "1" });
  expect(filled?.open).toEqual(["leastPremium"]);
  const found = await preview("pledgeForOffer", filled!, ask, null);
  expect(found.preview.refused).toBeNull();
  expect(found.body.arguments.leastPremium).toBe("7");
});

test("a premium that was asked for is not lowered", async () => {
  const ask = async () => refusal("PremiumTooSmall", { premium: "7" });
  const { filled } = fill(spec("pledgeForOffer"), { offer: 1 }, { cover: "1", leastPremium: "2" });
  const found = await preview("pledgeForOffer", filled!, ask, null);
  expect(found.preview.refused?.reason).toBe("PremiumTooSmall");
  expect(found.body.arguments.leastPremium).toBe((2n * TOKEN).toString());
});

test("previews differ when what will happen differs, and not when the fee wanders", () => {
  const body: ActBody = { message: "ownUp", arguments: { fault: 1 }, attach: "0" };
  const cost = { fee: "1", deposit: "0", depositBack: "0", attached: "0" };
  const one = { body, preview: answer({ sentences: ["it pays 5"], cost }) };
  expect(
    alike(one, { body, preview: answer({ sentences: ["it pays 5"], cost: { ...cost, fee: "2" } }) }),
  ).toBe(true);
  expect(alike(one, { body, preview: answer({ sentences: ["it pays 4"], cost }) })).toBe(false);
  expect(alike(one, { body, preview: refusal("TooLate", {}) })).toBe(false);
});

test("a clock that goes on and a number that is not given yet change nothing", () => {
  const body: ActBody = { message: "report", arguments: { step: 1 }, attach: "0" };
  const one = {
    body,
    preview: answer({ sentences: ["fault 5 calls Bob, who has until 2026-12-04 04:48:24 UTC"] }),
  };
  const later = {
    body,
    preview: answer({ sentences: ["fault 6 calls Bob, who has until 2026-12-04 04:48:30 UTC"] }),
  };
  expect(alike(one, later)).toBe(true);
  const other = {
    body,
    preview: answer({ sentences: ["fault 6 calls Eve, who has until 2026-12-04 04:48:30 UTC"] }),
  };
  expect(alike(one, other)).toBe(false);
});

test("what changed before signing is named", () => {
  const block = { number: 1, time: 1 };
  const before = {
    block,
    lines: [
      { label: "State", text: "answering" },
      { label: "Loss", text: "5 tokens" },
    ],
  };
  const after = {
    block,
    lines: [
      { label: "State", text: "contested" },
      { label: "Loss", text: "5 tokens" },
    ],
  };
  expect(changed(before, before)).toEqual([]);
  expect(changed(before, after)).toEqual(["State: contested, and was answering"]);
});
