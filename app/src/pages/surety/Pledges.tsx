/** What an account promised: for steps, for batches, and by mandates. */

import { act } from "../../acts/open";
import { address } from "../../api/client";
import { useList } from "../../api/list";
import type { BatchPledgeRow, MandateRow, PledgeRow } from "../../api/types";
import { useNow } from "../../clock";
import { percent } from "../../format/amounts";
import { kindsOf } from "../../format/words";
import { Address, Hash } from "../../ui/Address";
import { Amount, Left } from "../../ui/Amount";
import { Rows, Table, type Column } from "../../ui/Rows";
import { Empty } from "../../ui/States";
import { Deadline } from "../../ui/When";

function Release({ until, release, about }: { until: number; release: () => void; about: string }) {
  const over = useNow(10) > until;
  return over ? (
    <button type="button" class="small" aria-label={`Release ${about}`} onClick={release}>
      Release
    </button>
  ) : null;
}

const PLEDGES: Column<PledgeRow>[] = [
  {
    head: "Step",
    cell: row => (
      <span>
        {row.step} of <Hash of={row.trace} what="trace" href={`/trace/${row.trace}`} bare />
      </span>
    ),
  },
  { head: "Cover left", cell: row => <Left left={row.left} of={row.cover} /> },
  { head: "Premium", number: true, cell: row => <Amount of={row.premium} /> },
  { head: "Bound", cell: row => <Deadline at={row.until} /> },
  {
    head: "Acts",
    cell: row => (
      <Release
        until={row.until}
        about={`step ${row.step} of trace ${row.trace.slice(0, 10)}`}
        release={() => act("release", { trace: row.trace, step: row.step })}
      />
    ),
  },
];

export function Pledges({ of }: { of: string }) {
  const list = useList<PledgeRow>(address("/api/pledges", { surety: of, released: "false" }), {
    key: row => `${row.trace} ${row.step} ${row.place}`,
  });
  return (
    <Rows
      list={list}
      what="the pledges"
      empty={
        <Empty>
          No pledge runs. <a href="/open">See what looks for somebody who answers.</a>
        </Empty>
      }
    >
      {items => (
        <Table
          caption="Pledges for steps"
          rows={items}
          columns={PLEDGES}
          rowKey={row => `${row.trace} ${row.step} ${row.place}`}
        />
      )}
    </Rows>
  );
}

const BATCH_PLEDGES: Column<BatchPledgeRow>[] = [
  { head: "Batch", cell: row => <a href={`/batch/${row.batch}`}>batch {row.batch}</a> },
  { head: "For", cell: row => <Address of={row.actor} bare /> },
  { head: "In each trace", number: true, cell: row => <Amount of={row.perTrace} /> },
  { head: "Bound", cell: row => <Deadline at={row.until} /> },
  {
    head: "Acts",
    cell: row => (
      <Release
        until={row.until}
        about={`batch ${row.batch}`}
        release={() => act("releaseBatch", { batch: row.batch })}
      />
    ),
  },
];

export function BatchPledges({ of }: { of: string }) {
  const list = useList<BatchPledgeRow>(address("/api/batch-pledges", { surety: of }), {
    key: row => `${row.batch} ${row.actor}`,
  });
  return (
    <Rows list={list} what="the pledges for batches" empty={null}>
      {items => (
        <Table
          caption="Pledges for batches"
          rows={items}
          columns={BATCH_PLEDGES}
          rowKey={row => `${row.batch} ${row.actor}`}
        />
      )}
    </Rows>
  );
}

export function kindsText(kinds: number | string[]): string {
  return (Array.isArray(kinds) ? kinds : kindsOf(kinds)).join(", ");
}

const MANDATES: Column<MandateRow>[] = [
  { head: "Mandate", cell: row => <a href={`/mandate/${row.id}`}>mandate {row.id}</a> },
  { head: "For the recorder", cell: row => <Address of={row.recorder} bare /> },
  { head: "Steps of", cell: row => <Address of={row.actor} bare /> },
  { head: "Kinds", cell: row => kindsText(row.kinds) },
  {
    head: "Drawn",
    number: true,
    cell: row => (
      <>
        <Amount of={row.outstanding} /> of <Amount of={row.limit} />
      </>
    ),
  },
  { head: "Premium", number: true, cell: row => percent(row.premiumBps) },
  { head: "Open", cell: row => (row.revoked ? "revoked" : <Deadline at={row.until} />) },
];

export function Mandates({ of }: { of: string }) {
  const list = useList<MandateRow>(address("/api/mandates", { surety: of }), { key: row => String(row.id) });
  return (
    <Rows
      list={list}
      what="the mandates"
      empty={
        <Empty>
          No mandate was granted. A mandate lets a recorder draw on you within limits:{" "}
          <code>answerable mandate</code>
        </Empty>
      }
    >
      {items => (
        <Table caption="Mandates granted" rows={items} columns={MANDATES} rowKey={row => String(row.id)} />
      )}
    </Rows>
  );
}
