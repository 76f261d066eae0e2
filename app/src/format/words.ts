/** The words of docs/protocol.md for what the interface numbers. */

export type Tone = "plain" | "quiet" | "good" | "bad" | "open";

export const KINDS = ["model", "compute", "verification", "data", "tool"] as const;

export function kindName(kind: string | number | null): string {
  if (kind === null) return "unknown kind";
  return typeof kind === "number" ? (KINDS[kind - 1] ?? `kind ${kind}`) : kind;
}

/** A mandate's set of kinds, `1 << kind` each. */
export function kindsOf(set: number): string[] {
  return KINDS.filter((_, place) => (set & (1 << (place + 1))) !== 0);
}

export type State =
  | "answering"
  | "contested"
  | "defaulted"
  | "orphaned"
  | "madeGood"
  | "withdrawn"
  | "dismissed"
  | "pardoned"
  | "unanswered";

interface StateWords {
  name: string;
  tone: Tone;
  /** What it means, for who does not know the word. */
  means: string;
}

export const STATES: Record<State, StateWords> = {
  answering: {
    name: "answering",
    tone: "open",
    means: "a surety was called and has time to own up or contest",
  },
  contested: {
    name: "contested",
    tone: "open",
    means: "the called surety contradicts; governance has time to rule",
  },
  defaulted: {
    name: "defaulted",
    tone: "open",
    means: "the called surety was silent; governance has time to slash or pardon",
  },
  orphaned: {
    name: "orphaned",
    tone: "bad",
    means: "nobody answers for what is left; anyone may step forward",
  },
  madeGood: { name: "made good", tone: "good", means: "all of the loss was paid" },
  withdrawn: { name: "withdrawn", tone: "quiet", means: "the reporter took the report back" },
  dismissed: { name: "dismissed", tone: "quiet", means: "governance found that the step had not failed" },
  pardoned: { name: "pardoned", tone: "quiet", means: "governance found that the report was abusive" },
  unanswered: { name: "unanswered", tone: "bad", means: "something stayed unpaid, for good" },
};

export const STATE_NAMES = Object.keys(STATES) as State[];

/** A state as the interface says it, by number or by name. */
export function stateOf(state: string | number | null): State {
  if (typeof state === "number") return STATE_NAMES[state - 1] ?? "unanswered";
  return state !== null && state in STATES ? (state as State) : "unanswered";
}

export function isOpen(state: State): boolean {
  return state === "answering" || state === "contested" || state === "defaulted";
}

/** Whose turn it is, and for what, before a fault's deadline. */
export function waitsFor(state: State): string {
  switch (state) {
    case "answering":
      return "to own up or contest";
    case "contested":
      return "for governance to rule";
    case "defaulted":
      return "for governance to slash or pardon";
    case "orphaned":
      return "for somebody to step forward";
    default:
      return "";
  }
}

/** What anybody can do once that time is over. */
export function afterwards(state: State): string {
  switch (state) {
    case "answering":
      return "anybody may now declare the default";
    case "contested":
      return "the clock decides: anybody may settle, and what was conceded is paid";
    case "defaulted":
      return "the clock decides: anybody may settle, and all that is due is paid";
    case "orphaned":
      return "anybody may settle: what is unpaid stays unanswered";
    default:
      return "";
  }
}

export type Standing = "honored" | "defended" | "lost" | "undecided" | "defaulted" | "volunteered";

export const STANDING: Record<Standing, { tone: Tone; means: string }> = {
  honored: { tone: "good", means: "owned up and paid" },
  defended: { tone: "good", means: "contested and was right" },
  volunteered: { tone: "good", means: "paid what nobody answered for" },
  undecided: { tone: "plain", means: "contested, and nobody ruled" },
  lost: { tone: "bad", means: "contested and was wrong" },
  defaulted: { tone: "bad", means: "stayed silent when called" },
};
