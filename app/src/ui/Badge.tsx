import { kindName, STATES, stateOf, type Tone } from "../format/words";

/** Shapes besides colours, so that nothing is said by colour alone. */
const SHAPES: Record<Tone, string> = {
  good: "M3 8.5l3.2 3.2L13 5",
  bad: "M4 4l8 8M12 4l-8 8",
  open: "M8 4v4.5l3 2M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0",
  quiet: "M3.5 8h9",
  plain: "M8 7.5v1",
};

export function Shape({ tone }: { tone: Tone }) {
  return (
    <svg class="shape" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
      <path d={SHAPES[tone]} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  );
}

export function Badge({
  tone,
  children,
  title,
}: {
  tone: Tone;
  children: preact.ComponentChildren;
  title?: string;
}) {
  return (
    <span class={`badge ${tone}`} title={title}>
      <Shape tone={tone} />
      {children}
    </span>
  );
}

export function StateBadge({ state }: { state: string | number | null }) {
  const words = STATES[stateOf(state)];
  return (
    <Badge tone={words.tone} title={words.means}>
      {words.name}
    </Badge>
  );
}

export function Kind({ of }: { of: string | number | null }) {
  return <span class="kind">{kindName(of)}</span>;
}
