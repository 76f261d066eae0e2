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
import { AsOf, Fact, Page, Section } from "../ui/Page";
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
      <Fact name="Terms in force">version {version}</Fact>
      <Fact name="Time to answer, to rule">
        {about(terms.windows.answer)}, {about(terms.windows.ruling)}
      </Fact>
      <Fact name="Time to report, for recourse">
        {about(terms.windows.report)}, {about(terms.windows.recourse)}
      </Fact>
      <Fact name="Least cover">
        <Amount of={terms.minCover} unit />
      </Fact>
      <Fact name="Deposits of report, contest">
        <Amount of={terms.reportDeposit} />, <Amount of={terms.contestDeposit} unit />
      </Fact>
      <Fact name="Penalty when lost, slashed at most">
        {percent(terms.lostPenaltyBps)}, {percent(terms.maxDefaultPenaltyBps)}
      </Fact>
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
              <Fact name="Governance">
                <Address of={held.governance} />
              </Fact>
              <Fact name="Treasury">
                <Address of={held.treasury} />
              </Fact>
              {/^0x0*$/.test(held.proposed) ? null : (
                <Fact name="Proposed successor">
                  <Address of={held.proposed} />
                </Fact>
              )}
              <Fact name="Intake">
                {held.intakeOpen ? "open" : "closed: nothing new is recorded or pledged"}
              </Fact>
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
