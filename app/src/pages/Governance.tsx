/** What waits for a ruling, in the order of its deadlines. */

import { address } from "../api/client";
import { useList } from "../api/list";
import { useLoad } from "../api/load";
import type { FaultRow, OfficePage, Terms } from "../api/types";
import { percent } from "../format/amounts";
import { about } from "../format/times";
import { isOpen, STATE_NAMES } from "../format/words";
import { Address } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { StateBadge } from "../ui/Badge";
import { AsOf, Page, Section } from "../ui/Page";
import { Rows, Table, type Column } from "../ui/Rows";
import { Empty, Shown } from "../ui/States";
import { When } from "../ui/When";
import { Case } from "./Case";

function Cases({ states, as, empty }: { states: string[]; as: string; empty: string }) {
  const list = useList<FaultRow>(address("/api/faults", { state: states.join(","), order: "deadline" }), {
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

const CLOSED: Column<FaultRow>[] = [
  { head: "Fault", cell: row => <a href={`/fault/${row.id}`}>Fault {row.id}</a> },
  { head: "Ended", cell: row => <StateBadge state={row.state} /> },
  { head: "Loss", number: true, cell: row => <Amount of={row.loss} /> },
  { head: "Paid", number: true, cell: row => <Amount of={row.paid} /> },
  { head: "Reported by", cell: row => <Address of={row.reporter} bare /> },
  { head: "Closed", cell: row => (row.closedAt === null ? "" : <When at={row.closedAt} />) },
];

/** Faults that came to an end, by a ruling or without. */
function Closed() {
  const states = STATE_NAMES.filter(state => !isOpen(state) && state !== "orphaned");
  const list = useList<FaultRow>(address("/api/faults", { state: states.join(","), limit: 10 }), {
    key: row => String(row.id),
  });
  return (
    <Rows list={list} what="what was closed" empty={<Empty>No fault came to an end yet.</Empty>}>
      {items => (
        <Table caption="Faults that ended" rows={items} columns={CLOSED} rowKey={row => String(row.id)} />
      )}
    </Rows>
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
      <Section title="Closed lately" id="closed">
        <Closed />
      </Section>
    </Page>
  );
}
