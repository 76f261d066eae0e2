/** Finding an account, a trace, a fault: by what somebody typed. */

import { useEffect, useState } from "preact/hooks";
import { address } from "../api/client";
import { useLoad } from "../api/load";
import type { Found } from "../api/types";
import { harmless, isAddress } from "../format/text";
import { devAccounts, names } from "../people";
import { go, usePlace } from "../router";
import { useStore } from "../store";
import { Address } from "../ui/Address";
import { Page, Section } from "../ui/Page";
import { Empty, Shown } from "../ui/States";
import { signers } from "../wallets/signers";

function place({ kind, id }: Found): string {
  switch (kind) {
    case "account":
      return `/surety/${id}`;
    case "commitment":
      return address("/traces", { commitment: id });
    default:
      return `/${kind}/${id}`;
  }
}

export function Search() {
  const { query } = usePlace();
  const asked = (query.get("q") ?? "").trim();
  const found = useLoad<Found[] | { items: Found[] }>(
    asked === "" ? null : address("/api/search", { q: asked }),
  );
  const items = found.data === null ? null : Array.isArray(found.data) ? found.data : found.data.items;
  const only = items?.length === 1 ? items[0] : undefined;
  useEffect(() => {
    if (only !== undefined) go(place(only));
  }, [only]);
  return (
    <Page
      title="Search"
      lead="A trace, a fault, a batch, an offer, a mandate by its id; an account by its address; a commitment."
    >
      {asked === "" ? (
        <Empty>Write into the field above what you look for.</Empty>
      ) : (
        <Shown of={{ ...found, data: items }} what={`what ${harmless(asked)} may be`}>
          {all =>
            all.length === 0 ? (
              <Empty>
                <p>
                  Nothing here is called <span class="mono">{harmless(asked)}</span>.
                </p>
                <p>An id is a number or 0x and 64 digits, an address is 0x and 40.</p>
              </Empty>
            ) : (
              <ul class="found">
                {all.map(one => (
                  <li key={`${one.kind} ${one.id}`}>
                    <a href={place(one)}>
                      {one.kind} {harmless(one.id)}
                    </a>
                  </li>
                ))}
              </ul>
            )
          }
        </Shown>
      )}
    </Page>
  );
}

export function Sureties() {
  const [typed, set] = useState("");
  const known = useStore(names);
  const all = useStore(devAccounts);
  const mine = useStore(signers).filter(one => one.kind !== "dev" && one.address !== null);
  const text = typed.trim();
  const named = [...known].find(([, name]) => name.toLowerCase() === text.toLowerCase())?.[0];
  const target = isAddress(text) ? text.toLowerCase() : named;
  return (
    <Page
      title="Surety"
      lead="What an account answers for, what it must answer by when, what it earned, and how it stood to its word."
    >
      <form
        class="look-up"
        onSubmit={event => {
          event.preventDefault();
          if (target !== undefined) go(`/surety/${target}`);
        }}
      >
        <div class="field">
          <label for="whom">Whose account</label>
          <input
            id="whom"
            class="mono wide"
            placeholder="0x…"
            autoComplete="off"
            spellcheck={false}
            value={typed}
            aria-describedby="whom-hint"
            onInput={event => set(event.currentTarget.value)}
          />
          <p class="hint" id="whom-hint">
            An address: 0x and 40 digits.
          </p>
        </div>
        <button type="submit" class="primary" disabled={target === undefined}>
          Show
        </button>
      </form>
      {mine.length === 0 ? null : (
        <Section title="Your accounts" id="mine">
          <ul class="people">
            {mine.map(one => (
              <li key={one.key}>
                <Address of={one.address ?? ""} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {all.length === 0 ? null : (
        <Section title="Development accounts" id="development">
          <ul class="people">
            {all.map(one => (
              <li key={one.address}>
                <Address of={one.address} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

export function Missing({ path }: { path: string }) {
  return (
    <Page title="Not found">
      <Empty>
        <p>
          There is no page at <span class="mono">{harmless(path)}</span>.
        </p>
        <p>
          A trace is at <span class="mono">/trace/0x…</span>, an account at{" "}
          <span class="mono">/surety/0x…</span>. Or begin at the <a href="/">overview</a>.
        </p>
      </Empty>
    </Page>
  );
}
