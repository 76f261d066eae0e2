/** What is done with the mouse ends in the chain's state. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { keccak256, toHex } from "viem";
import { openBrowser, Visitor } from "./support/browser.mjs";
import { Dialog } from "./support/dialog.mjs";
import { DAY, Stage } from "./support/stage.mjs";

/** @import { Story } from "./support/stage.mjs" */

const TOKEN = 10n ** 18n;
const tenths = amount => ((BigInt(amount) * TOKEN) / 10n).toString();

let /** @type {Stage} */ stage, browser, /** @type {Visitor} */ visitor;
let /** @type {Dialog} */ dialog, /** @type {Story} */ story;

before(async () => {
  stage = await Stage.open();
  story = await stage.unfinished();
  browser = await openBrowser();
  visitor = await Visitor.arrive(browser, stage.explorer);
  dialog = new Dialog(visitor);
});

after(async () => {
  await browser?.close();
  await stage?.close();
});

const button = name => visitor.page.locator("main").getByRole("button", { name, exact: true });
const begins = trace => trace.slice(0, 10);

test("pledging for a step that nobody answers for", async () => {
  const { open } = story.traces;
  await visitor.visit("/open");
  await button(`Pledge for step 3 of trace ${begins(open)}`).click();
  await dialog.as("Dave");
  await dialog.fills("Cover", "1.5");
  const said = await dialog.preview();
  assert.match(said, /1\.5 tokens/, "it says how much is promised");
  assert.match(said, /1\.95 tokens come from your wallet/, "and what has to be brought for it");
  await dialog.does("Pledge");
  const { pledges } = await stage.tells(["show", "step", open, "3"]);
  assert.deepEqual(
    pledges.map(({ surety, cover, left }) => ({ surety, cover, left })),
    [{ surety: stage.people.dave, cover: tenths(15), left: tenths(15) }],
  );
  await button(`Pledge for step 3 of trace ${begins(open)}`).waitFor({ state: "detached" });
  visitor.quiet();
});

test("taking an offer for its premium", async () => {
  const { open } = story.traces;
  const before = await stage.shows("offer", 1);
  await visitor.visit("/open");
  await button(`Take offer 1 for step 2 of trace ${begins(open)}`).click();
  await dialog.as("Dave");
  await dialog.fills("Cover", "2");
  assert.match(await dialog.preview(), /0\.25 tokens/, "half of the cover for half of the premium");
  await dialog.does("Pledge for the premium");
  const offer = await stage.shows("offer", 1);
  assert.equal(BigInt(before.premiumLeft) - BigInt(offer.premiumLeft), TOKEN / 4n);
  const { pledges } = await stage.tells(["show", "step", open, "2"]);
  assert.deepEqual(
    pledges.map(({ surety, cover, kept }) => ({ surety, cover, kept })),
    [{ surety: stage.people.dave, cover: tenths(20), kept: false }],
  );
  visitor.quiet();
});

test("owning up to a fault, after which the next surety is called", async () => {
  const { called } = story.faults;
  await visitor.visit(`/surety/${stage.people.bob}`);
  await button(`Own up and pay, fault ${called}`).click();
  await dialog.as("Bob");
  assert.match(await dialog.preview(), /2 tokens/);
  await dialog.does("Own up and pay");
  const fault = await stage.shows("fault", called);
  assert.equal(fault.paid, tenths(20));
  assert.equal(fault.called, stage.people.eve, "it was not enough");
  assert.equal((await stage.shows("account", "bob")).honored.times, 1);
  visitor.quiet();
});

test("contesting a fault with a file for a defence", async () => {
  const { called } = story.faults;
  const defence = "The answer was right, and here is why.";
  const file = join(stage.terminal.home, "defence.txt");
  writeFileSync(file, defence);
  await visitor.visit(`/fault/${called}`);
  await actsAs("Eve");
  await button(`Contest, fault ${called}`).click();
  await dialog.fills("What you concede", "0.2");
  await dialog.it.getByLabel("Defence: take the hash of a file").setInputFiles(file);
  await dialog.it.getByText("The hash of defence.txt.").waitFor();
  assert.equal(
    await dialog.it.getByLabel("Defence", { exact: true }).inputValue(),
    keccak256(toHex(defence)),
  );
  assert.match(await dialog.preview(), /0\.2 tokens/);
  await dialog.does("Contest");
  const fault = await stage.shows("fault", called);
  assert.equal(fault.state, 2);
  assert.equal(fault.conceded, tenths(2));
  assert.equal(fault.contestDeposit, tenths(1));
  const told = await stage.explorer.get(`/api/events?fault=${called}&name=Contested`);
  assert.equal(told.items[0].fields.defence, keccak256(toHex(defence)));
  visitor.quiet();
});

/** Chooses on the page of a fault for whom it says what can be done. */
async function actsAs(who) {
  const choose = visitor.page.locator("main").getByLabel("Act as");
  const option = choose.locator("option", { hasText: new RegExp(`^${who} \\(`) });
  await option.waitFor({ state: "attached" });
  await choose.selectOption(await option.getAttribute("value"));
}

