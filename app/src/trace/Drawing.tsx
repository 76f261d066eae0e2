/** The steps from left to right, or one below the other where there is no room, and recourses as arrows upstream. */

import type { FaultHistory, TracePage } from "../api/types";
import { STATES, stateOf } from "../format/words";
import { Address } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { arrows, type Arrow } from "./layout";
import { StepCard } from "./StepCard";

function ArrowUpstream({ arrow, fault }: { arrow: Arrow; fault: FaultHistory }) {
  return (
    <li
      class={`recourse ${STATES[stateOf(fault.state)].tone}`}
      style={{ "--from": arrow.from, "--to": arrow.to, "--lane": arrow.lane }}
    >
      <span class="shaft" aria-hidden="true" />
      <span class="label">
        <span class="unseen">
          Recourse from step {arrow.from} upstream to step {arrow.to}:{" "}
        </span>
        <Address of={fault.reporter} bare /> turns upstream for <Amount of={fault.reported} unit />,{" "}
        <a href={`/fault/${fault.id}`}>fault {fault.id}</a>, {STATES[stateOf(fault.state)].name}
      </span>
    </li>
  );
}

export function Drawing({ page, over }: { page: TracePage; over: boolean }) {
  const { history, offers } = page;
  const count = history.steps.length;
  const upstream = arrows(history.faults, count);
  const fault = (id: number) => history.faults.find(one => one.id === id);
  return (
    <div class={`drawing of-${count}`} style={{ "--steps": count, "--lanes": upstream.length }}>
      <ol class="steps" aria-label="Steps">
        {history.steps.map(step => (
          <StepCard
            key={step.number}
            history={history}
            step={step}
            offers={offers.filter(({ offer }) => offer.step === step.number)}
            over={over}
          />
        ))}
      </ol>
      {upstream.length === 0 ? null : (
        <ul class="recourses" aria-label="Recourse upstream">
          {upstream.map(arrow => {
            const about = fault(arrow.fault);
            return about === undefined ? null : (
              <ArrowUpstream key={arrow.fault} arrow={arrow} fault={about} />
            );
          })}
        </ul>
      )}
    </div>
  );
}
