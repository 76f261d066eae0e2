/** What became of a fault, turn after turn, in sentences. */

import type { ComponentChildren } from "preact";
import type { FaultHistory, Turn } from "../api/types";
import { percent } from "../format/amounts";
import type { Tone } from "../format/words";
import { Address } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { Shape } from "../ui/Badge";
import { Deadline } from "../ui/When";

function none(amount: string): boolean {
  return BigInt(amount) === 0n;
}

function Paid({ turn }: { turn: Turn }) {
  return (
    <>
      {none(turn.paid) ? (
        "it paid nothing"
      ) : (
        <>
          it paid <Amount of={turn.paid} unit />
        </>
      )}
      {none(turn.penalty) ? null : (
        <>
          , and a penalty of <Amount of={turn.penalty} unit />
        </>
      )}
    </>
  );
}

/** The tone of a turn, and what it came to. */
function outcome(turn: Turn): [Tone, ComponentChildren] {
  const conceding =
    turn.contest === null || none(turn.contest.conceded) ? (
      ""
    ) : (
      <>
        , conceding <Amount of={turn.contest.conceded} unit />
      </>
    );
  switch (turn.outcome) {
    case "called":
      return [
        "open",
        <>
          is called to own up or contest: <Deadline at={turn.deadline} />
        </>,
      ];
    case "contested":
      return [
        "open",
        <>
          contests{conceding}; governance has time to rule: <Deadline at={turn.deadline} />
        </>,
      ];
    case "defaulted":
      return [
        "open",
        <>
          stayed silent; governance has time to slash or pardon: <Deadline at={turn.deadline} />
        </>,
      ];
    case "ownedUp":
      return [
        "good",
        <>
          owned up: <Paid turn={turn} />
        </>,
      ];
    case "ownedUpLate":
      return [
        "good",
        <>
          contested{conceding}, then owned up: <Paid turn={turn} />
        </>,
      ];
    case "conceded":
      return [
        "good",
        <>
          contested{conceding}, and owed no more than that: <Paid turn={turn} />
        </>,
      ];
    case "lost":
      return [
        "bad",
        <>
          contested{conceding}, and lost: <Paid turn={turn} />
        </>,
      ];
    case "undecided":
      return [
        "plain",
        <>
          contested{conceding}, and nobody ruled: <Paid turn={turn} />
        </>,
      ];
    case "defended":
      return ["good", <>contested{conceding}, and was right</>];
    case "slashed":
      return [
        "bad",
        <>
          stayed silent, and was slashed by {percent(turn.slashedBps ?? 0)}: <Paid turn={turn} />
        </>,
      ];
    case "paidAfterDefault":
      return [
        "bad",
        <>
          stayed silent, then <Paid turn={turn} />
        </>,
      ];
    case "pardoned":
      return ["quiet", <>stayed silent, and was pardoned</>];
    case "withdrawn":
      return ["quiet", <>was called, and the report was taken back</>];
    case "nothingDue":
      return ["quiet", <>was called, and owed nothing any more</>];
    default:
      return ["plain", <>was called</>];
  }
}

export function TurnLine({ turn }: { turn: Turn }) {
  const [tone, what] = outcome(turn);
  const forfeited = turn.contest?.depositTo != null && turn.contest.depositTo !== turn.surety;
  return (
    <li class={`turn ${tone}`}>
      <Shape tone={tone} />
      <span>
        <Address of={turn.surety} bare /> {what}
        {forfeited && turn.contest !== null ? (
          <>
            ; its deposit of <Amount of={turn.contest.deposit} unit /> went to the harmed party
          </>
        ) : null}
      </span>
    </li>
  );
}

/** Everything that happened to it. */
export function Life({ fault }: { fault: FaultHistory }) {
  const stands = fault.state !== "withdrawn" && fault.state !== "dismissed" && fault.state !== "pardoned";
  return (
    <ul class="turns">
      {fault.turns.map(turn => (
        <TurnLine key={`${turn.layer} ${turn.calledAt}`} turn={turn} />
      ))}
      {stands && fault.loss !== fault.reported ? (
        <li class="turn plain">
          <Shape tone="plain" />
          <span>
            governance ruled that the loss was <Amount of={fault.loss} unit />
          </span>
        </li>
      ) : null}
      {fault.orphaned === null ? null : (
        <li class="turn bad">
          <Shape tone="bad" />
          <span>
            nobody answered for <Amount of={fault.orphaned} unit />
          </span>
        </li>
      )}
      {fault.volunteers.map(it => (
        <li class="turn good">
          <Shape tone="good" />
          <span>
            <Address of={it.who} bare /> stepped forward and paid <Amount of={it.amount} unit />
          </span>
        </li>
      ))}
      {fault.state === "orphaned" && fault.deadline !== null ? (
        <li class="turn open">
          <Shape tone="open" />
          <span>
            anyone may still step forward for <Amount of={fault.unpaid} unit />:{" "}
            <Deadline at={fault.deadline} />
          </span>
        </li>
      ) : null}
      {fault.state === "unanswered" ? (
        <li class="turn bad">
          <Shape tone="bad" />
          <span>
            <Amount of={fault.unpaid} unit /> stayed unpaid, for good
          </span>
        </li>
      ) : null}
    </ul>
  );
}
