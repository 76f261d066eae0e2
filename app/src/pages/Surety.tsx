/** One account: what it answers for, what it must answer by when, what it earned, and how it stood to its word. */

import { act } from "../acts/open";
import { address } from "../api/client";
import { useLoad } from "../api/load";
import type { AccountPage } from "../api/types";
import { STANDING, type Standing } from "../format/words";
import { harmless, many, short } from "../format/text";
import { names } from "../people";
import { useStore } from "../store";
import { Amount } from "../ui/Amount";
import { Address } from "../ui/Address";
import { Shape } from "../ui/Badge";
import { AsOf, Fact, Page, Section } from "../ui/Page";
import { Shown } from "../ui/States";
import { Events } from "./Events";
import { Calendar } from "./surety/Calendar";
import { Calls } from "./surety/Calls";
import { Income } from "./surety/Income";
import { BatchPledges, Mandates, Pledges } from "./surety/Pledges";

function Figures({ of }: { of: AccountPage }) {
  return (
    <dl class="facts">
      <Fact name="Exposure" class="big">
        <Amount of={of.exposure} unit />
      </Fact>
      <Fact name="Locked behind it">
        <Amount of={of.live.locked} unit />
      </Fact>
      <Fact name="Free">
        <Amount of={of.live.free} unit />
      </Fact>
      <Fact name="Premiums earned">
        <Amount of={of.income} unit />
      </Fact>
      <Fact name="Paid for faults">
        <Amount of={of.paid} unit />
      </Fact>
      <Fact name="Penalties">
        <Amount of={of.penalties} unit />
      </Fact>
    </dl>
  );
}

function Record({ of }: { of: AccountPage }) {
  const all = Object.keys(STANDING) as Standing[];
  return (
    <ul class="standing">
      {all.map(name => {
        const tally = of.live[name];
        return (
          <li key={name} class={tally.times === 0 ? "quiet" : STANDING[name].tone}>
            <span class="word">
              <Shape tone={STANDING[name].tone} /> {name}
            </span>
            <span class="big figure">{tally.times}</span>
            <span>
              <Amount of={tally.amount} unit />
            </span>
            <span class="hint">{STANDING[name].means}</span>
          </li>
        );
      })}
    </ul>
  );
}

export function Surety({ address: who }: { address: string }) {
  const known = useStore(names).get(who);
  const account = useLoad<AccountPage>(`/api/accounts/${who}`, true);
  return (
    <Page
      title={known === undefined ? `Account ${short(who)}` : harmless(known)}
      heading={
        <>
          {known === undefined ? "Account " : ""}
          <Address of={who} plain />
        </>
      }
      acts={
        <>
          <button type="button" onClick={() => act("deposit", {}, who)}>
            Deposit
          </button>
          <button type="button" onClick={() => act("withdraw", {}, who)}>
            Withdraw
          </button>
        </>
      }
    >
      <p class="small mono whole">{who}</p>
      <Shown of={account} what="the account from the chain">
        {of => (
          <>
            <p class="verdict">
              <span class="big">
                {of.openCalls === 0
                  ? of.pledges === 0
                    ? "Answers for nothing now"
                    : `${many(of.pledges, "pledge")} ${of.pledges === 1 ? "runs" : "run"}`
                  : `${many(of.openCalls, "call")} to answer`}
              </span>
            </p>
            <Figures of={of} />
            <p>
              <AsOf block={of.block} />
            </p>
            {of.openCalls > 0 ? <Calls of={who} /> : null}
            <Section title="What must be answered by when" id="calendar">
              <Calendar of={who} now={of.block.time} />
            </Section>
            <Section title="Standing" id="standing">
              <Record of={of} />
            </Section>
          </>
        )}
      </Shown>
      <Section title="Income" id="income">
        <Income of={who} />
      </Section>
      <Section title="Pledges" id="pledges">
        <Pledges of={who} />
        <BatchPledges of={who} />
      </Section>
      <Section title="Mandates" id="mandates">
        <Mandates of={who} />
      </Section>
      <Section
        title="What happened"
        id="events"
        aside={<a href={address("/traces", { surety: who })}>Traces it answers for</a>}
      >
        <Events of={{ account: who }} />
      </Section>
    </Page>
  );
}
