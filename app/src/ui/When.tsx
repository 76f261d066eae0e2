import { useNow } from "../clock";
import { about, countdown, fromNow, moment, stamp } from "../format/times";

/** A moment, as far from now as it is: `in 2 hours`. */
export function When({ at }: { at: number }) {
  const now = useNow(10);
  return (
    <time dateTime={stamp(at)} title={moment(at)}>
      {fromNow(now, at)}
    </time>
  );
}

/** A moment in full. */
export function Moment({ at }: { at: number }) {
  const now = useNow(10);
  return (
    <time dateTime={stamp(at)} title={fromNow(now, at)}>
      {moment(at)}
    </time>
  );
}

/** A deadline that counts down, and says so when it is near or over. */
export function Deadline({ at }: { at: number }) {
  const now = useNow(1);
  const left = at - now;
  const mood = left < 0 ? "over" : left < 86_400 ? "near" : "";
  return (
    <time class={`deadline ${mood}`} dateTime={stamp(at)} title={moment(at)}>
      {countdown(now, at)}
    </time>
  );
}

export function Length({ seconds }: { seconds: number }) {
  return <span title={`${seconds} seconds`}>{about(seconds)}</span>;
}
