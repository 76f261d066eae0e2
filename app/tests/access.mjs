/** Everybody can use the pages: with a screen reader, in the dark, on a phone, without a mouse. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriers } from "./support/axe.mjs";
import { openBrowser, PHONE, Visitor, WIDE } from "./support/browser.mjs";
import { Dialog } from "./support/dialog.mjs";
import { places } from "./support/places.mjs";
import { Stage } from "./support/stage.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Story } from "./support/stage.mjs" */

let /** @type {Stage} */ stage, browser, /** @type {Story} */ story, everywhere;

before(async () => {
  stage = await Stage.open();
  await stage.plays();
  story = await stage.unfinished();
  everywhere = places(stage, story);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await stage?.close();
});

for (const [size, viewport] of Object.entries({ wide: WIDE, phone: PHONE })) {
  for (const dark of [false, true]) {
    test(`axe finds nothing serious on any page, ${dark ? "dark" : "light"}, ${size}`, async () => {
      const visitor = await Visitor.arrive(browser, stage.explorer, { viewport, dark });
      const found = {};
      for (const [name, path] of Object.entries(everywhere)) {
        await visitor.visit(path);
        for (const details of await visitor.page.locator("main details").all()) {
          await details.evaluate((/** @type {HTMLDetailsElement} */ one) => (one.open = true));
        }
        const grave = await barriers(visitor.page);
        if (grave.length > 0) found[name] = grave;
      }
      assert.deepEqual(found, {});
      visitor.quiet();
      await visitor.leave();
    });
  }
}

test("axe finds nothing serious in the dialog of an act", async () => {
  for (const dark of [false, true]) {
    const visitor = await Visitor.arrive(browser, stage.explorer, { viewport: PHONE, dark });
    const dialog = new Dialog(visitor);
    await visitor.visit(everywhere.trace);
    await visitor.page.getByRole("button", { name: "Report a fault of step 1" }).click();
    await dialog.as("Charlie");
    await dialog.fills("Loss", "much");
    await dialog.it.locator(".problem").first().waitFor();
    assert.deepEqual(await barriers(visitor.page), [], "with something wrong in it");
    await dialog.fills("Loss", "1");
    await dialog.fills("Evidence", `0x${"5".repeat(64)}`);
    await dialog.preview();
    assert.deepEqual(await barriers(visitor.page), [], "with what will happen");
    visitor.quiet();
    await visitor.leave();
  }
});

test("no page scrolls sideways on a phone", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer, { viewport: PHONE });
  for (const [name, path] of Object.entries(everywhere)) {
    await visitor.visit(path);
    const [wide, page] = await visitor.page.evaluate(() => [
      innerWidth,
      document.documentElement.scrollWidth,
    ]);
    assert.ok(page <= wide, `${name} is ${page} wide on a screen of ${wide}`);
  }
  visitor.quiet();
  await visitor.leave();
});

test("every page has a name of its own, one heading above all, and its address", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const titles = new Set();
  for (const [name, path] of Object.entries(everywhere)) {
    await visitor.visit(path);
    titles.add(await visitor.page.title());
    assert.equal(await visitor.page.getByRole("heading", { level: 1 }).count(), 1, name);
    assert.equal(await visitor.page.evaluate(() => location.pathname + location.search), path, name);
  }
  assert.equal(titles.size, Object.keys(everywhere).length);
  visitor.quiet();
  await visitor.leave();
});

/**
 * What has the focus, as a screen reader would name it.
 * @param {Page} page
 */
function focused(page) {
  return page.evaluate(() => {
    const it = /** @type {HTMLInputElement} */ (document.activeElement);
    const label = it.getAttribute("aria-label") ?? it.labels?.[0]?.innerText ?? it.innerText ?? "";
    return `${it.tagName.toLowerCase()} ${label.replace(/\s+/g, " ").trim()}`;
  });
}

/**
 * Presses Tab until something has the focus, and sees that one can see it.
 * @param {Page} page
 * @param {string | RegExp} wanted
 */
async function tabTo(page, wanted) {
  const passed = [];
  for (let press = 0; press < 200; press++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    passed.push(now);
    const outline = await page.evaluate(() => {
      const look = getComputedStyle(document.activeElement);
      return (
        document.activeElement === document.body || look.outlineStyle !== "none" || look.boxShadow !== "none"
      );
    });
    assert.ok(outline, `one sees that ${now} has the focus`);
    if (typeof wanted === "string" ? now === wanted : wanted.test(now)) return;
  }
  assert.fail(`Tab does not come to ${wanted}, but past\n${[...new Set(passed)].join("\n")}`);
}

test("all of the main pages are reached by the keyboard, and each says that it is there", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const { page } = visitor;
  await visitor.visit("/");
  for (const [link, heading] of [
    ["Traces", "Traces"],
    ["Open responsibility", "Open responsibility"],
    ["Surety", "Surety"],
    ["Governance", "Governance"],
    ["Overview", "Who answers for this?"],
  ]) {
    await page.evaluate(() => document.body.focus());
    await page.reload();
    await visitor.settled();
    await tabTo(page, `a ${link}`);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await visitor.settled();
    assert.equal(await focused(page), `h1 ${heading}`, "who cannot see it hears where they are");
  }
  visitor.quiet();
  await visitor.leave();
});

test("the first Tab leads past the menu to the content", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const { page } = visitor;
  await visitor.visit("/governance");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "a To the content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  visitor.quiet();
  await visitor.leave();
});

test("a surety owns up without a mouse", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const { page } = visitor;
  const { called } = story.faults;
  await visitor.visit("/governance");
  await tabTo(page, `a Fault ${called}`);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: `Fault ${called}` }).waitFor();
  await visitor.settled();
  await tabTo(page, "select Act as");
  await page.keyboard.type("Bob");
  await page.getByRole("button", { name: `Own up and pay, fault ${called}` }).waitFor();
  await tabTo(page, `button Own up and pay, fault ${called}`);
  await page.keyboard.press("Enter");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "Own up and pay" })
    .and(page.locator(":enabled"))
    .waitFor();
  await tabTo(page, "button Own up and pay");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /^Done, in block/ }).waitFor();
  assert.match(await focused(page), /^h3 Done, in block/);
  await tabTo(page, "button Close");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  const fault = await stage.shows("fault", called);
  assert.equal(fault.paid, `2${"0".repeat(18)}`);
  assert.equal(fault.called, stage.people.eve);
  visitor.quiet();
  await visitor.leave();
});

test("Escape closes the dialog, and the focus is where it was", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const { page } = visitor;
  await visitor.visit(`/trace/${story.traces.open}`);
  await tabTo(page, "button Pledge for step 3");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.equal(await focused(page), "button Pledge for step 3");
  visitor.quiet();
  await visitor.leave();
});
