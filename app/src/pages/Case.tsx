/** A fault as somebody has to decide on it, with what the contract allows right now. */

import { act } from "../acts/open";
import { SPECS, verb } from "../acts/specs";
import { address } from "../api/client";
import { useLoad } from "../api/load";
import type { Allowed, FaultRow } from "../api/types";
import { useNow } from "../clock";
import { sentence } from "../format/text";
import { afterwards, STATES, waitsFor } from "../format/words";
import { Address, Hash } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { StateBadge } from "../ui/Badge";
import { Uri } from "../ui/Said";
import { Sentence } from "../ui/Sentence";
import { Shown } from "../ui/States";
import { Deadline } from "../ui/When";

/** Each act as the contract would take it from this account, tried when this is shown. */
export function Acts({ fault, as }: { fault: number; as: string }) {
  const acts = useLoad<Allowed[]>(address(`/api/faults/${fault}/acts`, { as }), true);
  return (
    <Shown of={acts} what="what is allowed right now">
      {all => {
        const allowed = all.filter(one => one.allowed);
        const refused = all.filter(one => !one.allowed);
        return (
          <div class="allowed">
            {allowed.length === 0 ? (
              <p class="hint">
                <Address of={as} bare /> can do nothing here right now.
              </p>
            ) : (
              <div class="acts" role="group" aria-label={`Act on fault ${fault}`}>
                {allowed.map(one => (
                  <button
                    key={one.message}
                    type="button"
                    aria-label={`${verb(one.message)}, fault ${fault}`}
                    title={SPECS[one.message]?.lead}
                    onClick={() => act(one.message, { fault })}
                  >
                    {verb(one.message)}
                  </button>
                ))}
              </div>
            )}
            <details class="refused">
              <summary>What is not allowed now, and why</summary>
              <dl>
                {refused.map(one => (
                  <div key={one.message}>
                    <dt>{verb(one.message)}</dt>
                    <dd>
                      <Sentence of={one.sentence ?? ""} />
                    </dd>
                  </div>
                ))}
              </dl>
            </details>
          </div>
        );
      }}
    </Shown>
  );
}

export function Case({ row, as }: { row: FaultRow; as: string }) {
  const now = useNow(1);
  const over = row.deadline !== null && now > row.deadline;
  return (
    <li class={`case ${STATES[row.state].tone}`}>
      <article aria-labelledby={`case-${row.id}`}>
        <header>
          <h3 id={`case-${row.id}`}>
            <a href={`/fault/${row.id}`}>Fault {row.id}</a>
          </h3>
          <StateBadge state={row.state} />
          {row.deadline === null ? null : (
            <span class="until">
              <Deadline at={row.deadline} /> {over ? "" : waitsFor(row.state)}
            </span>
          )}
        </header>
        <p>
          <Address of={row.reporter} bare /> {row.recourse ? "turned upstream for" : "reported"}{" "}
          <Amount of={row.loss} unit /> on step {row.step} of{" "}
          <Hash of={row.trace} what="trace" href={`/trace/${row.trace}`} bare />
          {row.called === null ? (
            "."
          ) : (
            <>
              , and <Address of={row.called} bare /> is called.
            </>
          )}
          {row.state === "contested" ? (
            <>
              {" "}
              It concedes <Amount of={row.conceded} unit />.
            </>
          ) : null}
        </p>
        <dl class="evidence">
          <div>
            <dt>Evidence</dt>
            <dd>
              <Hash of={row.evidence} what={`evidence of fault ${row.id}`} /> <Uri of={row.uri} />
            </dd>
          </div>
          {row.defence === null ? null : (
            <div>
              <dt>Defence</dt>
              <dd>
                <Hash of={row.defence} what={`defence in fault ${row.id}`} />
              </dd>
            </div>
          )}
        </dl>
        {over ? <p class="hint">{sentence(`Time is over: ${afterwards(row.state)}`)}</p> : null}
        <Acts fault={row.id} as={as} />
      </article>
    </li>
  );
}
