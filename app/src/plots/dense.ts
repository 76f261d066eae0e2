/** The interface leaves out the spans in which nothing happened; a drawing shows them. */

export interface Spans<P> {
  /** How long a span is. */
  seconds: number;
  points: P[];
}

/** No drawing needs more. */
const MOST = 400;

/** A point for every span up to the one that `until` is in. `still` is a span after this one in which nothing happened. */
export function dense<P extends { time: number }>(
  { seconds, points }: Spans<P>,
  until: number,
  still: (before: P) => P,
): P[] {
  const whole: P[] = [];
  const fill = (end: number) => {
    for (;;) {
      const before = whole[whole.length - 1];
      if (before === undefined || seconds <= 0 || whole.length >= MOST) return;
      const time = before.time + seconds;
      if (time >= end) return;
      whole.push({ ...still(before), time });
    }
  };
  for (const point of points) {
    fill(point.time);
    whole.push(point);
  }
  fill(until);
  return whole;
}
