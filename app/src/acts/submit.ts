/** Signing and sending, in the way of whoever signs. */

import { get, post } from "../api/client";
import type { ActBody, Done, EventRow, List, Preview } from "../api/types";
import { send } from "../wallets/ethereum";
import { sign, type PayloadToSign } from "../wallets/polkadot";
import type { Signer } from "../wallets/signers";

export interface Outcome {
  block: number;
  transaction: string;
  fee: string | null;
  sentences: string[];
  fault: number | null;
}

/** What is said while one waits. */
export type Progress = (said: string) => void;

interface Ticket {
  ticket: string;
  payload: PayloadToSign;
}

function outcome(done: Done): Outcome {
  const reported = done.events.find(event => event.event === "Reported")?.fault ?? null;
  return {
    block: done.block.number,
    transaction: done.transaction,
    fee: done.fee,
    sentences: done.sentences,
    fault: reported,
  };
}

/** What contracts are to know the account by, said once. */
const MAP = { map: true } as const;

export function introduce(signer: Signer, progress: Progress): Promise<Outcome> {
  return submit(signer, MAP, null, progress);
}

export function perform(
  signer: Signer,
  body: ActBody,
  preview: Preview,
  progress: Progress,
): Promise<Outcome> {
  return submit(signer, body, preview, progress);
}

async function submit(
  signer: Signer,
  body: ActBody | typeof MAP,
  preview: Preview | null,
  progress: Progress,
): Promise<Outcome> {
  switch (signer.kind) {
    case "dev":
      progress("Sent. Waiting until it is final…");
      return outcome(await post<Done>("/api/acts/submit", { ...body, dev: signer.dev.name }));
    case "polkadot": {
      progress("Preparing what your wallet signs…");
      const { ticket, payload } = await post<Ticket>("/api/acts/payload", { ...body, from: signer.account });
      progress("Look at your wallet: it asks you to sign.");
      const signature = await sign(signer.extension, payload);
      progress("Sent. Waiting until it is final…");
      return outcome(await post<Done>("/api/acts/submit", { ticket, signature }));
    }
    case "ethereum": {
      if (preview === null || signer.address === null) {
        throw new Error("An Ethereum wallet's account needs no introduction.");
      }
      progress("Look at your wallet: it asks you to sign.");
      const call = { from: signer.address, to: preview.to, data: preview.data, value: preview.value };
      const receipt = await send(signer.provider, call, () => progress("Sent. Waiting until it is final…"));
      if (!receipt.worked) {
        throw new Error(
          "The contract refused it when its turn came, and nothing was changed. Look again, and try again.",
        );
      }
      progress("Final. Reading what happened…");
      const told = await happened(signer.address, receipt.block);
      return {
        block: receipt.block,
        transaction: receipt.hash,
        fee: null,
        sentences: told.map(event => event.sentence),
        fault: told.find(event => event.name === "Reported")?.fault ?? null,
      };
    }
  }
}

async function happened(account: string, block: number): Promise<EventRow[]> {
  const { items } = await get<List<EventRow>>(`/api/events?account=${account}&limit=20`);
  return items.filter(event => event.block === block).reverse();
}

/** Why it did not work, for whoever tried. */
export function problem(error: unknown): string {
  const told = error as { code?: unknown; message?: unknown } | null;
  if (told?.code === 4001 || /reject|cancel|denied/i.test(String(told?.message))) {
    return "You did not sign, and nothing was sent.";
  }
  return typeof told?.message === "string" ? told.message : String(error);
}
