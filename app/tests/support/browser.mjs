/** A real browser, and somebody who looks at pages in it and notes whatever is not as it should be. */

import { execFileSync } from "node:child_process";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

/** @import { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core" */
/** @import { Explorer } from "./explorer.mjs" */

/** Chromium wants a sandbox, which root and some machines cannot give it. */
function hasSandbox() {
  if (process.getuid?.() === 0) return false;
  if (process.platform !== "linux") return true;
  try {
    execFileSync("unshare", ["--user", "--map-root-user", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export function openBrowser() {
  const { CHROMIUM } = process.env;
  if (!CHROMIUM) throw new Error("CHROMIUM does not name a browser; scripts/test finds one");
  return chromium.launch({
    executablePath: CHROMIUM,
    chromiumSandbox: hasSandbox(),
    // Nothing that a page asks of others may leave this machine.
    args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--force-color-profile=srgb"],
  });
}

export const WIDE = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

/** Somebody who looks at the explorer. */
export class Visitor {
  /** @type {Explorer} */
  explorer;
  /** @type {BrowserContext} */
  context;
  /** @type {Page} */
  page;
  /** @type {string[]} */
  noted = [];

  /**
   * @param {Browser} browser
   * @param {Explorer} explorer
   * @param {BrowserContextOptions & { dark?: boolean }} options
   */
  static async arrive(browser, explorer, { viewport = WIDE, dark = false, ...more } = {}) {
    const visitor = new Visitor();
    visitor.explorer = explorer;
    visitor.context = await browser.newContext({
      viewport,
      colorScheme: dark ? "dark" : "light",
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "UTC",
      baseURL: explorer.url,
      ...more,
    });
    const note = what => visitor.noted.push(what);
    await visitor.context.addInitScript(() => {
      addEventListener("securitypolicyviolation", event => {
        console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    visitor.context.on("request", request => {
      const url = request.url();
      if (!url.startsWith(`${explorer.url}/`) && url !== "about:blank") note(`a request leaves for ${url}`);
    });
    visitor.page = await visitor.context.newPage();
    visitor.page.setDefaultTimeout(15_000);
    visitor.page.on("console", said => {
      if (said.type() === "error" || said.type() === "warning") note(`console: ${said.text()}`);
    });
    visitor.page.on("pageerror", error => note(`uncaught: ${error.stack ?? error}`));
    visitor.page.on("dialog", dialog => {
      note(`a dialog opens: ${dialog.message()}`);
      void dialog.dismiss();
    });
    visitor.context.on("page", page => {
      if (page !== visitor.page) note(`a window opens: ${page.url()}`);
    });
    return visitor;
  }

  /** Goes to a page by its address, and waits until all of it is there. */
  async visit(path) {
    const answer = await this.page.goto(path);
    assert.equal(answer.status(), 200, path);
    await this.settled();
  }

  /** Until nothing on the page is being read any more, wherever on it. What is further down is read when one comes there. */
  async settled() {
    await this.page.locator("main h1").waitFor();
    await this.page.waitForFunction(() => {
      const reading = document.querySelector("main .loading, main [aria-busy=true]");
      if (reading === null) scrollTo(0, 0);
      else reading.scrollIntoView({ block: "center" });
      return reading === null;
    });
  }

  /** What the page says, with all white space alike. */
  async reads(where = "main") {
    return plain(await this.page.locator(where).first().innerText());
  }

  /** What stands beside a word in one of the page's lists of facts. */
  fact(name, where = this.page.locator("main")) {
    const term = this.page.locator("dt").getByText(name, { exact: true });
    return where.locator("dl > div").filter({ has: term }).locator("dd").first();
  }

  async says(name, where) {
    return plain(await this.fact(name, where).innerText());
  }

  /**
   * Whatever happened that should not have.
   * @param {(what: string) => boolean} but
   */
  quiet(but = () => false) {
    assert.deepEqual(
      this.noted.filter(what => !but(what)),
      [],
    );
  }

  async leave() {
    await this.context.close();
  }
}

export function plain(text) {
  return text.replace(/[\s\u202f\u00a0]+/g, " ").trim();
}

/** As the page writes amounts: tokens, with a space between thousands. */
export function tokens(units) {
  const value = BigInt(units);
  const whole = (value / 10n ** 18n).toString().replace(/\B(?=(\d{3})+$)/g, " ");
  const rest = (value % 10n ** 18n).toString().padStart(18, "0").replace(/0+$/, "");
  return rest === "" ? whole : `${whole}.${rest}`;
}

export function withUnit(units) {
  return `${tokens(units)} ${BigInt(units) === 10n ** 18n ? "token" : "tokens"}`;
}
