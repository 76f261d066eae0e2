/** Who answers for a step, in the order in which they are called, and for how much is left. */

import type { Promised } from "../api/types";
import { Address } from "../ui/Address";
import { Amount, Left } from "../ui/Amount";

function Origin({ of }: { of: Promised }) {
  const premium =
    BigInt(of.premium) === 0n ? null : (
      <>
        , for a premium of <Amount of={of.premium} unit />
      </>
    );
  if (of.batch !== null) {
    return (
      <>
        in every trace of <a href={`/batch/${of.batch}`}>batch {of.batch}</a>, by{" "}
        <a href={`/mandate/${of.mandate}`}>mandate {of.mandate}</a>
      </>
    );
  }
  if (of.mandate !== null) {
    return (
      <>
        by <a href={`/mandate/${of.mandate}`}>mandate {of.mandate}</a>
        {premium}
      </>
    );
  }
  return of.offer === null ? null : (
    <>
      by <a href={`/offer/${of.offer}`}>offer {of.offer}</a>
      {premium}
    </>
  );
}

function Layer({ of }: { of: Promised }) {
  const spent = of.released || BigInt(of.left) === 0n;
  const bound = of.mandate !== null || of.offer !== null || of.batch !== null;
  return (
    <li class={spent ? "layer spent" : "layer"}>
      <Address of={of.surety} />
      {of.released ? (
        <span class="figures">
          answered with <Amount of={of.cover} unit />; over
        </span>
      ) : BigInt(of.left) === 0n ? (
        <span class="figures">
          answered with <Amount of={of.cover} unit />, all of it paid
        </span>
      ) : (
        <Left left={of.left} of={of.cover} />
      )}
      {bound ? (
        <span class="small">
          <Origin of={of} />
        </span>
      ) : null}
    </li>
  );
}

export function Layers({ promises, over }: { promises: Promised[]; over: boolean }) {
  const answering = promises.some(promise => !promise.released && BigInt(promise.left) > 0n);
  return (
    <div class="answers">
      {answering ? (
        <h4>Who answers</h4>
      ) : (
        <p class="none">{over ? "Nobody has to answer any more" : "Nobody answers for this step"}</p>
      )}
      {promises.length === 0 ? null : (
        <ol class="layers">
          {promises.map(promise => (
            <Layer key={`${promise.layer} ${promise.surety}`} of={promise} />
          ))}
        </ol>
      )}
    </div>
  );
}
