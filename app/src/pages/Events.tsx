/** What happened, newest first. */

import { address } from "../api/client";
import { useList } from "../api/list";
import type { Interest } from "../api/load";
import type { EventRow } from "../api/types";
import { harmless, sentence } from "../format/text";
import { Rows } from "../ui/Rows";
import { Empty } from "../ui/States";
import { When } from "../ui/When";

function target(event: EventRow): string | null {
  if (event.fault != null) return `/fault/${event.fault}`;
  return event.trace != null ? `/trace/${event.trace}` : null;
}

export function Events({
  of,
  interest = true,
  limit = 10,
}: {
  of: Record<string, string | number>;
  interest?: Interest;
  limit?: number;
}) {
  const list = useList<EventRow>(address("/api/events", { ...of, limit }), {
    key: event => String(event.number),
    interest,
  });
  return (
    <Rows list={list} what="what happened" empty={<Empty>Nothing happened here yet.</Empty>}>
      {items => (
        <ol class="events">
          {items.map(event => {
            const to = target(event);
            const said = harmless(sentence(event.sentence));
            return (
              <li key={event.number}>
                <span class="when">
                  <When at={event.time} />
                </span>
                <span>{to === null ? said : <a href={to}>{said}</a>}</span>
                <span class="block">block {event.block}</span>
              </li>
            );
          })}
        </ol>
      )}
    </Rows>
  );
}
