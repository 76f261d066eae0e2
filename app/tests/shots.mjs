/** Pictures of every page, taken while the demo's story is played. They are in the README: UPDATE=1 takes them anew. */

import assert from "node:assert/strict";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, PHONE, Visitor } from "./support/browser.mjs";
import { Dialog } from "./support/dialog.mjs";
import { repo } from "./support/programs.mjs";
import { Play } from "./support/play.mjs";
import { Stage } from "./support/stage.mjs";

const FOLDER = process.env.UPDATE ? join(repo, "docs/explorer") : join(repo, "target/explorer");
/** A repository keeps every version of every picture. */
const LARGEST = 150 * 1024;
/** The first of January 2030. What is relative to now is relative to the chain's now. */
const NEW_YEAR = 1_893_456_000;

let /** @type {Stage} */ stage, browser, /** @type {Visitor} */ visitor, /** @type {Play} */ play;

before(async () => {
  mkdirSync(FOLDER, { recursive: true });
  stage = await Stage.open({ time: NEW_YEAR });
  browser = await openBrowser();
  visitor = await Visitor.arrive(browser, stage.explorer, { viewport: { width: 1200, height: 800 } });
  play = await Play.begin(stage);
});

after(async () => {
  await play?.end();
  await browser?.close();
  await stage?.close();
});

/** Takes a picture of what is on the screen, at most so high. */
async function picture(name, of = visitor, height = 1000) {
  const { page } = of;
  await page.evaluate(() => document.fonts.ready);
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  const { width } = page.viewportSize();
  const clip = { x: 0, y: 0, width, height: Math.min(whole, height) };
  const file = join(FOLDER, `${name}.webp`);
  const taken = await page.screenshot({ fullPage: true, animations: "disabled", clip });
  writeFileSync(file, await smaller(page, taken));
  assert.ok(statSync(file).size < LARGEST, `${name} has ${statSync(file).size} bytes`);
  of.quiet();
}

/** The browser itself writes the picture in fewer bytes, on a page of its own. */
async function smaller(page, png) {
  const own = await page.context().browser().newPage();
  const bytes = await own.evaluate(async base64 => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext("2d").drawImage(picture, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, png.toString("base64"));
  await own.close();
  return Buffer.from(bytes);
}

test("open responsibility, where Rita looks for somebody who answers", async () => {
  await play.until(/^Offer 1: Rita pays/);
  await visitor.visit("/open");
  await picture("open");
  const dialog = new Dialog(visitor);
  await visitor.page.getByRole("button", { name: /^Take offer 1 / }).click();
  await dialog.as("Conrad");
  await dialog.fills("Cover", "40");
  await dialog.preview();
  await picture("act", visitor, 800);
  await visitor.page.keyboard.press("Escape");
  await visitor.visit("/offer/1");
  await picture("offer");
});

test("governance, where a contested fault waits for a ruling", async () => {
  await play.until(/^Conrad contests fault 2/);
  await visitor.visit("/governance");
  await picture("governance");
});

test("a surety whose turn it is", async () => {
  await play.until(/^Fault 2 calls Silas/);
  const { address } = (await stage.explorer.get("/api/dev/accounts")).find(one => /^silas$/i.test(one.name));
  await visitor.visit(`/surety/${address}`);
  await picture("surety");
});

test("a fault whose surety stayed silent", async () => {
  await play.until(/^Silas stayed silent about fault 2/);
  await visitor.visit("/fault/2");
  await picture("fault");
});

test("what became of all of it, once the loss has come to rest where it began", async () => {
  await play.until(/^Fault 4 is closed/);
  await visitor.visit("/");
  await picture("overview");
  await visitor.visit("/traces");
  await picture("traces");
  const { items } = await stage.explorer.get("/api/faults?limit=50");
  const told = `/trace/${items.find(fault => fault.recourse).trace}`;
  await visitor.visit(told);
  await picture("trace", visitor, 1250);
  const others = { batch: "/batch/1", mandate: "/mandate/1", sureties: "/surety", search: "/search?q=1" };
  for (const [name, path] of Object.entries(others)) {
    await visitor.visit(path);
    await picture(name);
  }
  const dark = await Visitor.arrive(browser, stage.explorer, {
    viewport: PHONE,
    dark: true,
    deviceScaleFactor: 2,
  });
  await dark.visit(told);
  await picture("phone", dark, 900);
  await dark.leave();
});
