/** What stands where there is nothing to show: not yet, not at all, or not for now. */

import type { ComponentChildren } from "preact";
import type { Refused } from "../api/client";
import type { Loaded } from "../api/load";
import { Sentence } from "./Sentence";

export function Loading({ what }: { what: string }) {
  return (
    <div class="loading" role="status">
      <span class="bone" aria-hidden="true" />
      <span class="bone" aria-hidden="true" />
      <span class="bone" aria-hidden="true" />
      <span class="word">Reading {what}…</span>
    </div>
  );
}

export function Failure({ error, retry }: { error: Refused; retry: () => void }) {
  return (
    <div class="failure" role="alert">
      <p>
        <Sentence of={error.message} />
      </p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="empty">{children}</div>;
}

/** One of the three, or what was read; with the problem beside it if it could not be read again. */
export function Shown<T>({
  of,
  what,
  children,
}: {
  of: Loaded<T>;
  what: string;
  children: (data: T) => ComponentChildren;
}) {
  if (of.data === null) {
    return of.error === null ? <Loading what={what} /> : <Failure error={of.error} retry={of.reload} />;
  }
  return (
    <>
      {of.error === null ? null : <Failure error={of.error} retry={of.reload} />}
      {children(of.data)}
    </>
  );
}
