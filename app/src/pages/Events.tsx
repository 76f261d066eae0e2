/** What happened, newest first. */

import { address } from "../api/client";
import { useList } from "../api/list";
import type { Interest } from "../api/load";
import type { EventRow } from "../api/types";
import { Rows } from "../ui/Rows";
import { Sentence } from "../ui/Sentence";
import { Empty } from "../ui/States";
import { When } from "../ui/When";

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
          {items.map(event => (
            <li key={event.number}>
              <span class="when">
                <When at={event.time} />
              </span>
              <span>
                <Sentence of={event.sentence} trace={event.trace} />
              </span>
              <span class="block">block {event.block}</span>
            </li>
          ))}
        </ol>
      )}
    </Rows>
  );
}
