/** Pages live: they begin empty, fill while one watches, say so when the explorer is gone, and go on when it is back. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, PHONE, Visitor } from "./support/browser.mjs";
import { Stage } from "./support/stage.mjs";

let /** @type {Stage} */ stage, browser;

before(async () => {
  stage = await Stage.open();
  await stage.follows();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await stage?.close();
});

/** @param {Visitor} visitor */
const live = visitor => visitor.page.getByRole("status").getByText("live", { exact: true });

test("on a fresh contract every page says that there is nothing, and what to do", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  for (const [path, said] of [
    ["/", "Nobody recorded an inference yet."],
    ["/traces", "Nobody recorded a trace yet."],
    ["/open", "Somebody answers for every step that can still be pledged for."],
    ["/surety", "Development accounts"],
    [`/surety/${stage.people.bob}`, "Nothing is due: no call waits for an answer, and no promise runs."],
    ["/governance", "Nothing is contested and nobody defaulted."],
  ]) {
    await visitor.visit(path);
    await visitor.page.locator("main").getByText(said).first().waitFor();
  }
  visitor.quiet();
  await visitor.leave();
});

test("what is not there is told in a sentence, with what to do", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const missing = said =>
    said.startsWith("console: Failed to load resource: the server responded with a status of 404");
  for (const [path, said] of Object.entries({
    [`/trace/0x${"a".repeat(64)}`]: /no.*trace|trace.*(not|no)/i,
    "/fault/77": /no.*fault|fault.*(not|no)/i,
    "/batch/77": /no.*batch|batch.*(not|no)/i,
    "/offer/77": /no.*offer|offer.*(not|no)/i,
    "/mandate/77": /no.*mandate|mandate.*(not|no)/i,
  })) {
    await visitor.visit(path);
    const alert = visitor.page.locator("main").getByRole("alert").first();
    await alert.waitFor();
    assert.match(await alert.innerText(), said, path);
  }
  visitor.quiet(missing);
  await visitor.leave();
});

test("what happens appears without loading the page again", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const { page } = visitor;
  await visitor.visit("/");
  await live(visitor).waitFor();
  await page.evaluate(() => (window.same = true));
  const trace = await stage.records([
    ["model", stage.people.eve],
    ["compute", stage.people.eve],
  ]);
  await page.getByText("0 of 2 steps answered for").waitFor();
  await stage.pledges("bob", trace, 1, 2);
  await page.getByText("1 of 2 steps answered for").waitFor();
  await page.getByText("Nobody answers for 1 step.").waitFor();
  await page.getByRole("link", { name: "Those that can still be taken" }).click();
  const take = page.getByRole("button", { name: `Pledge for step 2 of trace ${trace.slice(0, 10)}` });
  await take.waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Who answers for this?" }).waitFor();
  await page.goForward();
  await take.waitFor();
  await page
    .getByRole("link", { name: /^(trace )?0x/ })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: /^Trace/ }).waitFor();
  const fault = await stage.reports("charlie", trace, 1, 1);
  await page.getByRole("article", { name: `Fault ${fault}, answering` }).waitFor();
  await stage.says(["own-up", `${fault}`, "--from", "bob"]);
  await page.getByRole("article", { name: `Fault ${fault}, made good` }).waitFor();
  assert.ok(await page.evaluate(() => window.same), "it is the page that was loaded first");
  visitor.quiet();
  await visitor.leave();
});

test("time that passes on the chain is seen", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const trace = await stage.records();
  await stage.pledges("bob", trace, 1, 2);
  const fault = await stage.reports("charlie", trace, 1, 1);
  await stage.follows();
  await visitor.visit(`/fault/${fault}`);
  await visitor.page
    .getByText(/^23 h \d+ min left/)
    .first()
    .waitFor();
  await stage.node.waits(86_400 + 60);
  await visitor.page
    .getByText(/^passed \d+ (min|s)/)
    .first()
    .waitFor();
  visitor.quiet();
  await visitor.leave();
});

test("when the explorer is gone the page says so, and when it is back the page goes on by itself", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const { page } = visitor;
  const broken = said =>
    /^console: (Failed to load resource|.*ERR_(CONNECTION_REFUSED|EMPTY_RESPONSE|CONNECTION_RESET|INCOMPLETE_CHUNKED))/.test(
      said,
    );
  await visitor.visit("/governance");
  await live(visitor).waitFor();
  await stage.explorer.kill();
  await page.getByText("connection lost, trying again").waitFor();
  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByRole("alert").first().waitFor();
  assert.match(await page.getByRole("alert").first().innerText(), /\w+ \w+/, "there is a sentence");
  const trace = await stage.records();
  await stage.explorer.start();
  await stage.follows();
  await page.getByRole("status").getByText("live", { exact: true }).waitFor({ timeout: 60_000 });
  await page
    .getByText(/steps? answered for/)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.getByText(trace.slice(0, 6)).first().waitFor();
  assert.equal(await page.locator("main [role=alert]").count(), 0, "nothing is complained of any more");
  visitor.quiet(broken);
  await visitor.leave();
});

test("what was killed goes on where it was, and repeats and misses nothing", async () => {
  const before = (await stage.explorer.get("/api/events?limit=200")).items;
  await stage.explorer.kill();
  const trace = await stage.records();
  await stage.explorer.start();
  await stage.follows();
  const after = (await stage.explorer.get("/api/events?limit=200")).items;
  assert.deepEqual(after.slice(1), before);
  assert.equal(after[0].name, "Recorded");
  assert.equal(after[0].fields.trace, trace);
});

test("the menu fits on a phone, and each of its pages is a touch away", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer, {
    viewport: PHONE,
    hasTouch: true,
    isMobile: true,
  });
  const { page } = visitor;
  await visitor.visit("/");
  for (const name of ["Traces", "Open responsibility", "Surety", "Governance", "Overview"]) {
    const link = page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name });
    const box = await link.boundingBox();
    assert.ok(box.height >= 24 && box.width >= 24, `${name} can be hit with a finger`);
    await link.tap();
    await visitor.settled();
  }
  visitor.quiet();
  await visitor.leave();
});
