/** Filters of a list. They live in the page's address, so that a filtered list can be sent to somebody. */

import { useEffect, useState } from "preact/hooks";
import { amend, usePlace } from "../router";

export interface Filter {
  name: string;
  label: string;
  /** Choices by value; free text without. */
  choices?: readonly (readonly [value: string, label: string])[];
  pattern?: RegExp;
  problem?: string;
}

export function useFilters(filters: readonly Filter[]): Record<string, string> {
  const { query } = usePlace();
  const said: Record<string, string> = {};
  for (const { name, pattern, choices } of filters) {
    const text = (query.get(name) ?? "").trim();
    const fits = choices ? choices.some(([value]) => value === text) : (pattern?.test(text) ?? true);
    if (text !== "" && fits) said[name] = text;
  }
  return said;
}

const PAUSE = 400;

function Text({ of }: { of: Filter }) {
  const { query } = usePlace();
  const said = query.get(of.name) ?? "";
  const [text, set] = useState(said);
  useEffect(() => set(said), [said]);
  useEffect(() => {
    if (text === said) return;
    const timer = setTimeout(() => amend({ [of.name]: text.trim() }), PAUSE);
    return () => clearTimeout(timer);
  }, [text, said, of.name]);
  const wrong = text.trim() !== "" && of.pattern !== undefined && !of.pattern.test(text.trim());
  const id = `filter-${of.name}`;
  return (
    <div class="field">
      <label for={id}>{of.label}</label>
      <input
        id={id}
        type="text"
        class="mono"
        placeholder="0x…"
        spellcheck={false}
        autoComplete="off"
        value={text}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-problem` : undefined}
        onInput={event => set(event.currentTarget.value)}
      />
      {wrong ? (
        <p class="problem" id={`${id}-problem`}>
          {of.problem}
        </p>
      ) : null}
    </div>
  );
}

function Choice({ of }: { of: Filter }) {
  const { query } = usePlace();
  const id = `filter-${of.name}`;
  return (
    <div class="field">
      <label for={id}>{of.label}</label>
      <select
        id={id}
        value={query.get(of.name) ?? ""}
        onChange={event => amend({ [of.name]: event.currentTarget.value })}
      >
        {of.choices?.map(([value, label]) => (
          <option value={value}>{label}</option>
        ))}
      </select>
    </div>
  );
}

export function Filters({ filters, shown = 3 }: { filters: readonly Filter[]; shown?: number }) {
  const { query } = usePlace();
  const used = filters.filter(filter => (query.get(filter.name) ?? "") !== "");
  const field = (filter: Filter) =>
    filter.choices ? <Choice key={filter.name} of={filter} /> : <Text key={filter.name} of={filter} />;
  const rest = filters.slice(shown);
  return (
    <form class="filters" role="search" aria-label="Filters" onSubmit={event => event.preventDefault()}>
      <div class="fields">{filters.slice(0, shown).map(field)}</div>
      {rest.length === 0 ? null : (
        <details open={rest.some(filter => used.includes(filter))}>
          <summary>More filters</summary>
          <div class="fields">{rest.map(field)}</div>
        </details>
      )}
      {used.length === 0 ? null : (
        <button
          type="button"
          class="quiet"
          onClick={() => amend(Object.fromEntries(filters.map(filter => [filter.name, null])))}
        >
          Clear filters
        </button>
      )}
    </form>
  );
}

const ADDRESS = /^0x[0-9a-f]{40}$/i;

export function addressFilter(name: string, label: string): Filter {
  return { name, label, pattern: ADDRESS, problem: "An address is 0x and 40 digits." };
}

export function hashFilter(name: string, label: string): Filter {
  return { name, label, pattern: /^0x[0-9a-f]{64}$/i, problem: "A commitment is 0x and 64 digits." };
}
