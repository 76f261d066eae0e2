/** Steps that nobody answers for, and what is paid for taking them. */

import { act } from "../acts/open";
import { address } from "../api/client";
import { useList } from "../api/list";
import type { OpenRow } from "../api/types";
import { Address, Hash } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { Kind } from "../ui/Badge";
import { addressFilter, Filters, hashFilter, useFilters, type Filter } from "../ui/Filters";
import { KINDS } from "../format/words";
import { Page } from "../ui/Page";
import { Rows, Table, type Column } from "../ui/Rows";
import { Empty } from "../ui/States";
import { Deadline } from "../ui/When";

const FILTERS: readonly Filter[] = [
  {
    name: "offered",
    label: "Premium",
    choices: [
      ["", "any"],
      ["true", "offered"],
    ],
  },
  {
    name: "kind",
    label: "Kind of step",
    choices: [["", "any"], ...KINDS.map(kind => [kind, kind] as const)],
  },
  addressFilter("actor", "Actor"),
  addressFilter("recorder", "Recorder"),
  addressFilter("requester", "Requester"),
  hashFilter("commitment", "Commitment"),
];

function Offered({ row }: { row: OpenRow }) {
  const best = row.offers[0];
  if (best === undefined) return <span class="hint">nothing offered</span>;
  return (
    <span>
      <strong>
        <Amount of={best.premiumLeft} unit />
      </strong>{" "}
      for covering <Amount of={best.coverLeft} unit />
      {row.offers.length > 1 ? <span class="hint">, and {row.offers.length - 1} more</span> : null}
    </span>
  );
}

function Take({ row }: { row: OpenRow }) {
  const best = row.offers[0];
  const about = `step ${row.step} of trace ${row.trace.slice(0, 10)}`;
  return (
    <span class="acts">
      {best === undefined ? null : (
        <button
          type="button"
          class="primary small"
          aria-label={`Take offer ${best.id} for ${about}`}
          onClick={() => act("pledgeForOffer", { offer: best.id })}
        >
          Take offer {best.id}
        </button>
      )}
      <button
        type="button"
        class="small"
        aria-label={`Pledge for ${about}`}
        onClick={() => act("pledge", { trace: row.trace, step: row.step })}
      >
        Pledge
      </button>
    </span>
  );
}

const COLUMNS: Column<OpenRow>[] = [
  {
    head: "Step",
    cell: row => (
      <span>
        {row.step}, <Kind of={row.kind} />, of{" "}
        <Hash of={row.trace} what="trace" href={`/trace/${row.trace}`} bare />
      </span>
    ),
  },
  { head: "Offered", cell: row => <Offered row={row} /> },
  { head: "Time left", cell: row => <Deadline at={row.until} /> },
  { head: "Actor", cell: row => <Address of={row.actor} bare /> },
  { head: "Asked by", cell: row => <Address of={row.requester} bare /> },
  { head: "Least cover", number: true, cell: row => <Amount of={row.minCover} /> },
  { head: "Acts", cell: row => <Take row={row} /> },
];

export function Open() {
  const said = useFilters(FILTERS);
  const list = useList<OpenRow>(address("/api/open", said), { key: row => `${row.trace} ${row.step}` });
  const filtered = Object.keys(said).length > 0;
  return (
    <Page
      title="Open responsibility"
      lead="Steps that nobody answers for, and that can still be pledged for. The richest premium comes first."
    >
      <Filters filters={FILTERS} shown={3} />
      <Rows
        list={list}
        what="steps nobody answers for"
        empty={
          <Empty>
            {filtered ? (
              <p>No open step fits these filters. Clear one of them.</p>
            ) : (
              <>
                <p>Somebody answers for every step that can still be pledged for.</p>
                <p>
                  New steps appear here when they are recorded. <a href="/traces">All traces</a>
                </p>
              </>
            )}
          </Empty>
        }
      >
        {items => (
          <Table
            caption="Steps nobody answers for"
            rows={items}
            columns={COLUMNS}
            rowKey={row => `${row.trace} ${row.step}`}
          />
        )}
      </Rows>
    </Page>
  );
}
