/** Each page shows what the chain says. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, plain, tokens, Visitor, withUnit } from "./support/browser.mjs";
import { everything, now, sum } from "./support/chain.mjs";
import { Stage } from "./support/stage.mjs";

/** @import { Story } from "./support/stage.mjs" */

const STATES = {
  1: "answering",
  2: "contested",
  3: "defaulted",
  4: "orphaned",
  5: "made good",
  6: "withdrawn",
  7: "dismissed",
  8: "pardoned",
  9: "unanswered",
};

let /** @type {Stage} */ stage, browser, /** @type {Visitor} */ visitor, /** @type {Story} */ story, chain;

before(async () => {
  stage = await Stage.open();
  await stage.plays();
  story = await stage.unfinished();
  chain = await everything(stage);
  browser = await openBrowser();
  visitor = await Visitor.arrive(browser, stage.explorer);
});

after(async () => {
  await browser?.close();
  await stage?.close();
});

const main = () => visitor.page.locator("main");
/** @param {import("playwright-core").Locator} where */
const links = where => where.getByRole("link").evaluateAll(all => all.map(link => link.getAttribute("href")));

test("the overview counts what the contract counts", async () => {
  await visitor.visit("/");
  const steps = chain.traces.flatMap(trace => trace.steps);
  const answered = steps.filter(step => step.layers.length > 0);
  const cover = sum(answered.flatMap(step => step.layers.map(layer => layer.left)));
  assert.equal(chain.traces.length, chain.totals.traces);
  const said = await visitor.reads();
  assert.ok(said.includes(`${answered.length} of ${steps.length} steps answered for`), said);
  assert.match(
    await visitor.says("Inferences"),
    new RegExp(`^${chain.totals.traces} and ${chain.totals.batches} batch`),
  );
  assert.equal(await visitor.says("Cover promised"), withUnit(cover));
  assert.equal(await visitor.says("Open faults"), `${chain.open.length} of ${chain.totals.faults} ever`);
  assert.equal(await visitor.says("Paid for faults"), withUnit(sum(chain.faults.map(fault => fault.paid))));
  const nobodys = chain.faults.filter(fault => [4, 9].includes(fault.state));
  const unpaid = nobodys.map(fault => BigInt(fault.loss) - BigInt(fault.paid));
  assert.equal(await visitor.says("Stayed unpaid"), withUnit(sum(unpaid)));
  visitor.quiet();
});

test("the list of traces has all of them, and finds those of one requester", async () => {
  await visitor.visit("/traces");
  const listed = async () => {
    const all = await links(main());
    return [...new Set(all.filter(to => to?.startsWith("/trace/")).map(to => to.slice(7)))].sort();
  };
  assert.deepEqual(await listed(), chain.traces.map(trace => trace.id).sort());
  const { charlie } = stage.people;
  await visitor.visit(`/traces?requester=${charlie}`);
  const asked = chain.traces.filter(trace => trace.requester === charlie);
  assert.ok(asked.length > 0 && asked.length < chain.traces.length);
  assert.deepEqual(await listed(), asked.map(trace => trace.id).sort());
  visitor.quiet();
});

test("a trace shows who did each step, who answers for how much, and what became of its faults", async () => {
  for (const trace of chain.traces) {
    await visitor.visit(`/trace/${trace.id}`);
    for (const step of trace.steps) {
      const card = main().getByRole("article", { name: `Step ${step.number}:` });
      const [said, to] = [plain(await card.innerText()), await links(card)];
      assert.ok(to.includes(`/surety/${step.actor}`), `${trace.id} ${step.number}: ${said}`);
      for (const layer of step.layers) {
        assert.ok(to.includes(`/surety/${layer.surety}`), said);
        assert.ok(
          said.includes(`${tokens(layer.left)} `),
          `${tokens(layer.left)} is left, and it says: ${said}`,
        );
      }
      const nobody = /[Nn]obody (answers|has to answer)/.test(said);
      assert.equal(nobody, step.layers.length === 0, said);
      for (const fault of chain.faults.filter(
        one => one.filed.trace === trace.id && one.filed.step === step.number,
      )) {
        const card = main().getByRole("article", { name: `Fault ${fault.id}, ${STATES[fault.state]}` });
        await card.waitFor();
        assert.ok(plain(await card.innerText()).includes(tokens(fault.loss)));
      }
    }
  }
  visitor.quiet();
});

