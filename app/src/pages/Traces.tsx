/** All stored traces, newest first. */

import { address } from "../api/client";
import { useList } from "../api/list";
import type { StepRow, TraceRow } from "../api/types";
import { chainNow } from "../clock";
import { many } from "../format/text";
import { kindName } from "../format/words";
import { Address, Hash } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { Badge } from "../ui/Badge";
import { addressFilter, Filters, hashFilter, useFilters, type Filter } from "../ui/Filters";
import { Page } from "../ui/Page";
import { Rows, Table, type Column } from "../ui/Rows";
import { Empty } from "../ui/States";
import { When } from "../ui/When";

const FILTERS: readonly Filter[] = [
  {
    name: "answered",
    label: "Answered for",
    choices: [
      ["", "any"],
      ["all", "every step"],
      ["some", "some steps"],
      ["none", "no step"],
    ],
  },
  {
    name: "openFaults",
    label: "Faults",
    choices: [
      ["", "any"],
      ["true", "with an open fault"],
    ],
  },
  addressFilter("requester", "Requester"),
  addressFilter("recorder", "Recorder"),
  addressFilter("actor", "Actor of a step"),
  addressFilter("surety", "Surety"),
  hashFilter("commitment", "Commitment"),
  { name: "batch", label: "Batch", pattern: /^[1-9]\d*$/, problem: "A batch has a number." },
];

/** Each step as a cell: filled where somebody answers, empty where nobody does, marked where a fault is open. */
export function StepCells({ steps, until }: { steps: StepRow[]; until: number }) {
  const over = chainNow() > until;
  const answered = steps.filter(step => step.answered).length;
  return (
    <span
      class="cells"
      role="img"
      aria-label={
        over
          ? `${many(steps.length, "step")}, over`
          : `${answered} of ${many(steps.length, "step")} answered for`
      }
    >
      {steps.map(step => (
        <span
          class={`cell ${step.openFault !== null ? "open" : step.answered ? "good" : over ? "over" : "bad"}`}
          title={`${kindName(step.kind)}: ${step.openFault !== null ? `fault ${step.openFault} open` : step.answered ? "answered for" : over ? "over" : "nobody answers"}`}
        >
          {kindName(step.kind).charAt(0)}
        </span>
      ))}
    </span>
  );
}

function cover(trace: TraceRow): bigint {
  return trace.steps.reduce((sum, step) => sum + BigInt(step.left), 0n);
}

export const TRACE_COLUMNS: Column<TraceRow>[] = [
  { head: "Trace", cell: row => <Hash of={row.id} what="trace" href={`/trace/${row.id}`} bare /> },
  { head: "Steps", cell: row => <StepCells steps={row.steps} until={row.busyUntil} /> },
  { head: "Cover left", number: true, cell: row => <Amount of={cover(row)} /> },
  {
    head: "Faults",
    cell: row =>
      row.openFaults > 0 ? (
        <Badge tone="open">{row.openFaults} open</Badge>
      ) : (
        <span class="hint">{row.faults === 0 ? "none" : `${row.faults}, closed`}</span>
      ),
  },
  { head: "Asked by", cell: row => <Address of={row.requester} bare /> },
  { head: "Recorded by", cell: row => <Address of={row.recorder} bare /> },
  { head: "Recorded", cell: row => <When at={row.recordedAt} /> },
];

export function Traces() {
  const said = useFilters(FILTERS);
  const list = useList<TraceRow>(address("/api/traces", said), { key: row => row.id });
  const filtered = Object.keys(said).length > 0;
  return (
    <Page
      title="Traces"
      lead="One row for each inference. A filled cell is a step that somebody answers for, a dashed one is nobody's."
    >
      <Filters filters={FILTERS} shown={4} />
      <Rows
        list={list}
        what="traces"
        empty={
          <Empty>
            {filtered ? (
              <p>No trace fits these filters. Clear one of them.</p>
            ) : (
              <>
                <p>Nobody recorded a trace yet.</p>
                <p>
                  Record one: <code>answerable record contracts/examples/trace.json --from alice</code>
                </p>
              </>
            )}
          </Empty>
        }
      >
        {items => <Table caption="Traces" rows={items} columns={TRACE_COLUMNS} rowKey={row => row.id} />}
      </Rows>
    </Page>
  );
}