test("ruling as governance, for less than was reported", async () => {
  const { contested } = story.faults;
  await visitor.visit("/governance");
  await button(`Uphold, fault ${contested}`).click();
  await dialog.as("Alice");
  await dialog.fills("The loss was", "2");
  assert.match(await dialog.preview(), /2 tokens/);
  await dialog.does("Uphold");
  const fault = await stage.shows("fault", contested);
  assert.equal(fault.state, 5, "made good");
  assert.equal(fault.loss, tenths(20));
  assert.equal(fault.paid, tenths(20));
  const dave = await stage.shows("account", "dave");
  assert.deepEqual(dave.lost, { times: 1, amount: tenths(20) });
  visitor.quiet();
});

test("slashing a defaulter", async () => {
  const { defaulted } = story.faults;
  await visitor.visit("/governance");
  await button(`Slash, fault ${defaulted}`).click();
  await dialog.as("Alice");
  await dialog.fills("Penalty, in per cent", "25");
  await dialog.preview();
  await dialog.does("Slash");
  const fault = await stage.shows("fault", defaulted);
  assert.equal(fault.state, 5);
  assert.equal(fault.paid, tenths(15));
  assert.equal((await stage.shows("account", "bob")).defaulted.times, 1);
  visitor.quiet();
});

test("withdrawing free money, and only what one has", async () => {
  const free = BigInt((await stage.shows("account", "charlie")).free);
  assert.ok(free > TOKEN, "the faults were paid to Charlie");
  await visitor.visit(`/surety/${stage.people.charlie}`);
  await button("Withdraw").click();
  await dialog.as("Charlie");
  await dialog.fills("Amount", "1000000");
  assert.match(await dialog.preview(), /The contract would refuse this/);
  const send = dialog.it.getByRole("button", { name: "Withdraw", exact: true });
  assert.ok(await send.isDisabled(), "what would be refused is not sent");
  await dialog.fills("Amount", "1");
  await dialog.it.locator("section.preview ul").waitFor();
  await dialog.does("Withdraw");
  assert.equal(BigInt((await stage.shows("account", "charlie")).free), free - TOKEN);
  visitor.quiet();
});

test("taking back a report, reporting anew, and stepping forward", async () => {
  const { stranger, orphaned } = story.faults;
  await visitor.visit(`/fault/${stranger}`);
  await actsAs("Ferdie");
  await button(`Withdraw the report, fault ${stranger}`).click();
  await dialog.preview();
  await dialog.does("Withdraw the report");
  assert.equal((await stage.shows("fault", stranger)).state, 6);

  await visitor.visit(`/trace/${story.traces.doubted}`);
  await button("Report a fault of step 1").click();
  await dialog.as("Charlie");
  await dialog.fills("Loss", "0.5");
  await dialog.fills("Evidence", keccak256(toHex("evidence")));
  await dialog.fills("Where the evidence is (optional)", "https://example.org/it");
  await dialog.preview();
  await dialog.does("Report");
  const reported = await stage.shows("fault", ++stage.faults);
  assert.equal(reported.filed.trace, story.traces.doubted);
  assert.equal(reported.loss, tenths(5));
  assert.equal(reported.called, stage.people.bob);

  await visitor.visit(`/fault/${orphaned}`);
  await actsAs("Dave");
  await button(`Step forward and pay, fault ${orphaned}`).click();
  await dialog.fills("Pay at most", "0.7");
  await dialog.preview();
  await dialog.does("Step forward and pay");
  assert.equal((await stage.shows("fault", orphaned)).state, 5);
  assert.equal((await stage.shows("account", "dave")).volunteered.times, 1);
  visitor.quiet();
});

test("what changed while the form was open is not signed unseen", async () => {
  const { open } = story.traces;
  await visitor.visit(`/trace/${open}`);
  await button("Report a fault of step 1").click();
  await dialog.as("Charlie");
  await dialog.fills("Loss", "1");
  await dialog.fills("Evidence", keccak256(toHex("evidence")));
  await dialog.preview();
  const reported = await stage.reports("charlie", open, 1, 1);
  await dialog.it.getByRole("button", { name: "Report", exact: true }).click({ force: true });
  await dialog.it
    .getByText(new RegExp(`fault ${reported}|Something changed|would refuse`))
    .first()
    .waitFor();
  assert.equal((await stage.tells("show totals")).faults, reported, "nothing was reported twice");
  await visitor.page.keyboard.press("Escape");
  await dialog.it.waitFor({ state: "hidden" });
  visitor.quiet();
});

test("releasing a promise that is over", async () => {
  const { open } = story.traces;
  const { busyUntil } = await stage.shows("trace", open);
  const fault = stage.faults;
  await stage.says(["own-up", `${fault}`, "--from", "bob"]);
  await stage.node.waits(2 * busyUntil - (await stage.shows("trace", open)).recordedAt - busyUntil + DAY);
  await visitor.visit(`/trace/${open}`);
  await button("Release the pledges of step 3").click();
  await dialog.as("Ferdie");
  await dialog.preview();
  const before = BigInt((await stage.shows("account", "dave")).locked);
  await dialog.does("Release");
  const after = BigInt((await stage.shows("account", "dave")).locked);
  assert.equal(before - after, BigInt(tenths(15)) + (BigInt(tenths(15)) * 3n) / 10n);
  visitor.quiet();
});
