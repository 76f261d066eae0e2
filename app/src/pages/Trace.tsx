/** One inference: its steps, who answers for each, and what became of its faults. */

import { useLoad } from "../api/load";
import type { History, TracePage } from "../api/types";
import { useNow } from "../clock";
import { listed, many, short } from "../format/text";
import { Drawing } from "../trace/Drawing";
import { glance, standing } from "../trace/layout";
import { Address, Hash } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { AsOf, Fact, Page, Section } from "../ui/Page";
import { Shown } from "../ui/States";
import { Deadline, Moment, When } from "../ui/When";
import { Events } from "./Events";

/** What one wants to know within five seconds. */
function Verdict({ history, over }: { history: History; over: boolean }) {
  const { answered, nobody, faulty, cover } = glance(history, over);
  const steps = history.steps.length;
  return (
    <div class="verdict">
      <p class="big">
        {over ? (
          "This trace's promises are over"
        ) : (
          <>
            <span class="figure">{answered}</span> of {many(steps, "step")} answered for
          </>
        )}
      </p>
      <div class="split" aria-hidden="true">
        {history.steps.map(step => {
          const stands = standing(step, over);
          return (
            <span
              class={
                stands === "answered"
                  ? "good"
                  : stands === "nobody"
                    ? "bad"
                    : stands === "over"
                      ? "quiet"
                      : "open"
              }
              style={{ flexGrow: 1 }}
            />
          );
        })}
      </div>
      <p>
        {cover > 0n ? (
          <>
            <Amount of={cover} unit /> of cover left.{" "}
          </>
        ) : null}
        {nobody.length === 0 ? null : (
          <strong class="bad">
            Nobody answers for {nobody.length === 1 ? "step" : "steps"} {listed(nobody)}.{" "}
          </strong>
        )}
        {faulty.length === 0 ? (
          history.faults.length === 0 ? (
            "Nobody reported a fault."
          ) : (
            "No fault is open."
          )
        ) : (
          <strong class="open">
            A fault is open on {faulty.length === 1 ? "step" : "steps"} {listed(faulty)}.
          </strong>
        )}
      </p>
      <Lost history={history} />
    </div>
  );
}

/** What was lost, and whether somebody made it right. */
function Lost({ history }: { history: History }) {
  const { lost, unpaid } = history.sums;
  if (BigInt(lost) === 0n) return null;
  return (
    <p>
      <Amount of={lost} unit /> lost
      {BigInt(unpaid) === 0n ? (
        ", and all of it paid."
      ) : (
        <>
          ; <Amount of={unpaid} unit /> of it not paid.
        </>
      )}
    </p>
  );
}

function Facts({ history }: { history: History }) {
  return (
    <dl class="facts wide">
      <Fact name="Asked by">
        <Address of={history.requester} />
      </Fact>
      <Fact name={history.batch === null ? "Recorded by" : "Anchored by"}>
        <Address of={history.recorder} />
      </Fact>
      <Fact name="Recorded">
        <When at={history.recordedAt} />
        <span class="hint">
          , terms {history.terms}
          {history.batch === null ? null : (
            <>
              , out of <a href={`/batch/${history.batch}`}>batch {history.batch}</a>
            </>
          )}
        </span>
      </Fact>
      <Fact name="Input">
        <Hash of={history.input} what="hash of the input" />
      </Fact>
      <Fact name="Output">
        <Hash of={history.output} what="hash of the output" />
      </Fact>
      <Fact name="Requester may report">
        <Deadline at={history.requesterUntil} />
      </Fact>
      <Fact name="Sureties are bound">
        <Deadline at={history.busyUntil} />
      </Fact>
    </dl>
  );
}

function Sums({ history }: { history: History }) {
  const { sums } = history;
  const parts: [string, string][] = [
    ["Lost", sums.lost],
    ["Paid by sureties", sums.bySureties],
    ["Paid by volunteers", sums.byVolunteers],
    ["Recovered upstream", sums.upstream],
    ["Penalties", sums.penalties],
    ["Not paid", sums.unpaid],
  ];
  const told = parts.filter(([, amount]) => BigInt(amount) > 0n);
  return told.length === 0 ? null : (
    <Section title="What the faults came to" id="sums">
      <dl class="facts">
        {told.map(([name, amount]) => (
          <Fact key={name} name={name} class={name === "Not paid" ? "bad" : undefined}>
            <Amount of={amount} unit />
          </Fact>
        ))}
      </dl>
    </Section>
  );
}

export function Trace({ id }: { id: string }) {
  const answer = useLoad<TracePage>(`/api/traces/${id}`, event => event.trace === id);
  const now = useNow(10);
  const page = answer.data;
  return (
    <Page
      title={`Trace ${short(id, 6)}`}
      heading={
        <>
          Trace <Hash of={id} what="trace" />
        </>
      }
      acts={
        page === null ? undefined : (
          <a class="button" href={`/api/traces/${id}/picture.svg`} target="_blank" rel="noreferrer">
            As a picture
          </a>
        )
      }
    >
      <Shown of={answer} what="the trace from the chain">
        {({ block, history, offers }) => {
          const over = now > history.busyUntil;
          return (
            <>
              <div class="headline">
                <Verdict history={history} over={over} />
                <Facts history={history} />
              </div>
              <p>
                <AsOf block={block} />
              </p>
              <Section title="Steps" id="steps">
                <Drawing page={{ block, history, offers }} over={over} />
              </Section>
              <Sums history={history} />
            </>
          );
        }}
      </Shown>
      {page === null ? null : (
        <>
          <Section title="What happened" id="events">
            <Events of={{ trace: id }} interest={event => event.trace === id} />
          </Section>
          <p class="hint">
            Recorded <Moment at={page.history.recordedAt} />; the recorder dates it{" "}
            <Moment at={page.history.at} />.
          </p>
        </>
      )}
    </Page>
  );
}
