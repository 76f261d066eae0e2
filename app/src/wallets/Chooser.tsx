/** Choosing who signs. */

import { useId, useState } from "preact/hooks";
import { atAGlance } from "../format/amounts";
import { harmless, many, short } from "../format/text";
import { useStore } from "../store";
import { providers, request, type Announced } from "./ethereum";
import { enable, extensions } from "./polkadot";
import { choose, chosen, signer, signers, type Signer } from "./signers";

function told(one: Signer): string {
  const balance = one.kind === "dev" ? `, ${atAGlance(one.dev.balance)} tokens` : "";
  const id = one.kind === "polkadot" ? one.account : (one.address ?? "");
  return `${harmless(one.name)} (${short(id)}${balance})`;
}

const GROUPS = [
  ["dev", "Development accounts"],
  ["polkadot", "Polkadot wallets"],
  ["ethereum", "Ethereum wallets"],
] as const;

export function useSigner(): Signer | null {
  return signer(useStore(signers), useStore(chosen));
}

/** `label` says what for: a page and the dialog above it may ask at once. */
export function Chooser({ label, disabled = false }: { label: string; disabled?: boolean }) {
  const id = useId();
  const all = useStore(signers);
  const current = useSigner();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        disabled={disabled || all.length === 0}
        value={current?.key ?? ""}
        onChange={event => choose(event.currentTarget.value)}
      >
        {current === null ? (
          <option value="">
            {all.length === 0 ? "No account yet: connect a wallet" : "Choose an account"}
          </option>
        ) : null}
        {GROUPS.map(([kind, name]) => {
          const group = all.filter(one => one.kind === kind);
          return group.length === 0 ? null : (
            <optgroup key={kind} label={name}>
              {group.map(one => (
                <option key={one.key} value={one.key}>
                  {told(one)}
                </option>
              ))}
            </optgroup>
          );
        })}
      </select>
      <Wallets />
    </div>
  );
}

/** Asking the wallets of this browser for their accounts. */
function Wallets() {
  const announced = useStore(providers);
  const [said, say] = useState("");
  const ask = (name: string, of: () => Promise<number>) => {
    say(`Waiting for ${harmless(name)}…`);
    of().then(
      count =>
        say(
          count === 0
            ? `${harmless(name)} shares no account.`
            : `${many(count, "account")} of ${harmless(name)}.`,
        ),
      (problem: unknown) => say(problem instanceof Error ? problem.message : `${harmless(name)} refused.`),
    );
  };
  const found = extensions();
  return (
    <div class="wallets">
      {found.map(name => (
        <button type="button" class="small" onClick={() => ask(name, () => enable(name))}>
          Connect {harmless(name)}
        </button>
      ))}
      {announced.map((one: Announced) => (
        <button type="button" class="small" onClick={() => ask(one.name, () => request(one))}>
          Connect {harmless(one.name)}
        </button>
      ))}
      {found.length + announced.length === 0 ? (
        <span class="hint">No wallet was found in this browser.</span>
      ) : null}
      <span role="status" class="hint">
        {said}
      </span>
    </div>
  );
}
