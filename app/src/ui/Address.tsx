import { harmless, isAddress, short } from "../format/text";
import { names } from "../people";
import { useStore } from "../store";
import { Copy } from "./Copy";
import { Glyph } from "./Glyph";

interface Who {
  of: string;
  /** Without a way to copy it: in long lists. */
  bare?: boolean;
  /** Without a link: where it is a link already, or inside of one. */
  plain?: boolean;
}

/** Somebody: short, the whole of it on hovering and focus, and a way to copy it. */
export function Address({ of, bare = false, plain = false }: Who) {
  const known = useStore(names);
  const called = known.get(of.toLowerCase());
  const shown = (
    <>
      <Glyph of={of} />
      {called === undefined ? <span class="mono">{short(of)}</span> : <span>{harmless(called)}</span>}
    </>
  );
  return (
    <span class="address">
      {plain || !isAddress(of) ? (
        <span class="who" data-full={of}>
          {shown}
        </span>
      ) : (
        <a class="who" href={`/surety/${of}`} data-full={of}>
          {shown}
        </a>
      )}
      {bare ? null : <Copy text={of} what={called === undefined ? "address" : `address of ${called}`} />}
    </span>
  );
}

/** A hash: short, the whole of it on hovering and focus. */
export function Hash({
  of,
  what,
  href,
  bare = false,
}: {
  of: string;
  what: string;
  href?: string;
  bare?: boolean;
}) {
  const shown = short(of, 6);
  return (
    <span class="address">
      {href === undefined ? (
        <span class="mono" data-full={of}>
          {shown}
        </span>
      ) : (
        <a class="mono" href={href} data-full={of}>
          {shown}
        </a>
      )}
      {bare ? null : <Copy text={of} what={what} />}
    </span>
  );
}
