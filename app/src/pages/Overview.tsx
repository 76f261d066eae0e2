/** How it stands on the whole, and how it came to that. */

import { useMemo } from "preact/hooks";
import { address } from "../api/client";
import { useLoad } from "../api/load";
import type { Overview as Of, Series } from "../api/types";
import { amend, usePlace } from "../router";
import { Amount } from "../ui/Amount";
import { Fact, Page, Section } from "../ui/Page";
import { Empty, Shown } from "../ui/States";
import { When } from "../ui/When";
import { many } from "../format/text";
import { Events } from "./Events";
import { Plots } from "./plots";

const SPANS = [
  ["day", "24 hours", 86_400],
  ["week", "7 days", 604_800],
  ["month", "30 days", 2_592_000],
  ["all", "all time", 0],
] as const;

function Headline({ of }: { of: Of }) {
  const open = of.steps - of.answered;
  return (
    <div class="headline">
      <div class="verdict">
        <p class="big">
          <span class="figure">{of.answered}</span> of {many(of.steps, "step")} answered for
        </p>
        <div class="split" aria-hidden="true">
          <span class="good" style={{ flexGrow: of.answered }} />
          <span class="bad" style={{ flexGrow: open }} />
        </div>
        <p>
          {open === 0 ? (
            "Somebody answers for every step."
          ) : (
            <>
              Nobody answers for {many(open, "step")}. <a href="/open">Those that can still be taken</a>
            </>
          )}
        </p>
      </div>
      <dl class="facts">
        <Fact name="Inferences">
          <a href="/traces">{of.traces}</a>
          {of.batches > 0 ? <span class="hint"> and {many(of.batches, "batch", "batches")}</span> : null}
        </Fact>
        <Fact name="Cover promised">
          <Amount of={of.cover} unit />
        </Fact>
        <Fact name="Open faults">
          <a href="/governance">{of.openFaults}</a>
          <span class="hint"> of {of.faults} ever</span>
        </Fact>
        <Fact name="Paid for faults">
          <Amount of={BigInt(of.paidBySureties) + BigInt(of.paidByVolunteers)} unit />
        </Fact>
        <Fact name="Stayed unpaid" class={BigInt(of.unpaid) > 0n ? "bad" : undefined}>
          <Amount of={of.unpaid} unit />
        </Fact>
        <Fact name="Premiums earned">
          <Amount of={of.premiums} unit />
        </Fact>
      </dl>
    </div>
  );
}

export function Overview() {
  const { query } = usePlace();
  const wanted = query.get("span") ?? "all";
  const [span, , seconds] = SPANS.find(([name]) => name === wanted) ?? SPANS[3];
  const overview = useLoad<Of>("/api/overview", true);
  const until = overview.data?.asOf.time ?? null;
  // Counted from the chain's clock as it was first heard, so that it stays the same question.
  const from = useMemo(() => (until === null ? null : Math.max(0, until - seconds)), [span, until === null]);
  const asked = seconds === 0 ? { points: 60 } : { from, points: 60 };
  const series = useLoad<Series>(seconds !== 0 && from === null ? null : address("/api/series", asked), true);
  return (
    <Page
      title="Overview"
      heading="Who answers for this?"
      lead="Every step of every recorded inference, and who makes it right when one fails."
    >
      <Shown of={overview} what="the overview">
        {of =>
          of.traces === 0 && of.batches === 0 ? (
            <Empty>
              <p>Nobody recorded an inference yet.</p>
              <p>
                Record one with <code>answerable record contracts/examples/trace.json --from alice</code>, or
                watch the whole story with <code>answerable demo</code>. It appears here when its block is
                final.
              </p>
            </Empty>
          ) : (
            <>
              <Headline of={of} />
              <p class="as-of">
                as of block {of.asOf.block}, <When at={of.asOf.time} />
              </p>
            </>
          )
        }
      </Shown>
      <Section
        title="Over time"
        id="over-time"
        aside={
          <fieldset class="choice">
            <legend class="unseen">How far back</legend>
            {SPANS.map(([name, label]) => (
              <label>
                <input
                  type="radio"
                  name="span"
                  checked={name === span}
                  onChange={() => amend({ span: name === "all" ? null : name })}
                />
                <span>{label}</span>
              </label>
            ))}
          </fieldset>
        }
      >
        <Shown of={series} what="the past">
          {of =>
            of.points.length === 0 ? (
              <Empty>There is no past to draw yet.</Empty>
            ) : (
              <Plots series={of} until={until ?? 0} />
            )
          }
        </Shown>
      </Section>
      <Section title="What happened last" id="events">
        <Events of={{}} />
      </Section>
    </Page>
  );
}
