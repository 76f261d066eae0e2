/** A step: who did it, on what evidence, who answers for it, and what failed. */

import type { History, OfferNow, Promised, StepHistory } from "../api/types";
import { act } from "../acts/open";
import { Address, Hash } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { Badge, Kind } from "../ui/Badge";
import { When } from "../ui/When";
import { FaultCard } from "./FaultCard";
import { Layers } from "./Layers";
import { faultsOf, standing, type Standing } from "./layout";

const SAID: Record<Standing, [tone: "good" | "bad" | "open" | "quiet", word: string]> = {
  answered: ["good", "answered for"],
  faulty: ["open", "fault open"],
  nobody: ["bad", "nobody answers"],
  over: ["quiet", "over"],
};

function Offers({ offers }: { offers: OfferNow[] }) {
  if (offers.length === 0) return null;
  return (
    <div class="offers">
      <h4>Offered</h4>
      <ul>
        {offers.map(({ id, offer }) => (
          <li key={id}>
            <span>
              <Amount of={offer.premiumLeft} unit /> for covering <Amount of={offer.coverLeft} unit />,{" "}
              <a href={`/offer/${id}`}>offer {id}</a>, ends <When at={offer.until} />
            </span>
            <button type="button" class="small" onClick={() => act("pledgeForOffer", { offer: id })}>
              Take offer {id}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where other contracts count less than is left: while a fault is open, for one. */
function Guard({ step, over }: { step: StepHistory; over: boolean }) {
  const left = step.promises
    .filter(promise => !promise.released)
    .reduce((sum, promise) => sum + BigInt(promise.left), 0n);
  return over || BigInt(step.cover) >= left ? null : (
    <p class="hint">
      Other contracts may build on <Amount of={step.cover} unit /> of it now.
    </p>
  );
}

/** What one can do here. Whether it is allowed is for the contract to say, when it is tried. */
function Acts({ history, step }: { history: History; step: StepHistory }) {
  const args = { trace: history.id, step: step.number };
  const about = `step ${step.number}`;
  const earlier = history.steps.length > 1 && step.number < history.steps.length;
  const answers = (promise: Promised) => !promise.released && BigInt(promise.left) > 0n;
  const spent = step.promises.some(promise => !promise.released && promise.batch === null);
  return (
    <div class="acts" role="group" aria-label={`Act on ${about}`}>
      <button
        type="button"
        class={step.promises.some(answers) ? undefined : "primary"}
        aria-label={`Pledge for ${about}`}
        onClick={() => act("pledge", args)}
      >
        Pledge
      </button>
      <button type="button" aria-label={`Offer a premium for ${about}`} onClick={() => act("offer", args)}>
        Offer
      </button>
      <button type="button" aria-label={`Report a fault of ${about}`} onClick={() => act("report", args)}>
        Report
      </button>
      {earlier ? (
        <button type="button" aria-label={`Recourse to ${about}`} onClick={() => act("recourse", args)}>
          Recourse
        </button>
      ) : null}
      {spent ? (
        <button
          type="button"
          aria-label={`Release the pledges of ${about}`}
          onClick={() => act("release", args)}
        >
          Release
        </button>
      ) : null}
    </div>
  );
}

export function StepCard({
  history,
  step,
  offers,
  over,
}: {
  history: History;
  step: StepHistory;
  offers: OfferNow[];
  over: boolean;
}) {
  const stands = standing(step, over);
  const [tone, word] = SAID[stands];
  const heading = `step-${step.number}`;
  return (
    <li class={`step ${stands}`} style={{ "--at": step.number }}>
      <article aria-labelledby={heading}>
        <header>
          <span class="number" aria-hidden="true">
            {step.number}
          </span>
          <h3 id={heading}>
            <span class="unseen">Step {step.number}: </span>
            <Kind of={step.kind} />
          </h3>
          <Badge tone={tone}>{word}</Badge>
        </header>
        <p class="actor">
          by <Address of={step.actor} />
          {step.attested ? <Badge tone="good">attested</Badge> : null}
        </p>
        <p class="small">
          evidence <Hash of={step.commitment} what={`commitment of step ${step.number}`} />
        </p>
        <Layers promises={step.promises} over={over} />
        <Guard step={step} over={over} />
        <Offers offers={offers} />
        {faultsOf(history, step.number).map(fault => (
          <FaultCard key={fault.id} fault={fault} />
        ))}
        {over && !step.promises.some(promise => !promise.released) ? null : (
          <Acts history={history} step={step} />
        )}
      </article>
    </li>
  );
}
