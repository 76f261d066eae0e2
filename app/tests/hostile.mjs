/** What strangers write into the contract is shown as text, and is nothing else. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, Visitor } from "./support/browser.mjs";
import { hash, Stage } from "./support/stage.mjs";

const URIS = [
  `<img src=x onerror="alert(1)">`,
  `"><script>alert(document.domain)</script>`,
  `<svg/onload=alert(1)>`,
  `javascript:alert(1)`,
  `JaVaScRiPt:alert(1)//https://example.org`,
  `\u0001javascript:alert(1)`,
  `data:text/html,<script>alert(1)</script>`,
  `vbscript:msgbox(1)`,
  `//evil.example/steals`,
  `https://good.example@evil.example/`,
  `https://example.org/\u202Egpj.exe`,
  `\u2067\u202Eevil\u2066`,
  `https://xn--80ak6aa92e.com/`,
  `{{constructor.constructor("alert(1)")()}}`,
  `%3Cimg%20src=x%20onerror=alert(1)%3E`,
  `🦊`.repeat(64),
  `a`.repeat(256),
  `${"Z\u0351\u036b\u0343\u036a".repeat(28)}`,
  `line\r\nSet-Cookie: a=b`,
  `\u0000\u0007\u001b[31mred`,
  `https://example.org/?q=<b>bold</b>`,
];

/** By the explorer's own interface, as not every text can be written on a command line. */
async function report(trace, uri) {
  const evidence = hash("evidence");
  const act = { message: "report", arguments: { trace, step: 1, loss: `5${"0".repeat(17)}`, evidence, uri } };
  const answer = await fetch(`${stage.explorer.url}/api/acts/submit`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...act, attach: `1${"0".repeat(16)}`, dev: "charlie" }),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return ++stage.faults;
}

let /** @type {Stage} */ stage, browser, /** @type {Visitor} */ visitor, traces, faults;

before(async () => {
  stage = await Stage.open();
  traces = [];
  faults = [];
  for (const uri of URIS) {
    const trace = await stage.records();
    traces.push(trace);
    await stage.pledges("bob", trace, 1, 1);
    faults.push(await report(trace, uri));
  }
  await stage.follows();
  browser = await openBrowser();
  visitor = await Visitor.arrive(browser, stage.explorer);
  // What would be made of them, if anything were.
  await visitor.context.addInitScript(() => {
    window.made = [];
    new MutationObserver(changes => {
      for (const change of changes) {
        for (const node of change.addedNodes) {
          if (!(node instanceof Element)) continue;
          for (const one of [node, ...node.querySelectorAll("*")]) {
            const own = [...one.attributes].some(attribute => /^on/i.test(attribute.name));
            const link = one.getAttribute("href") ?? "";
            const strange = /^(img|script|iframe|object|embed|base|meta|b)$/i.test(one.tagName);
            if (own || strange || /^\s*(javascript|data|vbscript):/i.test(link))
              window.made.push(one.outerHTML.slice(0, 200));
          }
        }
      }
    }).observe(document, { childList: true, subtree: true });
  });
});

after(async () => {
  await browser?.close();
  await stage?.close();
});

/** What was made by the page's own document is its own. */
const own = /^<(meta|link|script)\b[^>]*(charset|viewport|assets\/|color-scheme|description|theme-color)/i;

async function nothingIsMade(where) {
  const made = await visitor.page.evaluate(() => window.made);
  assert.deepEqual(
    made.filter(one => !own.test(one)),
    [],
    where,
  );
  visitor.quiet();
}

test("they came onto the chain as they are", async () => {
  const { items } = await stage.explorer.get("/api/faults?limit=200");
  const kept = new Set(items.map(fault => fault.uri));
  // No database keeps a zero in a text.
  for (const uri of URIS) assert.ok(kept.has(uri.replaceAll("\0", "\uFFFD")), JSON.stringify(uri));
});

