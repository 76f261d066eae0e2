/** The acts, in words, and what one fills in for each. What is allowed only the contract knows. */

import type { Given } from "./open";

export type FieldKind = "amount" | "hash" | "uri" | "time" | "percent";

export interface Field {
  /** The argument's name in IAnswerable.sol; `attach` is what is sent along. */
  name: string;
  label: string;
  kind: FieldKind;
  hint?: string;
  optional?: boolean;
}

export type About = "fault" | "step" | "offer" | "batch" | "mandate" | "purse";

export interface Spec {
  title: (given: Given) => string;
  /** What the button says. */
  verb: string;
  lead: string;
  fields: Field[];
  /** What the decision depends on: read from the chain and shown beside the form. */
  about: About;
}

const uri: Field = {
  name: "uri",
  label: "Where the evidence is",
  kind: "uri",
  optional: true,
  hint: "An address such as https:// or ipfs://, at most 256 bytes. Everybody can read it.",
};

function hash(name: string, label: string): Field {
  return {
    name,
    label,
    kind: "hash",
    hint: "Only its hash goes to the chain. The file stays with you: keep it.",
  };
}

const step = (given: Given) => `step ${given.step}`;
const fault = (given: Given) => `fault ${given.fault}`;

export const SPECS: Record<string, Spec> = {
  deposit: {
    title: () => "Deposit",
    verb: "Deposit",
    lead: "Money in the contract is free until you pledge it, and you may withdraw it at any time.",
    fields: [{ name: "attach", label: "Amount", kind: "amount" }],
    about: "purse",
  },
  withdraw: {
    title: () => "Withdraw",
    verb: "Withdraw",
    lead: "Free money comes back to the account that signs.",
    fields: [{ name: "amount", label: "Amount", kind: "amount" }],
    about: "purse",
  },
  pledge: {
    title: given => `Answer for ${step(given)}`,
    verb: "Pledge",
    lead: "You promise to make a loss good that this step causes, up to the cover. The money is locked until the promise is over.",
    fields: [{ name: "cover", label: "Cover", kind: "amount" }],
    about: "step",
  },
  pledgeForOffer: {
    title: given => `Take offer ${given.offer}`,
    verb: "Pledge for the premium",
    lead: "You promise to answer for the offer's step, and are paid the premium at once. The cover is locked until the promise is over.",
    fields: [
      { name: "cover", label: "Cover", kind: "amount" },
      {
        name: "leastPremium",
        label: "Premium, at least",
        kind: "amount",
        hint: "Left empty, what the offer pays for that cover now. If somebody else is faster, the contract refuses rather than pay less.",
        optional: true,
      },
    ],
    about: "offer",
  },
  offer: {
    title: given => `Offer a premium for ${step(given)}`,
    verb: "Offer",
    lead: "Whoever pledges for this step takes the premium. What nobody took you may take back at any time.",
    fields: [
      { name: "cover", label: "Cover you look for", kind: "amount" },
      { name: "premium", label: "Premium for all of it", kind: "amount" },
      { name: "until", label: "Open until", kind: "time" },
    ],
    about: "step",
  },
  withdrawOffer: {
    title: given => `Withdraw offer ${given.offer}`,
    verb: "Withdraw the offer",
    lead: "What nobody took of the premium is yours again.",
    fields: [],
    about: "offer",
  },
  report: {
    title: given => `Report a fault of ${step(given)}`,
    verb: "Report",
    lead: "You say that this step failed, and what loss that caused. The money for it goes to whoever asked for the trace. Your deposit comes back unless the report is dismissed.",
    fields: [{ name: "loss", label: "Loss", kind: "amount" }, hash("evidence", "Evidence"), uri],
    about: "step",
  },
  recourse: {
    title: given => `Turn upstream to ${step(given)}`,
    verb: "Turn upstream",
    lead: "You paid for a later step, and hold that this earlier one was the reason. Its sureties answer to you, for what you paid.",
    fields: [hash("evidence", "Evidence"), uri],
    about: "step",
  },
  release: {
    title: given => `Release the pledges of ${step(given)}`,
    verb: "Release",
    lead: "When the promise is over, what is still locked is its sureties' free money again. Anybody may do this.",
    fields: [],
    about: "step",
  },
  releaseBatch: {
    title: given => `Release the pledges of batch ${given.batch}`,
    verb: "Release",
    lead: "When the promise is over, what is still locked is its sureties' free money again. Anybody may do this.",
    fields: [],
    about: "batch",
  },
  revoke: {
    title: given => `Revoke mandate ${given.mandate}`,
    verb: "Revoke",
    lead: "Nothing new is drawn on it. What was drawn stays promised.",
    fields: [],
    about: "mandate",
  },
  ownUp: {
    title: given => `Own up to ${fault(given)}`,
    verb: "Own up and pay",
    lead: "“Mine”, you say, and pay what is due at once.",
    fields: [],
    about: "fault",
  },
  contest: {
    title: given => `Contest ${fault(given)}`,
    verb: "Contest",
    lead: "You contradict, with a deposit. Governance rules; if it does not, you pay what you concede.",
    fields: [
      {
        name: "conceded",
        label: "What you concede",
        kind: "amount",
        hint: "Zero, or a part of what is due.",
      },
      hash("defence", "Defence"),
    ],
    about: "fault",
  },
  withdrawReport: {
    title: given => `Withdraw the report of ${fault(given)}`,
    verb: "Withdraw the report",
    lead: "The report is taken back, and its deposit is yours again.",
    fields: [],
    about: "fault",
  },
  declareDefault: {
    title: given => `Declare the default in ${fault(given)}`,
    verb: "Declare the default",
    lead: "The called surety let its time pass in silence. Anybody may say so, and governance may then slash or pardon it.",
    fields: [],
    about: "fault",
  },
  settle: {
    title: given => `Settle ${fault(given)}`,
    verb: "Settle",
    lead: "The time is over, and the clock decides. Anybody may do this.",
    fields: [],
    about: "fault",
  },
  stepForward: {
    title: given => `Step forward for ${fault(given)}`,
    verb: "Step forward and pay",
    lead: "Nobody answers for the rest of this loss. You pay of your own accord; nothing obliges you.",
    fields: [{ name: "max", label: "Pay at most", kind: "amount" }],
    about: "fault",
  },
  ruleUphold: {
    title: given => `Uphold ${fault(given)}`,
    verb: "Uphold",
    lead: "You rule that the step failed, and how large the loss was. That binds later layers too.",
    fields: [{ name: "loss", label: "The loss was", kind: "amount", hint: "At most the loss as it stands." }],
    about: "fault",
  },
  ruleDismiss: {
    title: given => `Dismiss ${fault(given)}`,
    verb: "Dismiss",
    lead: "You rule that the step did not fail. The report's deposit goes to the surety.",
    fields: [],
    about: "fault",
  },
  slash: {
    title: given => `Slash the defaulter in ${fault(given)}`,
    verb: "Slash",
    lead: "The defaulter pays what is due, and a penalty on it.",
    fields: [{ name: "bps", label: "Penalty, in per cent", kind: "percent" }],
    about: "fault",
  },
  pardon: {
    title: given => `Pardon the defaulter in ${fault(given)}`,
    verb: "Pardon",
    lead: "You rule that the report was abusive. Its deposit goes to the surety, and the default is taken back.",
    fields: [],
    about: "fault",
  },
};

/** What an act is called where it stands among others. */
export function verb(message: string): string {
  return SPECS[message]?.verb ?? message;
}
