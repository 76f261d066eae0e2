/** What waits for a ruling, in the order of its deadlines. */

import { address } from "../api/client";
import { useList } from "../api/list";
import { useLoad } from "../api/load";
import type { FaultRow, OfficePage, Terms } from "../api/types";
import { percent } from "../format/amounts";
import { about } from "../format/times";
import { Address } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { AsOf, Page, Section } from "../ui/Page";
import { Rows } from "../ui/Rows";
import { Empty, Shown } from "../ui/States";
import { Case } from "./Case";
import { Events } from "./Events";

function Cases({ states, as, empty }: { states: string[]; as: string; empty: string }) {
  const list = useList<FaultRow>(address("/api/faults", { state: states, order: "deadline" }), {
    key: row => String(row.id),
    inPlace: true,
  });
  return (
    <Rows list={list} what="the faults" empty={<Empty>{empty}</Empty>}>
      {items => (
        <ol class="cases">
          {items.map(row => (
            <Case key={row.id} row={row} as={as} />
          ))}
        </ol>
      )}
    </Rows>
  );
}

function InForce({ terms, version }: { terms: Terms; version: number }) {
  return (
    <dl class="facts">
      <div>
        <dt>Terms in force</dt>
        <dd>version {version}</dd>
      </div>
      <div>
        <dt>Time to answer, to rule</dt>
        <dd>
          {about(terms.windows.answer)}, {about(terms.windows.ruling)}
        </dd>
      </div>
      <div>
        <dt>Time to report, for recourse</dt>
        <dd>
          {about(terms.windows.report)}, {about(terms.windows.recourse)}
        </dd>
      </div>
      <div>
        <dt>Least cover</dt>
        <dd>
          <Amount of={terms.minCover} unit />
        </dd>
      </div>
      <div>
        <dt>Deposits of report, contest</dt>
        <dd>
          <Amount of={terms.reportDeposit} />, <Amount of={terms.contestDeposit} unit />
        </dd>
      </div>
      <div>
        <dt>Penalty when lost, slashed at most</dt>
        <dd>
          {percent(terms.lostPenaltyBps)}, {percent(terms.maxDefaultPenaltyBps)}
        </dd>
      </div>
    </dl>
  );
}

export function Governance() {
  const office = useLoad<OfficePage>("/api/office", true);
  return (
    <Page
      title="Governance"
      lead="Contested and defaulted faults. What nobody rules in time, the clock decides."
    >
      <Shown of={office} what="the office from the chain">
        {({ block, office: held, terms }) => (
          <>
            <dl class="facts">
              <div>
                <dt>Governance</dt>
                <dd>
                  <Address of={held.governance} />
                </dd>
              </div>
              <div>
                <dt>Treasury</dt>
                <dd>
                  <Address of={held.treasury} />
                </dd>
              </div>
              {/^0x0*$/.test(held.proposed) ? null : (
                <div>
                  <dt>Proposed successor</dt>
                  <dd>
                    <Address of={held.proposed} />
                  </dd>
                </div>
              )}
              <div>
                <dt>Intake</dt>
                <dd>{held.intakeOpen ? "open" : "closed: nothing new is recorded or pledged"}</dd>
              </div>
            </dl>
            <p>
              <AsOf block={block} />
            </p>
            <Section title="Waiting for a ruling" id="rulings">
              <Cases
                states={["contested", "defaulted"]}
                as={held.governance}
                empty="Nothing is contested and nobody defaulted. Faults appear here when a surety contests, or is silent."
              />
            </Section>
            <Section title="Not there yet" id="answering">
              <Cases
                states={["answering", "orphaned"]}
                as={held.governance}
                empty="No surety is being waited for, and no loss waits for a volunteer."
              />
            </Section>
            <Section title="The rules" id="terms">
              <InForce terms={terms} version={held.terms} />
            </Section>
          </>
        )}
      </Shown>
      <Section title="Ruled lately" id="events">
        {["Upheld", "Slashed"].map(name => (
          <Events key={name} of={{ name }} limit={5} />
        ))}
      </Section>
    </Page>
  );
}
