/** The parts of a sentence that stand for something: somebody, a hash, a fault, a moment. */

export type Piece =
  | { is: "text"; text: string }
  | { is: "address"; text: string }
  | { is: "hash"; text: string }
  | { is: "thing"; text: string; thing: "fault" | "offer" | "batch" | "mandate"; id: number }
  | { is: "moment"; text: string; time: number };

const PARTS =
  /(0x[0-9a-f]{64})(?![0-9a-f])|(0x[0-9a-f]{40})(?![0-9a-f])|\b(fault|offer|batch|mandate) ([1-9]\d{0,14})\b|(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC/gi;

export function pieces(sentence: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  const plain = (to: number) => {
    if (to > from) found.push({ is: "text", text: sentence.slice(from, to) });
  };
  for (const match of sentence.matchAll(PARTS)) {
    const [text, hash, address, thing, id, day, clock] = match;
    plain(match.index);
    from = match.index + text.length;
    if (hash !== undefined) found.push({ is: "hash", text: hash.toLowerCase() });
    else if (address !== undefined) found.push({ is: "address", text: address.toLowerCase() });
    else if (day !== undefined) {
      const time = Date.parse(`${day}T${clock}Z`) / 1_000;
      found.push(Number.isNaN(time) ? { is: "text", text } : { is: "moment", text, time });
    } else {
      const named = thing?.toLowerCase() as "fault" | "offer" | "batch" | "mandate";
      found.push({ is: "thing", text, thing: named, id: Number(id) });
    }
  }
  plain(sentence.length);
  return found;
}
