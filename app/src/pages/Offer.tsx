import { act } from "../acts/open";
import { useLoad } from "../api/load";
import type { OfferPage } from "../api/types";
import { Address, Hash } from "../ui/Address";
import { Left } from "../ui/Amount";
import { AsOf, Fact, Page } from "../ui/Page";
import { Shown } from "../ui/States";
import { Deadline } from "../ui/When";

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
              <Fact name="For step">
                {of.step} of <Hash of={of.trace} what="trace" href={`/trace/${of.trace}`} />
              </Fact>
              <Fact name="Paid by">
                <Address of={of.payer} />
              </Fact>
              <Fact name="Premium">
                <Left left={of.premiumLeft} of={of.premium} />
              </Fact>
              <Fact name="Cover looked for">
                <Left left={of.coverLeft} of={of.cover} />
              </Fact>
              <Fact name="Open">
                <Deadline at={of.until} />
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
