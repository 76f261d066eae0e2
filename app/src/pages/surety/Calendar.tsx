/** Deadlines, day after day. */

import { address } from "../../api/client";
import { useLoad } from "../../api/load";
import type { CalendarItem, List } from "../../api/types";
import { clock, day } from "../../format/times";
import { Hash } from "../../ui/Address";
import { Amount } from "../../ui/Amount";
import { Shape } from "../../ui/Badge";
import type { Tone } from "../../format/words";
import { Empty, Shown } from "../../ui/States";
import { Deadline } from "../../ui/When";

const KINDS: Record<CalendarItem["kind"], { tone: Tone; word: string }> = {
  answer: { tone: "open", word: "Own up or contest" },
  ruling: { tone: "plain", word: "Governance rules, or the clock decides" },
  release: { tone: "good", word: "The promise is over: release it" },
  volunteer: { tone: "quiet", word: "Somebody may step forward until" },
};

function days(items: CalendarItem[]): [string, CalendarItem[]][] {
  const found = new Map<string, CalendarItem[]>();
  for (const item of items) {
    const name = day(item.time);
    found.set(name, [...(found.get(name) ?? []), item]);
  }
  return [...found];
}

function Item({ of }: { of: CalendarItem }) {
  const { tone, word } = KINDS[of.kind];
  return (
    <li class={of.kind}>
      <span class="clock">{clock(of.time)}</span>
      <span>
        <Shape tone={tone} /> {word}
        {of.fault === null ? null : (
          <>
            : <a href={`/fault/${of.fault}`}>fault {of.fault}</a>
          </>
        )}
        {of.trace === null ? null : (
          <>
            , {of.step === null ? "" : `step ${of.step} of `}
            <Hash of={of.trace} what="trace" href={`/trace/${of.trace}`} bare />
          </>
        )}
        {of.batch == null ? null : (
          <>
            , <a href={`/batch/${of.batch}`}>batch {of.batch}</a>
          </>
        )}
      </span>
      <span class="number">{of.amount === null ? "" : <Amount of={of.amount} unit />}</span>
      <Deadline at={of.time} />
    </li>
  );
}

export function Calendar({ of, now }: { of: string; now: number }) {
  // What passed lately still waits for somebody to act.
  const from = Math.max(0, Math.floor(now / 86_400 - 30) * 86_400);
  const calendar = useLoad<List<CalendarItem>>(address(`/api/accounts/${of}/calendar`, { from }), true);
  return (
    <Shown of={calendar} what="the deadlines">
      {({ items }) =>
        items.length === 0 ? (
          <Empty>Nothing is due: no call waits for an answer, and no promise runs.</Empty>
        ) : (
          <ol class="calendar">
            {days(items).map(([name, on]) => (
              <li key={name}>
                <h3>{name}</h3>
                <ul>
                  {on.map(item => (
                    <Item
                      key={`${item.kind} ${item.fault} ${item.trace} ${item.step} ${item.time}`}
                      of={item}
                    />
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        )
      }
    </Shown>
  );
}
