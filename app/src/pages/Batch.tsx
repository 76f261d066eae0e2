import { act } from "../acts/open";
import { address } from "../api/client";
import { useList } from "../api/list";
import { useLoad } from "../api/load";
import type { BatchPage, TraceRow } from "../api/types";
import { chainNow } from "../clock";
import { Address, Hash } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { AsOf, Fact, Page, Section } from "../ui/Page";
import { Rows, Table } from "../ui/Rows";
import { Empty, Shown } from "../ui/States";
import { Deadline, When } from "../ui/When";
import { kindsText } from "./surety/Pledges";
import { TRACE_COLUMNS } from "./Traces";

export function Batch({ id }: { id: number }) {
  const batch = useLoad<BatchPage>(`/api/batches/${id}`, true);
  const opened = useList<TraceRow>(address("/api/traces", { batch: id }), { key: row => row.id });
  return (
    <Page
      title={`Batch ${id}`}
      lead="A Merkle root over many traces, anchored in one call. A trace in it is opened when somebody needs it."
    >
      <Shown of={batch} what="the batch from the chain">
        {({ block, batch: of }) => (
          <>
            <dl class="facts wide">
              <Fact name="Anchored by">
                <Address of={of.recorder} />
              </Fact>
              <Fact name="Anchored">
                <When at={of.anchoredAt} />
                <span class="hint">, terms {of.terms}</span>
              </Fact>
              <Fact name="Root">
                <Hash of={of.root} what="root" />
              </Fact>
              <Fact name="Traces">up to {2 ** of.depth}</Fact>
              <Fact name="Sureties are bound">
                <Deadline at={of.busyUntil} />
              </Fact>
              <Fact name="Open faults">{of.openFaults}</Fact>
            </dl>
            <p>
              <AsOf block={block} />
            </p>
            <Section
              title="Who answers in each of its traces"
              id="pledges"
              aside={
                chainNow() > of.busyUntil && of.pledges.length > 0 ? (
                  <button type="button" onClick={() => act("releaseBatch", { batch: id })}>
                    Release
                  </button>
                ) : undefined
              }
            >
              {of.pledges.length === 0 ? (
                <Empty>
                  {chainNow() > of.busyUntil
                    ? "Nobody answers for the batch as a whole any more."
                    : "Nobody answers for the batch as a whole."}{" "}
                  Its traces may be pledged for once they are opened.
                </Empty>
              ) : (
                <Table
                  caption="Pledges for the batch"
                  rows={of.pledges}
                  rowKey={row => row.actor}
                  columns={[
                    { head: "Surety", cell: row => <Address of={row.surety} bare /> },
                    { head: "For steps of", cell: row => <Address of={row.actor} bare /> },
                    { head: "Kinds", cell: row => kindsText(row.kinds) },
                    { head: "In each trace", number: true, cell: row => <Amount of={row.perTrace} /> },
                    { head: "Locked for all", number: true, cell: row => <Amount of={row.lockedLeft} /> },
                    {
                      head: "By",
                      cell: row => <a href={`/mandate/${row.mandate}`}>mandate {row.mandate}</a>,
                    },
                  ]}
                />
              )}
            </Section>
          </>
        )}
      </Shown>
      <Section title="Opened traces" id="opened">
        <Rows
          list={opened}
          what="the opened traces"
          empty={
            <Empty>
              None of its traces was opened. Whoever holds one, with its proof, may open it at any time.
            </Empty>
          }
        >
          {items => (
            <Table
              caption="Traces opened out of the batch"
              rows={items}
              columns={TRACE_COLUMNS}
              rowKey={row => row.id}
            />
          )}
        </Rows>
      </Section>
    </Page>
  );
}
