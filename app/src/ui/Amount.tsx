import { share, shortTokens, tokens, withUnit, type Units } from "../format/amounts";

/** An amount in tokens. Where digits are left out, the whole of it is one hover away. */
export function Amount({ of, unit = false }: { of: Units; unit?: boolean }) {
  const shown = shortTokens(of);
  const whole = tokens(of);
  const rest = unit ? withUnit(of).slice(whole.length) : "";
  return (
    <span class="amount" data-full={shown === whole ? undefined : whole}>
      {shown}
      {rest}
    </span>
  );
}

/** How much of something is left, drawn and said. */
export function Left({ left, of, quiet = false }: { left: Units; of: Units; quiet?: boolean }) {
  const part = share(left, of);
  return (
    <span class={`left ${quiet ? "quiet" : ""}`}>
      <span class="bar" aria-hidden="true">
        <span style={{ width: `${part * 100}%` }} />
      </span>
      <span class="figures">
        {BigInt(left) === BigInt(of) ? (
          <Amount of={of} unit />
        ) : (
          <>
            <Amount of={left} /> of <Amount of={of} unit /> left
          </>
        )}
      </span>
    </span>
  );
}