test("recourse is an arrow from the step that was paid for to an earlier one", async () => {
  const recourse = chain.faults.find(fault => fault.filed.recourse);
  await visitor.visit(`/trace/${recourse.filed.trace}`);
  const arrows = main().getByRole("list", { name: "Recourse upstream" }).getByRole("listitem");
  assert.equal(await arrows.count(), 1);
  const said = plain(await arrows.innerText());
  assert.ok(said.includes("from step 2 upstream to step 1"), said);
  assert.ok(said.includes(withUnit(recourse.loss)), said);
  assert.ok((await links(arrows)).includes(`/fault/${recourse.id}`));
  const step = number =>
    main()
      .getByRole("article", { name: `Step ${number}:` })
      .boundingBox();
  const [drawn, upstream, paid] = [
    await arrows.locator(".shaft").boundingBox(),
    await step(1),
    await step(2),
  ];
  assert.ok(drawn.x < upstream.x + upstream.width && drawn.x + drawn.width > paid.x, "it spans both steps");
  visitor.quiet();
});

test("open responsibility lists just the steps that nobody answers for and that can still be pledged for", async () => {
  const time = await now(stage);
  const open = chain.traces
    .filter(trace => time <= trace.recordedAt + trace.terms.windows.report)
    .flatMap(trace => trace.steps.map(step => ({ trace, step })))
    .filter(({ step }) => step.layers.length === 0 && step.fault === 0);
  assert.ok(open.length > 1);
  await visitor.visit("/open");
  const buttons = main().getByRole("button", { name: /^Pledge for step/ });
  const listed = await buttons.evaluateAll(all => all.map(button => button.getAttribute("aria-label")));
  const wanted = open.map(
    ({ trace, step }) => `Pledge for step ${step.number} of trace ${trace.id.slice(0, 10)}`,
  );
  assert.deepEqual([...listed].sort(), wanted.sort());
  const offer = await stage.shows("offer", 2);
  assert.equal(
    listed[0],
    `Pledge for step ${offer.step} of trace ${offer.trace.slice(0, 10)}`,
    "the richest offer comes first",
  );
  const row = main()
    .getByRole("row")
    .filter({ has: visitor.page.getByRole("button", { name: /^Take offer 2 / }) });
  const said = plain(await row.innerText());
  assert.ok(said.includes(`${withUnit(offer.premiumLeft)} for covering ${withUnit(offer.coverLeft)}`), said);
  visitor.quiet();
});

test("a surety's page shows its money, its exposure, its deadlines and how it stood to its word", async () => {
  for (const name of ["bob", "dave", "eve", "ferdie"]) {
    const account = await stage.shows("account", name);
    await visitor.visit(`/surety/${stage.people[name]}`);
    const own = chain.traces
      .flatMap(trace => trace.steps.flatMap(step => step.layers))
      .filter(layer => layer.surety === stage.people[name]);
    assert.equal(await visitor.says("Exposure"), withUnit(sum(own.map(layer => layer.left))));
    assert.equal(await visitor.says("Free"), withUnit(account.free));
    assert.equal(await visitor.says("Locked behind it"), withUnit(account.locked));
    for (const counter of ["honored", "defended", "lost", "undecided", "defaulted", "volunteered"]) {
      const item = main().locator("ul.standing > li").filter({ hasText: counter });
      const said = plain(await item.innerText());
      assert.ok(
        said.includes(`${account[counter].times} ${withUnit(account[counter].amount)}`),
        `${name}: ${said}`,
      );
    }
    const times = await main()
      .locator("ol.calendar time")
      .evaluateAll((/** @type {HTMLTimeElement[]} */ all) =>
        all.map(time => Date.parse(time.dateTime) / 1000),
      );
    assert.deepEqual(
      times,
      [...times].sort((one, other) => one - other),
      "the soonest comes first",
    );
    const calls = chain.open.filter(fault => fault.called === stage.people[name]);
    for (const fault of calls)
      assert.ok(times.includes(fault.deadline), `${name} must answer by ${fault.deadline}: ${times}`);
  }
  visitor.quiet();
});

