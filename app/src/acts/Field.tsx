/** One thing to fill in. */

import { useState } from "preact/hooks";
import { keccak256 } from "../format/keccak";
import type { Field as Of } from "./specs";

interface Input {
  of: Of;
  value: string;
  problem: string | undefined;
  disabled: boolean;
  /** Something to know while filling it in, such as what one has. */
  beside?: string | undefined;
  /** All there is, where that is known. */
  whole?: string | undefined;
  change: (text: string) => void;
}

/** Larger ones would take too long here. */
const MOST_BYTES = 16 * 1024 * 1024;

function FromFile({ of, disabled, change }: Pick<Input, "of" | "disabled" | "change">) {
  const [said, say] = useState("");
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > MOST_BYTES)
      return say("Files up to 16 MB are hashed here; give the hash of a larger one.");
    change(keccak256(new Uint8Array(await file.arrayBuffer())));
    say(`The hash of ${file.name}.`);
  };
  return (
    <div class="from-file">
      <input
        type="file"
        aria-label={`${of.label}: take the hash of a file`}
        disabled={disabled}
        onChange={event => void take(event.currentTarget.files?.[0])}
      />
      <span role="status" class="hint">
        {said}
      </span>
    </div>
  );
}

export function Field({ of, value, problem, disabled, beside, whole, change }: Input) {
  const id = `field-${of.name}`;
  const described = [of.hint || beside ? `${id}-hint` : "", problem ? `${id}-problem` : ""].join(" ").trim();
  const unit =
    of.kind === "amount" ? "tokens" : of.kind === "percent" ? "%" : of.kind === "time" ? "UTC" : null;
  const shared = {
    id,
    name: of.name,
    value,
    disabled,
    "aria-invalid": problem !== undefined,
    "aria-describedby": described === "" ? undefined : described,
    onInput: (event: preact.TargetedInputEvent<HTMLInputElement>) => change(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>
        {of.label}
        {of.optional ? <span class="hint"> (optional)</span> : null}
      </label>
      <div class="input">
        {of.kind === "time" ? (
          <input type="datetime-local" {...shared} />
        ) : (
          <input
            type="text"
            inputMode={unit === null ? undefined : "decimal"}
            class={unit === null ? "mono wide" : undefined}
            placeholder={of.kind === "hash" ? "0x…" : undefined}
            autoComplete="off"
            spellcheck={false}
            {...shared}
          />
        )}
        {unit === null ? null : <span class="unit">{unit}</span>}
        {whole === undefined || whole === "0" ? null : (
          <button
            type="button"
            class="small"
            disabled={disabled}
            aria-label={`${of.label}: all of it, ${whole} tokens`}
            onClick={() => change(whole)}
          >
            all of it
          </button>
        )}
      </div>
      {of.kind === "hash" ? <FromFile of={of} disabled={disabled} change={change} /> : null}
      {of.hint || beside ? (
        <p class="hint" id={`${id}-hint`}>
          {[beside, of.hint].filter(Boolean).join(" ")}
        </p>
      ) : null}
      {problem === undefined ? null : (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
