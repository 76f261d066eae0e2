/** The dialog in which all acts are done. */

import { plain } from "./browser.mjs";

export class Dialog {
  /** @param {import("./browser.mjs").Visitor} visitor */
  constructor(visitor) {
    this.page = visitor.page;
    this.it = this.page.getByRole("dialog");
  }

  /** Chooses who signs, by the beginning of their name. */
  async as(who) {
    const choose = this.it.getByLabel("Sign as");
    const option = choose.locator("option", { hasText: new RegExp(`^${who} \\(`) });
    await option.waitFor({ state: "attached" });
    await choose.selectOption(await option.getAttribute("value"));
  }

  async fills(label, text) {
    await this.it.getByLabel(label, { exact: true }).fill(text);
  }

  /** What the page says will happen, once it was tried on the chain. */
  async preview() {
    const preview = this.it.locator("section.preview");
    await preview.locator("ul, .problem").first().waitFor();
    return plain(await preview.innerText());
  }

  /** Does it, and answers with what the page says that happened. */
  async does(button) {
    await this.it.getByRole("button", { name: button, exact: true }).click();
    return this.done();
  }

  async done() {
    await this.it.getByRole("heading", { name: /^Done, in block \d+/ }).waitFor();
    const said = plain(await this.it.innerText());
    await this.it.getByRole("button", { name: "Close", exact: true }).last().click();
    await this.it.waitFor({ state: "hidden" });
    return said;
  }
}
