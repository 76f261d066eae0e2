/** What strangers wrote: always text, and a link only where that is harmless. */

import { followable, harmless } from "../format/text";

export function Uri({ of }: { of: string }) {
  const target = followable(of);
  if (of === "") return null;
  const shown = <span class="mono uri">{harmless(of)}</span>;
  return target === null ? (
    shown
  ) : (
    <a href={target} rel="noreferrer noopener external" target="_blank">
      {shown}
    </a>
  );
}
