/** From values to places on paper. */

/** The least round number that is not below `most`, and the ticks up to it. */
export function ticks(most: number, about = 3): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = [1, 2, 2.5, 5, 10].find(step => step * power >= rough - power * 1e-9) ?? 10;
  const step = unit * power;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, place) => Number((place * step).toPrecision(12)));
}

/** As short as a number on an axis has to be: `1.2k`. */
export function brief(value: number): string {
  const size = Math.abs(value);
  for (const [unit, mark] of [
    [1e12, "T"],
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const) {
    if (size >= unit) return `${Number((value / unit).toPrecision(3))}${mark}`;
  }
  return String(Number(value.toPrecision(3)));
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where the span at this place begins; the last ends at the right. */
export function across(box: Box, place: number, count: number): number {
  return box.left + (place / Math.max(1, count)) * box.width;
}

export function up(box: Box, value: number, top: number): number {
  return box.top + box.height * (1 - (top <= 0 ? 0 : value / top));
}

/** A line through all values, as the path of an SVG. Levels hold through their span: steps, not slopes. */
export function stairs(box: Box, values: readonly number[], top: number): string {
  const x = (place: number) => across(box, place, values.length).toFixed(1);
  return values
    .map((value, place) => {
      const y = up(box, value, top).toFixed(1);
      return `${place === 0 ? `M${x(0)} ${y}` : `V${y}`}H${x(place + 1)}`;
    })
    .join("");
}

/** What a path encloses with the ground. */
export function area(box: Box, values: readonly number[], top: number): string {
  if (values.length === 0) return "";
  const ground = (box.top + box.height).toFixed(1);
  return `${stairs(box, values, top)}V${ground}H${across(box, 0, values.length).toFixed(1)}Z`;
}

/** Which points get a word on the time axis: the first, the last and what fits between. */
export function marked(count: number, most: number): number[] {
  if (count <= 1) return count === 1 ? [0] : [];
  const marks = Math.min(most, count);
  const all = Array.from({ length: marks }, (_, mark) => Math.round((mark * (count - 1)) / (marks - 1)));
  return [...new Set(all)];
}
