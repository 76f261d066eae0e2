/** Moments are seconds since 1970, as the chain counts them. */

const LENGTHS = [
  [86_400, "day", "days", "d"],
  [3_600, "hour", "hours", "h"],
  [60, "minute", "minutes", "min"],
  [1, "second", "seconds", "s"],
] as const;

/** Beyond this no calendar goes. */
const LAST = 8_640_000_000_000;

/** The date in UTC: `2026-01-08 00:00:00 UTC`. */
export function moment(time: number): string {
  if (!Number.isFinite(time) || Math.abs(time) > LAST) return "beyond all calendars";
  return `${new Date(time * 1_000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** The day alone: `8 Jan 2026`. */
export function day(time: number): string {
  const options = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return Math.abs(time) > LAST
    ? "beyond all calendars"
    : new Date(time * 1_000).toLocaleDateString("en-GB", options);
}

export function clock(time: number): string {
  return Math.abs(time) > LAST ? "" : new Date(time * 1_000).toISOString().slice(11, 16);
}

/** For a machine to read: the `datetime` of a `<time>`. */
export function stamp(time: number): string | undefined {
  return Math.abs(time) > LAST ? undefined : new Date(time * 1_000).toISOString();
}

/** A length of time in its largest unit: `2 hours`. */
export function about(seconds: number): string {
  const size = Math.max(0, Math.floor(seconds));
  for (const [length, one, many] of LENGTHS) {
    if (size >= length) {
      const count = Math.floor(size / length);
      return `${count} ${count === 1 ? one : many}`;
    }
  }
  return "0 seconds";
}

/** A length of time in its two largest units: `2 h 13 min`. */
export function span(seconds: number): string {
  let rest = Math.max(0, Math.floor(seconds));
  const parts: string[] = [];
  for (const [length, , , short] of LENGTHS) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${count} ${short}`);
    else if (parts.length > 0) break;
  }
  return parts.length === 0 ? "0 s" : parts.slice(0, 2).join(" ");
}

/** How far a moment is from now: `in 2 hours`, `3 days ago`. */
export function fromNow(now: number, time: number): string {
  const apart = Math.floor(time) - Math.floor(now);
  if (apart === 0) return "now";
  return apart > 0 ? `in ${about(apart)}` : `${about(-apart)} ago`;
}

/** What a deadline has left, told more exactly the nearer it is: `2 h 13 min left`, `passed 3 min ago`. */
export function countdown(now: number, deadline: number): string {
  // A window includes its last second.
  const left = Math.floor(deadline) - Math.floor(now);
  return left >= 0 ? `${span(left)} left` : `passed ${span(-left)} ago`;
}

/** What a field of the kind `datetime-local` holds, in UTC. */
export function toField(time: number): string {
  return stamp(time)?.slice(0, 16) ?? "";
}

export function fromField(text: string): number | null {
  if (!/^\d{4,}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return null;
  const time = Date.parse(`${text}Z`);
  return Number.isNaN(time) ? null : Math.floor(time / 1_000);
}
