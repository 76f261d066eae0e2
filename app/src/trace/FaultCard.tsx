/** A fault on the step where it happened. */

import type { FaultHistory } from "../api/types";
import { listed } from "../format/text";
import { STATES, stateOf } from "../format/words";
import { Address } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { StateBadge } from "../ui/Badge";
import { Uri } from "../ui/Said";
import { Life } from "./turns";

export function FaultCard({ fault }: { fault: FaultHistory }) {
  const steps = fault.paidBefore;
  return (
    <article
      class={`fault ${STATES[stateOf(fault.state)].tone}`}
      aria-label={`Fault ${fault.id}, ${STATES[stateOf(fault.state)].name}`}
    >
      <h4>
        <a href={`/fault/${fault.id}`}>Fault {fault.id}</a> <StateBadge state={fault.state} />
      </h4>
      <p>
        <Address of={fault.reporter} bare />{" "}
        {fault.recourse ? (
          <>
            turned upstream for <Amount of={fault.reported} unit /> of what it paid for{" "}
            {steps.length === 0 ? "later steps" : `${steps.length === 1 ? "step" : "steps"} ${listed(steps)}`}
          </>
        ) : (
          <>
            reported a loss of <Amount of={fault.reported} unit />
          </>
        )}
      </p>
      {fault.uri === "" ? null : (
        <p class="small">
          evidence at <Uri of={fault.uri} />
        </p>
      )}
      <Life fault={fault} />
    </article>
  );
}
