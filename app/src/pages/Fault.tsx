/** One fault, from its report to its end, and what can be done about it now. */

import { useLoad } from "../api/load";
import type { FaultHistory, FaultPage } from "../api/types";
import { useNow } from "../clock";
import { sentence } from "../format/text";
import { afterwards, STATES, stateOf, waitsFor, type State } from "../format/words";
import { Life } from "../trace/turns";
import { Address, Hash } from "../ui/Address";
import { Amount } from "../ui/Amount";
import { StateBadge } from "../ui/Badge";
import { AsOf, Fact, Page, Section } from "../ui/Page";
import { Uri } from "../ui/Said";
import { Empty, Shown } from "../ui/States";
import { Deadline, When } from "../ui/When";
import { Chooser, useSigner } from "../wallets/Chooser";
import { Acts } from "./Case";
import { Events } from "./Events";

function Standing({ page, state, late }: { page: FaultPage; state: State; late: boolean }) {
  const { fault, history } = page;
  const waits = waitsFor(state);
  return (
    <div class={`verdict ${STATES[state].tone}`}>
      <p class="big">
        <StateBadge state={state} />{" "}
        {waits === "" ? null : (
          <span class="until">
            <Deadline at={fault.deadline} /> {late ? "" : waits}
          </span>
        )}
      </p>
      <p>{sentence(STATES[state].means)}</p>
      {late ? <p class="hint">{sentence(`Time is over: ${afterwards(state)}`)}</p> : null}
      <dl class="facts">
        <Fact name="Loss">
          <Amount of={fault.loss} unit />
        </Fact>
        <Fact name="Paid">
          <Amount of={fault.paid} unit />
        </Fact>
        {history === null ? null : (
          <Fact name="Not paid" class={BigInt(history.unpaid) > 0n ? "bad" : undefined}>
            <Amount of={history.unpaid} unit />
          </Fact>
        )}
        {state === "contested" ? (
          <Fact name="Conceded">
            <Amount of={fault.conceded} unit />
          </Fact>
        ) : null}
        {/^0x0*$/.test(fault.called) ? null : (
          <Fact name="Called">
            <Address of={fault.called} />
          </Fact>
        )}
      </dl>
    </div>
  );
}

function Filed({ page }: { page: FaultPage }) {
  const { filed } = page.fault;
  return (
    <dl class="facts wide">
      <Fact name="Step">
        {filed.step} of <Hash of={filed.trace} what="trace" href={`/trace/${filed.trace}`} />
      </Fact>
      <Fact name={filed.recourse ? "Turned upstream" : "Reported by"}>
        <Address of={filed.reporter} /> {page.history === null ? null : <When at={page.history.reportedAt} />}
      </Fact>
      <Fact name="The money goes to">
        <Address of={filed.beneficiary} />
      </Fact>
      <Fact name="Evidence">
        <Hash of={filed.evidence} what="hash of the evidence" /> <Uri of={page.history?.uri ?? ""} />
      </Fact>
      <Fact name="Report's deposit">
        {page.history === null ? (
          <Amount of={page.fault.reportDeposit} unit />
        ) : (
          <Deposit of={page.history} />
        )}
      </Fact>
      <Fact name="Governance when it opened">
        <Address of={filed.governance} />
      </Fact>
    </dl>
  );
}

function Deposit({ of }: { of: FaultHistory }) {
  return (
    <>
      <Amount of={of.deposit} unit />
      {of.depositTo === null ? null : (
        <>
          , went to <Address of={of.depositTo} bare />
        </>
      )}
    </>
  );
}

export function Fault({ id }: { id: number }) {
  const answer = useLoad<FaultPage>(`/api/faults/${id}`, event => event.fault === id);
  const signer = useSigner();
  const now = useNow(1);
  const page = answer.data;
  return (
    <Page title={`Fault ${id}`}>
      <Shown of={{ ...answer, data: page }} what="the fault from the chain">
        {found => {
          const state = stateOf(found.fault.state);
          const over = waitsFor(state) === "";
          const late = !over && now > found.fault.deadline;
          const as =
            signer?.address ??
            (/^0x0*$/.test(found.fault.called) ? found.fault.filed.reporter : found.fault.called);
          return (
            <>
              <div class="headline">
                <Standing page={found} state={state} late={late} />
                <Filed page={found} />
              </div>
              <p>
                <AsOf block={found.block} />
              </p>
              {over ? null : (
                <Section title="What can be done now" id="acts">
                  <Chooser label="Act as" />
                  <p class="hint">
                    Tried on the chain as <Address of={as} bare />.
                  </p>
                  <Acts fault={id} as={as} over={late} />
                </Section>
              )}
              <Section title="What became of it" id="life">
                {found.history === null ? (
                  <Empty>The index has not come so far yet.</Empty>
                ) : (
                  <Life fault={found.history} />
                )}
              </Section>
            </>
          );
        }}
      </Shown>
      <Section title="What happened" id="events">
        <Events of={{ fault: id }} interest={event => event.fault === id} />
      </Section>
    </Page>
  );
}
