/** What stands around every page. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { connection, type Connection } from "./api/stream";
import { sentence } from "./format/text";
import { go, usePlace } from "./router";
import { status, statusProblem } from "./status";
import { useStore } from "./store";
import { theme, type Theme } from "./theme";
import { Address } from "./ui/Address";

const PAGES = [
  ["/", "Overview"],
  ["/traces", "Traces"],
  ["/open", "Open responsibility"],
  ["/surety", "Surety"],
  ["/governance", "Governance"],
] as const;

/** Under which entry of the menu a page stands. */
function entry(path: string): string {
  if (/^\/(trace|traces|batch)(\/|$)/.test(path)) return "/traces";
  if (/^\/(surety|account|mandate)(\/|$)/.test(path)) return "/surety";
  if (/^\/(governance|fault)(\/|$)/.test(path)) return "/governance";
  if (/^\/(open|offer)(\/|$)/.test(path)) return "/open";
  return path;
}

function Menu() {
  const { path } = usePlace();
  const current = entry(path);
  return (
    <nav aria-label="Pages">
      <ul>
        {PAGES.map(([to, name]) => (
          <li key={to}>
            <a href={to} aria-current={to === path ? "page" : to === current ? "true" : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SearchField() {
  const [text, set] = useState("");
  return (
    <form
      role="search"
      aria-label="Everything"
      class="search"
      onSubmit={event => {
        event.preventDefault();
        if (text.trim() !== "") go(`/search?q=${encodeURIComponent(text.trim())}`);
        set("");
      }}
    >
      <label for="search" class="unseen">
        Find an id or an address
      </label>
      <input
        id="search"
        type="search"
        placeholder="Id or address"
        autoComplete="off"
        spellcheck={false}
        value={text}
        onInput={event => set(event.currentTarget.value)}
      />
    </form>
  );
}

const CONNECTION: Record<Connection, string> = {
  connecting: "connecting",
  live: "live",
  lost: "connection lost, trying again",
};

function Pulse() {
  const now = useStore(connection);
  const chain = useStore(status);
  const behind = chain === null ? 0 : chain.index.behind;
  return (
    <p class={`pulse ${now}`}>
      <span class="dot" aria-hidden="true" />
      <span role="status">{CONNECTION[now]}</span>
      {chain?.chain.head == null ? null : <span class="figure">block {chain.chain.head.number}</span>}
      {behind > 1 ? <span>index {behind} blocks behind</span> : null}
    </p>
  );
}

function ThemeSwitch() {
  const now = useStore(theme);
  return (
    <label class="theme">
      <span class="unseen">Colours</span>
      <select value={now} onChange={event => theme.set(event.currentTarget.value as Theme)}>
        <option value="system">as the system</option>
        <option value="light">light</option>
        <option value="dark">dark</option>
      </select>
    </label>
  );
}

function Foot() {
  const chain = useStore(status);
  return (
    <footer>
      <p>
        {chain === null ? (
          "answerable"
        ) : (
          <>
            answerable {chain.version}, contract <Address of={chain.contract} plain />
            {chain.chain.development ? ", on a development chain" : ""}
          </>
        )}
      </p>
      <p>
        What is listed comes from an index. What a decision depends on is read from the chain when it is
        shown. <a href="/api/openapi.json">The interface</a>
      </p>
      <ThemeSwitch />
    </footer>
  );
}

export function Shell({ children }: { children: ComponentChildren }) {
  const problem = useStore(statusProblem);
  return (
    <>
      <a class="skip" href="#main">
        To the content
      </a>
      <header class="top">
        <a class="brand" href="/">
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <path d="M4 7h9M4 12h6M4 17h9" />
            <path class="mark" d="M13.5 12.5l3 3L22 9" />
          </svg>
          answerable
        </a>
        <Menu />
        <SearchField />
        <Pulse />
      </header>
      <main id="main" tabIndex={-1}>
        {problem === null ? null : (
          <p class="failure" role="alert">
            {sentence(problem.message)} What is shown may be old.
          </p>
        )}
        {children}
      </main>
      <Foot />
    </>
  );
}
