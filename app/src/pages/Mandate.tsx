import { act } from "../acts/open";
import { useLoad } from "../api/load";
import type { MandatePage } from "../api/types";
import { percent } from "../format/amounts";
import { Address } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { AsOf, Fact, Page } from "../ui/Page";
import { Shown } from "../ui/States";
import { Deadline } from "../ui/When";
import { kindsText } from "./surety/Pledges";

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
              <Fact name="Surety">
                <Address of={of.surety} />
              </Fact>
              <Fact name="For the recorder">
                <Address of={of.recorder} />
              </Fact>
              <Fact name="Steps of">
                <Address of={of.actor} /> <span class="hint">{kindsText(of.kinds)}</span>
              </Fact>
              <Fact name="In one trace">
                <Amount of={of.perTrace} unit />
              </Fact>
              <Fact name="Drawn">
                <Amount of={of.outstanding} /> of <Amount of={of.limit} unit />
              </Fact>
              <Fact name="Premium">{percent(of.premiumBps)} of the cover</Fact>
              <Fact name="Terms">version {of.terms}</Fact>
              <Fact name="Open">
                {of.revoked ? "revoked: nothing new is drawn" : <Deadline at={of.until} />}
              </Fact>
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