test("governance sees what waits for a ruling in the order of the deadlines, and who holds the office", async () => {
  await visitor.visit("/governance");
  const office = await stage.tells("show office");
  const holds = async name => links(visitor.fact(name));
  assert.deepEqual(await holds("Governance"), [`/surety/${office.governance}`]);
  assert.deepEqual(await holds("Treasury"), [`/surety/${office.treasury}`]);
  const cases = main()
    .locator("section", { has: visitor.page.getByRole("heading", { name: "Waiting for a ruling" }) })
    .getByRole("article");
  const listed = await cases.getByRole("heading").allInnerTexts();
  const waiting = chain.faults
    .filter(fault => [2, 3].includes(fault.state))
    .sort((one, other) => one.deadline - other.deadline);
  assert.equal(waiting.length, 2);
  assert.deepEqual(
    listed.map(plain),
    waiting.map(fault => `Fault ${fault.id}`),
  );
  visitor.quiet();
});

test("governance is offered just the acts that the contract would take", async () => {
  await visitor.visit("/governance");
  const allowed = async fault => {
    const group = main().getByRole("group", { name: `Act on fault ${fault}` });
    await group.waitFor();
    return (await group.getByRole("button").allInnerTexts()).map(plain).sort();
  };
  assert.deepEqual(await allowed(story.faults.contested), ["Dismiss", "Uphold"]);
  assert.deepEqual(await allowed(story.faults.defaulted), ["Pardon", "Slash"]);
  visitor.quiet();
});

test("a fault shows its state, its sums, whose turn it is and until when", async () => {
  for (const fault of chain.faults) {
    await visitor.visit(`/fault/${fault.id}`);
    const said = await visitor.reads();
    assert.ok(said.includes(STATES[fault.state]), said);
    assert.equal(await visitor.says("Loss"), withUnit(fault.loss));
    assert.equal(await visitor.says("Paid"), withUnit(fault.paid));
    if (fault.state <= 4) {
      const until = await main().locator(".until time").first().getAttribute("datetime");
      assert.equal(Date.parse(until) / 1000, fault.deadline);
    }
    if (!/^0x0+$/.test(fault.called)) {
      assert.deepEqual(await links(visitor.fact("Called")), [`/surety/${fault.called}`]);
    }
  }
  visitor.quiet();
});

test("a batch, an offer and a mandate have pages with what the chain says of them", async () => {
  const batch = await stage.shows("batch", 1);
  await visitor.visit("/batch/1");
  assert.ok((await links(main())).includes(`/surety/${batch.recorder}`));
  const offer = await stage.shows("offer", 3);
  await visitor.visit("/offer/3");
  const offered = await visitor.reads();
  assert.ok(
    offered.includes(withUnit(offer.premiumLeft)) || offered.includes(tokens(offer.premiumLeft)),
    offered,
  );
  const mandate = await stage.shows("mandate", 1);
  await visitor.visit("/mandate/1");
  assert.ok((await visitor.reads()).includes(tokens(mandate.limit)));
  visitor.quiet();
});

test("a decision is made on the chain's word, whatever the index says", async () => {
  // The row of the list is as old as the block that the index read last; the numbers beside the form are not.
  await visitor.visit(`/trace/${story.traces.open}`);
  await visitor.page.getByRole("button", { name: "Pledge for step 3" }).click();
  const dialog = visitor.page.getByRole("dialog");
  const known = plain(await dialog.locator(".known").innerText());
  const [terms] = await stage.tells("terms");
  assert.ok(known.includes(withUnit(terms.minCover)) || known.includes(tokens(terms.minCover)), known);
  await visitor.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  visitor.quiet();
});
