/** What would happen, and what it costs, in sentences. */

import { withUnit } from "../format/amounts";
import { sentence } from "../format/text";
import { AsOf } from "../ui/Page";
import { Sentence } from "../ui/Sentence";
import { Deadline } from "../ui/When";
import type { Facts } from "./facts";
import type { Looking } from "./usePreview";

export function Known({ facts }: { facts: Facts | null }) {
  if (facts === null) return null;
  return (
    <div class="known">
      <dl>
        {facts.lines.map(line => (
          <div key={line.label}>
            <dt>{line.label}</dt>
            <dd>
              {line.text}
              {line.deadline === undefined ? null : (
                <>
                  {" "}
                  (<Deadline at={line.deadline} />)
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <AsOf block={facts.block} />
    </div>
  );
}

function Cost({ of }: { of: { fee: string; deposit: string; depositBack: string; attached: string } }) {
  const parts = [
    BigInt(of.attached) > 0n ? `${withUnit(of.attached)} come from your wallet and are booked as yours` : "",
    `the fee is at most ${withUnit(of.fee)}`,
    BigInt(of.deposit) > 0n ? `${withUnit(of.deposit)} are held for storage` : "",
    BigInt(of.depositBack) > 0n ? `${withUnit(of.depositBack)} held for storage come back` : "",
  ];
  return <p class="cost">{sentence(parts.filter(part => part !== "").join("; "))}</p>;
}

export function WhatHappens({ look, filled, signer }: { look: Looking; filled: boolean; signer: boolean }) {
  const shown = look.previewed?.preview ?? null;
  const refused = shown?.refused ?? null;
  return (
    <section class="preview" aria-labelledby="what-happens" aria-live="polite" aria-busy={look.looking}>
      <h3 id="what-happens">What will happen</h3>
      {look.problem !== null ? (
        <p class="problem">{sentence(look.problem)}</p>
      ) : !signer ? (
        <p class="hint">Choose who signs, and this says what will happen.</p>
      ) : !filled ? (
        <p class="hint">Fill in the rest, and this says what will happen.</p>
      ) : shown === null ? (
        <p class="hint">Asking the chain…</p>
      ) : refused !== null ? (
        <>
          <p class="problem">
            The contract would refuse this. <Sentence of={refused.sentence} plain />
          </p>
          {refused.reason === null ? null : <p class="hint mono">{refused.reason}</p>}
        </>
      ) : (
        <>
          <p class="hint">Tried on the chain just now. Once it is done, the contract says:</p>
          <ul>
            {shown.sentences.map(one => (
              <li>
                <Sentence of={one} plain />
              </li>
            ))}
          </ul>
          {shown.cost === null ? null : <Cost of={shown.cost} />}
        </>
      )}
    </section>
  );
}
