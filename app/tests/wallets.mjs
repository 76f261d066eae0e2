/** Acts that are signed by wallets, whose keys neither the page nor the explorer ever sees. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, Visitor } from "./support/browser.mjs";
import { Dialog } from "./support/dialog.mjs";
import { ALITH, EthereumWallet } from "./support/ethereum.mjs";
import { Extension } from "./support/extension.mjs";
import { pay } from "./support/money.mjs";
import { Stage } from "./support/stage.mjs";

const TOKEN = 10n ** 18n;

let /** @type {Stage} */ stage, browser, trace;

before(async () => {
  stage = await Stage.open();
  trace = await stage.records(["model", "compute", "data", "tool"].map(kind => [kind, stage.people.eve]));
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await stage?.close();
});

/**
 * Somebody at the trace's page, with the form to pledge for a step before them.
 * @param {Visitor} visitor
 */
async function pledging(visitor, step) {
  await visitor.visit(`/trace/${trace}`);
  await visitor.page.getByRole("button", { name: `Pledge for step ${step}` }).click();
  return new Dialog(visitor);
}

/**
 * Has a wallet tell its accounts, so many at least, and signs as the first.
 * @param {Dialog} dialog
 */
async function connects(dialog, wallet, kind, accounts = 1) {
  await dialog.it.getByRole("button", { name: `Connect ${wallet}` }).click();
  const own = dialog.it.getByLabel("Sign as").locator(`optgroup[label='${kind} wallets'] option`);
  await own.nth(accounts - 1).waitFor({ state: "attached" });
  await dialog.it.getByLabel("Sign as").selectOption(await own.first().getAttribute("value"));
}

async function pledges(step) {
  const { pledges } = await stage.tells(["show", "step", trace, `${step}`]);
  return pledges.map(({ surety, cover }) => [surety, BigInt(cover)]);
}

test("a polkadot extension signs what the page shows", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const extension = await Extension.install(visitor, { Ferdie: "//Ferdie", Eve: "//Eve" });
  const dialog = await pledging(visitor, 1);
  await connects(dialog, "polkadot-js", "Polkadot", 2);
  await dialog.fills("Cover", "2.5");
  assert.match(await dialog.preview(), /2\.5 tokens/);
  await dialog.does("Sign: Pledge");
  assert.deepEqual(await pledges(1), [[stage.people.ferdie, (TOKEN * 5n) / 2n]]);
  assert.equal(extension.signed.length, 1);
  assert.ok(!visitor.noted.length, visitor.noted.join("\n"));
  await visitor.leave();
});

test("an account that nobody has heard of needs nothing but money", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const extension = await Extension.install(visitor, { Newcomer: "//Newcomer" });
  await pay(stage.node, extension.pairs[0].address, (100n * TOKEN) / 1_000_000n);
  const dialog = await pledging(visitor, 2);
  await connects(dialog, "polkadot-js", "Polkadot");
  await dialog.fills("Cover", "1");
  await dialog.preview();
  await dialog.does("Sign: Pledge");
  const [[surety, cover]] = await pledges(2);
  assert.equal(cover, TOKEN);
  assert.ok(!Object.values(stage.people).includes(surety), "it is nobody who was known");
  assert.equal(extension.signed.length, 1);
  visitor.quiet();
  await visitor.leave();
});

test("who does not sign does nothing", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  await Extension.install(visitor, { Dave: "//Dave" }, { asks: () => false });
  const dialog = await pledging(visitor, 3);
  await connects(dialog, "polkadot-js", "Polkadot");
  await dialog.fills("Cover", "1");
  await dialog.preview();
  await dialog.it.getByRole("button", { name: "Sign: Pledge" }).click();
  await dialog.it.getByRole("alert").getByText("You did not sign, and nothing was sent.").waitFor();
  assert.deepEqual(await pledges(3), []);
  visitor.quiet();
  await visitor.leave();
});

test("an injected Ethereum provider signs, and the chain takes its transaction", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const wallet = await EthereumWallet.install(visitor, stage.node, ALITH);
  const dialog = await pledging(visitor, 3);
  await connects(dialog, "Test wallet", "Ethereum");
  await dialog.fills("Cover", "1.25");
  assert.match(await dialog.preview(), /1\.25 tokens/);
  const said = await dialog.does("Sign: Pledge");
  assert.match(said, /1\.25 tokens/, "it tells what happened");
  assert.deepEqual(await pledges(3), [[wallet.address, (TOKEN * 5n) / 4n]]);
  for (const asked of ["eth_chainId", "eth_getCode"]) {
    assert.ok(wallet.asked.includes(asked), `${asked}: the wallet was seen to be on this chain`);
  }
  visitor.quiet();
  await visitor.leave();
});

test("an act whose block is replaced is told of by the block that stays", async () => {
  const stage = await Stage.open({ flags: ["--block-time=400", "--final-after=5"] });
  const trace = await stage.records();
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const wallet = await EthereumWallet.install(visitor, stage.node, ALITH);
  await visitor.visit(`/trace/${trace}`);
  await visitor.page.getByRole("button", { name: "Pledge for step 1" }).click();
  const dialog = new Dialog(visitor);
  await connects(dialog, "Test wallet", "Ethereum");
  await dialog.fills("Cover", "1.25");
  await dialog.preview();
  await dialog.it.getByRole("button", { name: "Sign: Pledge" }).click();
  const first = Number((await wallet.isTaken()).blockNumber);
  const newest = Number((await stage.node.rpc("chain_getHeader")).number);
  // Another may come meanwhile.
  await stage.node.rpc("dev_reorganise", newest - first + 2);

  const said = await dialog.done();
  const [, block] = /Done, in block (\d+)/.exec(said);
  assert.ok(Number(block) > first, `${block} is after ${first}`);
  assert.match(said, /1\.25 tokens/, "it tells what happened");
  const { pledges } = await stage.tells(["show", "step", trace, "1"]);
  assert.deepEqual(
    pledges.map(({ surety }) => surety),
    [wallet.address],
  );
  visitor.quiet();
  await visitor.leave();
  await stage.close();
});

test("a wallet on another chain is told so, and nothing is sent", async () => {
  const visitor = await Visitor.arrive(browser, stage.explorer);
  const wallet = await EthereumWallet.install(visitor, stage.node, ALITH);
  wallet.elsewhere = 1;
  const dialog = await pledging(visitor, 4);
  await dialog.it.getByRole("button", { name: "Connect Test wallet" }).click();
  await dialog.it.getByText(/The wallet is on chain 1, and this is chain \d+\./).waitFor();
  assert.ok(!wallet.asked.includes("eth_sendTransaction"));
  assert.deepEqual(await pledges(4), []);
  visitor.quiet();
  await visitor.leave();
});
