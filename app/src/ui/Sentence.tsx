/** A sentence of the interface, with people by their names and with links to what it is about. */

import { onThePage } from "../format/commands";
import { pieces, type Piece } from "../format/pieces";
import { harmless, sentence } from "../format/text";
import { stamp } from "../format/times";
import { Address, Hash } from "./Address";

interface Of {
  of: string;
  /** The trace it is about, which is where that hash leads. */
  trace?: string | null | undefined;
  /** Nothing to follow: where one is about to decide. */
  plain?: boolean;
}

function Part({ of, trace, plain }: { of: Piece; trace: string | null | undefined; plain: boolean }) {
  switch (of.is) {
    case "text":
      return <>{harmless(of.text)}</>;
    case "address":
      return <Address of={of.text} bare plain={plain} />;
    case "hash":
      return of.text === trace && !plain ? (
        <Hash of={of.text} what="trace" href={`/trace/${of.text}`} bare />
      ) : (
        <Hash of={of.text} what="hash" bare />
      );
    case "thing":
      return plain ? <>{of.text}</> : <a href={`/${of.thing}/${of.id}`}>{of.text}</a>;
    case "moment":
      return (
        <time class="amount" dateTime={stamp(of.time)}>
          {of.text}
        </time>
      );
  }
}

export function Sentence({ of, trace, plain = false }: Of) {
  return (
    <>
      {pieces(onThePage(sentence(of))).map((piece, place) => (
        <Part key={place} of={piece} trace={trace} plain={plain} />
      ))}
    </>
  );
}
