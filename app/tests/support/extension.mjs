/** A wallet of the polkadot extension's interface, which signs as the real one does: in its own place, not the page's. */

import { Keyring } from "@polkadot/keyring";
import { TypeRegistry } from "@polkadot/types";
import { cryptoWaitReady } from "@polkadot/util-crypto";

/** @import { KeyringPair } from "@polkadot/keyring/types" */
/** @import { SignerPayloadJSON } from "@polkadot/types/types" */
/** @import { Visitor } from "./browser.mjs" */

export class Extension {
  /** @type {KeyringPair[]} */
  pairs;
  /** @type {SignerPayloadJSON[]} */
  signed = [];

  /**
   * Puts it into every page that is opened from now on, with the accounts of these secret phrases.
   * @param {Visitor} visitor
   * @param {Record<string, string>} phrases
   * @param {{ asks?: (payload: SignerPayloadJSON) => boolean }} options
   */
  static async install(visitor, phrases, { asks = () => true } = {}) {
    await cryptoWaitReady();
    const extension = new Extension();
    const keyring = new Keyring({ type: "sr25519" });
    extension.pairs = Object.entries(phrases).map(([name, phrase]) => keyring.addFromUri(phrase, { name }));
    await visitor.context.exposeFunction("extensionSigns", payload => {
      if (!asks(payload)) throw new Error("Cancelled");
      return extension.signs(payload);
    });
    const accounts = extension.pairs.map(pair => ({
      address: pair.address,
      name: pair.meta.name,
      type: "sr25519",
    }));
    await visitor.context.addInitScript(accounts => {
      window.injectedWeb3 = {
        "polkadot-js": {
          version: "0.63.1",
          enable: async () => ({
            accounts: { get: async () => accounts, subscribe: () => () => {} },
            signer: { signPayload: async payload => ({ id: 1, ...(await window.extensionSigns(payload)) }) },
          }),
        },
      };
    }, accounts);
    return extension;
  }

  /**
   * As `RequestExtrinsicSign` of the extension does for a chain whose metadata it was not given.
   * @param {SignerPayloadJSON} payload
   */
  signs(payload) {
    const pair = this.pairs.find(one => one.address === payload.address);
    if (pair === undefined) throw new Error(`there is no account ${payload.address} in this wallet`);
    const registry = new TypeRegistry();
    registry.setSignedExtensions(payload.signedExtensions);
    this.signed.push(payload);
    return registry.createType("ExtrinsicPayload", payload, { version: payload.version }).sign(pair);
  }
}
