/** The one dialog in which all acts are done: who, what, what will happen, and what did. */

import { useEffect, useRef, useState } from "preact/hooks";
import { withUnit } from "../format/amounts";
import { sentence } from "../format/text";
import { toField } from "../format/times";
import { chainNow } from "../clock";
import { useStore } from "../store";
import { Hash } from "../ui/Address";
import { Sentence } from "../ui/Sentence";
import { Chooser, useSigner } from "../wallets/Chooser";
import { changed, FREE } from "./facts";
import { Field } from "./Field";
import { fill, type Typed } from "./form";
import { wanted, type Wanted } from "./open";
import { Known, WhatHappens } from "./Preview";
import { alike } from "./preview";
import { SPECS, type Spec } from "./specs";
import { introduce, perform, problem, type Outcome } from "./submit";
import { useLook } from "./usePreview";

export function ActDialog() {
  const asked = useStore(wanted);
  const dialog = useRef<HTMLDialogElement>(null);
  const spec = asked === null ? undefined : SPECS[asked.message];
  useEffect(() => {
    const shown = dialog.current;
    if (shown === null) return;
    if (spec !== undefined && !shown.open) shown.showModal();
    if (spec === undefined && shown.open) shown.close();
  }, [spec]);
  return (
    <dialog ref={dialog} class="act" aria-labelledby="act-title" onClose={() => wanted.set(null)}>
      {asked === null || spec === undefined ? null : (
        <Act key={JSON.stringify(asked)} asked={asked} spec={spec} close={() => dialog.current?.close()} />
      )}
    </dialog>
  );
}

/** A day from now where a time is asked for, and nothing that decides anything. */
function first(spec: Spec): Typed {
  const times = spec.fields.filter(field => field.kind === "time");
  return Object.fromEntries(times.map(field => [field.name, toField(chainNow() + 86_400)]));
}

/** What these fields say comes out of one's free money first, and then out of the wallet. */
const FROM_PURSE = new Set(["amount", "attach", "cover", "premium", "max"]);

function Act({ asked, spec, close }: { asked: Wanted; spec: Spec; close: () => void }) {
  const signer = useSigner();
  const [typed, setTyped] = useState<Typed>(() => first(spec));
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [moved, setMoved] = useState<string[]>([]);
  const [done, setDone] = useState<Outcome | null>(null);
  const { filled, problems } = fill(spec, asked.given, typed);
  const look = useLook(spec, asked, filled, signer);
  const shown = look.previewed;
  const strange = shown !== null && !shown.preview.mapped && signer?.kind === "polkadot";
  const ready = signer !== null && shown !== null && shown.preview.refused === null && busy === null;
  const free = look.facts?.lines.find(line => line.label === FREE)?.text;

  const attempt = async (what: () => Promise<Outcome | null>) => {
    setFailed(null);
    setMoved([]);
    setBusy("Reading the chain once more…");
    try {
      const came = await what();
      if (came !== null) setDone(came);
    } catch (error) {
      setFailed(problem(error));
    } finally {
      setBusy(null);
    }
  };
  const signAndSend = () =>
    attempt(async () => {
      if (signer === null || shown === null) return null;
      const now = await look.again();
      const news = changed(look.facts, now.facts);
      if (news.length > 0 || now.previewed === null || !alike(shown, now.previewed)) {
        look.show(now);
        setMoved(news.length > 0 ? news : ["What will happen is no longer what it was"]);
        return null;
      }
      return perform(signer, now.previewed.body, now.previewed.preview, setBusy);
    });
  const meet = () =>
    attempt(async () => {
      if (signer === null) return null;
      await introduce(signer, setBusy);
      look.show(await look.again());
      return null;
    });

  return (
    <form
      method="dialog"
      onSubmit={event => {
        event.preventDefault();
        if (done === null && ready && !strange) void signAndSend();
      }}
    >
      <header>
        <h2 id="act-title">{spec.title(asked.given)}</h2>
        <button type="button" class="close" aria-label="Close" onClick={close}>
          ✕
        </button>
      </header>
      {done !== null ? (
        <Happened outcome={done} close={close} />
      ) : (
        <>
          <p>{spec.lead}</p>
          <div class="decision">
            <Known facts={look.facts} />
            <div class="form">
              <Chooser label="Sign as" disabled={busy !== null} />
              {spec.fields.map(field => (
                <Field
                  key={field.name}
                  of={field}
                  value={typed[field.name] ?? ""}
                  problem={problems[field.name]}
                  disabled={busy !== null}
                  whole={look.facts?.lines.find(line => line.fills?.field === field.name)?.fills?.text}
                  beside={
                    free !== undefined && FROM_PURSE.has(field.name)
                      ? `You have ${free} free in the contract.`
                      : undefined
                  }
                  change={text => setTyped(old => ({ ...old, [field.name]: text }))}
                />
              ))}
            </div>
            <WhatHappens look={look} filled={filled !== null} signer={signer !== null} />
          </div>
          {moved.length === 0 ? null : (
            <div class="moved" role="alert">
              <p>Something changed in between, and nothing was signed. Look again:</p>
              <ul>
                {moved.map(line => (
                  <li>{sentence(line)}</li>
                ))}
              </ul>
            </div>
          )}
          {failed === null ? null : (
            <p class="problem" role="alert">
              {sentence(failed)}
            </p>
          )}
          {strange ? (
            <p class="hint">
              The chain's contracts do not know this account yet. It has to be introduced once; the deposit
              for that comes back if it is ever taken back.
            </p>
          ) : null}
          <footer>
            <span role="status" class="progress">
              {busy ?? ""}
            </span>
            <button type="button" onClick={close}>
              Cancel
            </button>
            {strange ? (
              <button type="button" class="primary" disabled={busy !== null} onClick={() => void meet()}>
                Introduce this account
              </button>
            ) : (
              <button type="submit" class="primary" disabled={!ready}>
                {signer?.kind === "dev" || signer === null ? spec.verb : `Sign: ${spec.verb}`}
              </button>
            )}
          </footer>
        </>
      )}
    </form>
  );
}

function Happened({ outcome, close }: { outcome: Outcome; close: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="happened">
      <h3 ref={heading} tabIndex={-1}>
        Done, in block {outcome.block}
      </h3>
      <ul>
        {outcome.sentences.map(one => (
          <li>
            <Sentence of={one} plain />
          </li>
        ))}
      </ul>
      {outcome.fee === null ? null : <p class="cost">The fee was {withUnit(outcome.fee)}.</p>}
      <p class="small">
        transaction <Hash of={outcome.transaction} what="transaction" />
        {outcome.fault === null ? null : (
          <>
            {" · "}
            <a href={`/fault/${outcome.fault}`} onClick={close}>
              see fault {outcome.fault}
            </a>
          </>
        )}
      </p>
      <footer>
        <button type="button" class="primary" onClick={close}>
          Close
        </button>
      </footer>
    </div>
  );
}