test("each is text on the page of its fault and of its trace, and nothing is made of it", async () => {
  for (const [place, uri] of URIS.entries()) {
    for (const path of [`/fault/${faults[place]}`, `/trace/${traces[place]}`]) {
      await visitor.visit(path);
      const said = await visitor.page.locator("main").innerText();
      // What cannot be seen, or would turn the text around, is shown as its number or left out.
      const visible = text => text.replace(/\\u\{[0-9a-f]+\}|[\p{Cc}\p{Cf}\p{M}]/gu, "");
      assert.ok(
        visible(said).includes(visible(uri).slice(0, 12).trim()),
        `${path}: ${JSON.stringify(uri)}\n${said}`,
      );
      assert.ok(!/[\u202A-\u202E\u2066-\u2069]/.test(said), "nothing turns the text around");
      await nothingIsMade(`${path}: ${uri}`);
    }
  }
});

test("only plain addresses of the web are links, and they leave nothing behind", async () => {
  for (const [place, uri] of URIS.entries()) {
    await visitor.visit(`/fault/${faults[place]}`);
    const away = visitor.page.locator("main a[href]:not([href^='/'])");
    for (const link of await away.all()) {
      const [href, rel] = [await link.getAttribute("href"), await link.getAttribute("rel")];
      assert.match(href, /^(https?|ipfs):\/\//, JSON.stringify(uri));
      assert.match(rel ?? "", /noopener|noreferrer/);
    }
    if (/^(javascript|data|vbscript|\/\/|JaVa|\u0001)/.test(uri))
      assert.equal(await away.count(), 0, JSON.stringify(uri));
  }
});

test("they are text where faults are listed, too", async () => {
  for (const path of ["/governance", `/surety/${stage.people.bob}`, "/"]) {
    await visitor.visit(path);
    await nothingIsMade(path);
    const [wide, page] = await visitor.page.evaluate(() => [
      innerWidth,
      document.documentElement.scrollWidth,
    ]);
    assert.ok(page <= wide, `${path} is ${page} wide on a screen of ${wide}`);
  }
});

test("what is searched for is text, and so is an address that does not exist", async () => {
  for (const uri of URIS) {
    await visitor.visit(`/search?q=${encodeURIComponent(uri)}`);
    await nothingIsMade(uri);
  }
  for (const path of [
    "/trace/<img src=x onerror=alert(1)>",
    "/surety/javascript:alert(1)",
    "/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
  ]) {
    await visitor.visit(path);
    await visitor.page.getByRole("heading", { level: 1, name: "Not found" }).waitFor();
    await nothingIsMade(path);
  }
});

test("the picture of a trace carries no script either", async () => {
  for (const trace of traces) {
    const answer = await fetch(`${stage.explorer.url}/api/traces/${trace}/picture.svg`);
    assert.equal(answer.status, 200);
    const drawn = await answer.text();
    assert.ok(
      !/<(script|img|foreignObject|iframe)|\son\w+=|javascript:/i.test(
        drawn.replace(/<(text|title|desc|tspan)[^>]*>[^<]*/g, ""),
      ),
      drawn,
    );
    const page = visitor.page;
    await page.goto(`/api/traces/${trace}/picture.svg`);
    assert.equal(
      await page.evaluate(() => document.querySelectorAll("script, foreignObject, image").length),
      0,
    );
  }
  visitor.quiet();
});

test("a wallet's names are text as well", async () => {
  const stranger = await Visitor.arrive(browser, stage.explorer);
  await stranger.context.addInitScript(() => {
    window.injectedWeb3 = {
      "<img src=x onerror=alert(1)>": {
        version: "1",
        enable: async () => ({
          accounts: {
            get: async () => [
              {
                address: "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
                name: "<b onclick=alert(1)>\u202Eme",
              },
            ],
          },
          signer: {},
        }),
      },
    };
  });
  await stranger.visit(`/trace/${traces[0]}`);
  await stranger.page.getByRole("button", { name: "Pledge for step 1" }).click();
  await stranger.page.getByRole("button", { name: /^Connect <img/ }).click();
  await stranger.page
    .getByLabel("Sign as")
    .locator("option", { hasText: "<b onclick" })
    .waitFor({ state: "attached" });
  assert.equal(await stranger.page.locator("dialog img, dialog b").count(), 0);
  stranger.quiet();
  await stranger.leave();
});
