/** A fault as somebody has to decide on it, with what the contract allows right now. */

import { useEffect } from "preact/hooks";
import { act } from "../acts/open";
import { SPECS, verb } from "../acts/specs";
import { address } from "../api/client";
import { useLoad, type Interest } from "../api/load";
import type { Allowed, BlockAt, FaultPage, FaultRow } from "../api/types";
import { useNow } from "../clock";
import { sentence } from "../format/text";
import { afterwards, STATES, stateOf, waitsFor } from "../format/words";
import { Address, Hash } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { StateBadge } from "../ui/Badge";
import { Uri } from "../ui/Said";
import { AsOf, Fact } from "../ui/Page";
import { Sentence } from "../ui/Sentence";
import { useSeen } from "../ui/seen";
import { Shown } from "../ui/States";
import { Deadline } from "../ui/When";

/** Each act as the contract would take it from this account, tried when this is shown. */
export function Acts({ fault, as, over }: { fault: number; as: string; over: boolean }) {
  const acts = useLoad<Allowed[]>(
    address(`/api/faults/${fault}/acts`, { as }),
    event => event.fault === fault,
  );
  // When time is over, something else is allowed.
  useEffect(() => {
    if (over) acts.reload();
  }, [over]);
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
                    onClick={() => act(one.message, { fault }, as)}
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

/** Where it stands, as the contract says now. */
function Standing({ of, block, over }: { of: FaultPage["fault"]; block: BlockAt; over: boolean }) {
  const state = stateOf(of.state);
  return (
    <>
      <p>
        <StateBadge state={state} />{" "}
        {waitsFor(state) === "" ? null : (
          <span class="until">
            <Deadline at={of.deadline} /> {over ? "" : waitsFor(state)}
          </span>
        )}
      </p>
      <p>
        <Amount of={of.paid} /> of <Amount of={of.loss} unit /> paid.{" "}
        {/^0x0*$/.test(of.called) ? null : (
          <>
            <Address of={of.called} bare /> is called
            {state === "contested" ? (
              <>
                , and concedes <Amount of={of.conceded} unit />
              </>
            ) : null}
            .{" "}
          </>
        )}
        <AsOf block={block} />
      </p>
      {over ? <p class="hint">{sentence(`Time is over: ${afterwards(state)}`)}</p> : null}
    </>
  );
}

/** Found by the index; where it stands and what is allowed is asked of the chain. */
export function Case({ row, as }: { row: FaultRow; as: string }) {
  const mine: Interest = event => event.fault === row.id;
  // There may be many, and each is tried on the chain in every way.
  const { element, seen } = useSeen<HTMLLIElement>();
  const live = useLoad<FaultPage>(seen ? `/api/faults/${row.id}` : null, mine);
  const fault = live.data?.fault;
  const now = useNow(1);
  const over = fault !== undefined && waitsFor(stateOf(fault.state)) !== "" && now > fault.deadline;
  return (
    <li ref={element} class={`case ${STATES[stateOf(fault?.state ?? row.state)].tone}`}>
      <article aria-labelledby={`case-${row.id}`}>
        <header>
          <h3 id={`case-${row.id}`}>
            <a href={`/fault/${row.id}`}>Fault {row.id}</a>
          </h3>
          <span>
            <Address of={row.reporter} bare /> {row.recourse ? "turned upstream for" : "reported a loss of"}{" "}
            <Amount of={row.reported} unit /> on step {row.step} of{" "}
            <Hash of={row.trace} what="trace" href={`/trace/${row.trace}`} bare />
          </span>
        </header>
        <Shown of={live} what="where it stands">
          {page => <Standing of={page.fault} block={page.block} over={over} />}
        </Shown>
        <dl class="evidence">
          <Fact name="Evidence">
            <Hash of={row.evidence} what={`evidence of fault ${row.id}`} /> <Uri of={row.uri} />
          </Fact>
          {row.defence === null ? null : (
            <Fact name="Defence">
              <Hash of={row.defence} what={`defence in fault ${row.id}`} />
            </Fact>
          )}
        </dl>
        {seen ? <Acts fault={row.id} as={as} over={over} /> : null}
      </article>
    </li>
  );
}
