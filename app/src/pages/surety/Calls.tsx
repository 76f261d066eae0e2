/** The faults in which it is this surety's turn now. */

import { address } from "../../api/client";
import { useList } from "../../api/list";
import type { FaultRow } from "../../api/types";
import { Section } from "../../ui/Page";
import { Rows } from "../../ui/Rows";
import { Empty } from "../../ui/States";
import { Case } from "../Case";

export function Calls({ of }: { of: string }) {
  const list = useList<FaultRow>(address("/api/faults", { called: of, open: true, order: "deadline" }), {
    key: row => String(row.id),
    inPlace: true,
  });
  return (
    <Section title="It is this account's turn" id="calls">
      <Rows list={list} what="the calls" empty={<Empty>Nothing waits for an answer any more.</Empty>}>
        {items => (
          <ol class="cases">
            {items.map(row => (
              <Case key={row.id} row={row} as={of} />
            ))}
          </ol>
        )}
      </Rows>
    </Section>
  );
}
