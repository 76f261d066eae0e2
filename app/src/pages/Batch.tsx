/** A batch, an offer, a mandate: what a link may lead to. */

import { act } from "../acts/open";
import { address } from "../api/client";
import { useList } from "../api/list";
import { useLoad } from "../api/load";
import type { BatchPage, MandatePage, OfferPage, TraceRow } from "../api/types";
import { chainNow } from "../clock";
import { percent } from "../format/amounts";
import { Address, Hash } from "../ui/Address";
import { Amount, Left } from "../ui/Amount";
import { AsOf, Page, Section } from "../ui/Page";
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
              <div>
                <dt>Anchored by</dt>
                <dd>
                  <Address of={of.recorder} />
                </dd>
              </div>
              <div>
                <dt>Anchored</dt>
                <dd>
                  <When at={of.anchoredAt} />
                  <span class="hint">, terms {of.terms}</span>
                </dd>
              </div>
              <div>
                <dt>Root</dt>
                <dd>
                  <Hash of={of.root} what="root" />
                </dd>
              </div>
              <div>
                <dt>Traces</dt>
                <dd>up to {2 ** of.depth}</dd>
              </div>
              <div>
                <dt>Sureties are bound</dt>
                <dd>
                  <Deadline at={of.busyUntil} />
                </dd>
              </div>
              <div>
                <dt>Open faults</dt>
                <dd>{of.openFaults}</dd>
              </div>
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

export function Offer({ id }: { id: number }) {
  const offer = useLoad<OfferPage>(`/api/offers/${id}`, true);
  return (
    <Page
      title={`Offer ${id}`}
      lead="A premium that somebody puts up for cover of a step."
      acts={
        <>
          <button type="button" class="primary" onClick={() => act("pledgeForOffer", { offer: id })}>
            Take the offer
          </button>
          <button type="button" onClick={() => act("withdrawOffer", { offer: id })}>
            Withdraw
          </button>
        </>
      }
    >
      <Shown of={offer} what="the offer from the chain">
        {({ block, offer: of }) => (
          <>
            <dl class="facts wide">
              <div>
                <dt>For step</dt>
                <dd>
                  {of.step} of <Hash of={of.trace} what="trace" href={`/trace/${of.trace}`} />
                </dd>
              </div>
              <div>
                <dt>Paid by</dt>
                <dd>
                  <Address of={of.payer} />
                </dd>
              </div>
              <div>
                <dt>Premium</dt>
                <dd>
                  <Left left={of.premiumLeft} of={of.premium} />
                </dd>
              </div>
              <div>
                <dt>Cover looked for</dt>
                <dd>
                  <Left left={of.coverLeft} of={of.cover} />
                </dd>
              </div>
              <div>
                <dt>Open</dt>
                <dd>
                  <Deadline at={of.until} />
                </dd>
              </div>
            </dl>
            <p>
              <AsOf block={block} />
            </p>
          </>
        )}
      </Shown>
    </Page>
  );
}

export function Mandate({ id }: { id: number }) {
  const mandate = useLoad<MandatePage>(`/api/mandates/${id}`, true);
  return (
    <Page
      title={`Mandate ${id}`}
      lead="A surety's standing, capped, revocable acceptance that a recorder may draw pledges on."
      acts={
        <button type="button" onClick={() => act("revoke", { mandate: id })}>
          Revoke
        </button>
      }
    >
      <Shown of={mandate} what="the mandate from the chain">
        {({ block, mandate: of }) => (
          <>
            <dl class="facts wide">
              <div>
                <dt>Surety</dt>
                <dd>
                  <Address of={of.surety} />
                </dd>
              </div>
              <div>
                <dt>For the recorder</dt>
                <dd>
                  <Address of={of.recorder} />
                </dd>
              </div>
              <div>
                <dt>Steps of</dt>
                <dd>
                  <Address of={of.actor} /> <span class="hint">{kindsText(of.kinds)}</span>
                </dd>
              </div>
              <div>
                <dt>In one trace</dt>
                <dd>
                  <Amount of={of.perTrace} unit />
                </dd>
              </div>
              <div>
                <dt>Drawn</dt>
                <dd>
                  <Amount of={of.outstanding} /> of <Amount of={of.limit} unit />
                </dd>
              </div>
              <div>
                <dt>Premium</dt>
                <dd>{percent(of.premiumBps)} of the cover</dd>
              </div>
              <div>
                <dt>Terms</dt>
                <dd>version {of.terms}</dd>
              </div>
              <div>
                <dt>Open</dt>
                <dd>{of.revoked ? "revoked: nothing new is drawn" : <Deadline at={of.until} />}</dd>
              </div>
            </dl>
            <p>
              <AsOf block={block} />
            </p>
          </>
        )}
      </Shown>
    </Page>
  );
}
