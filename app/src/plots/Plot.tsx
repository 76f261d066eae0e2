/** Values over time, drawn; and the same as a table for who does not see the drawing. */

import { useEffect, useRef, useState } from "preact/hooks";
import { clock, day, moment } from "../format/times";
import { across, area, brief, marked, stairs, ticks, up, type Box } from "./scale";

export interface Line {
  name: string;
  values: number[];
  /** How each value is said. */
  said: (place: number) => string;
  look: "one" | "two" | "three" | "four";
}

interface Of {
  title: string;
  /** What one reads off it, in a sentence. */
  summary: string;
  times: number[];
  lines: Line[];
  /** Levels are lines; sums within a span are bars that lie upon each other. */
  as: "levels" | "sums";
  /** The top of the axis where it is known, such as 100 for a share. */
  top?: number;
  tick?: (value: number) => string;
}

const HEIGHT = 150;

function useWidth(): [(element: HTMLElement | null) => void, number] {
  const [width, set] = useState(320);
  const observer = useRef<ResizeObserver | null>(null);
  const [attach] = useState(() => (element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (element === null) return;
    observer.current = new ResizeObserver(entries => {
      const wide = entries[0]?.contentRect.width ?? 0;
      if (wide > 0) set(Math.round(wide));
    });
    observer.current.observe(element);
  });
  useEffect(() => () => observer.current?.disconnect(), []);
  return [attach, width];
}

function Bars({ lines, box, top }: { lines: Line[]; box: Box; top: number }) {
  const count = lines[0]?.values.length ?? 0;
  const slot = box.width / Math.max(1, count);
  const wide = Math.max(1, slot * 0.7);
  return (
    <>
      {Array.from({ length: count }, (_, place) => {
        let base = 0;
        return lines.map(line => {
          const value = line.values[place] ?? 0;
          if (value <= 0) return null;
          const from = base;
          base += value;
          const y = up(box, base, top);
          return (
            <rect
              class={`fill ${line.look}`}
              x={box.left + place * slot + (slot - wide) / 2}
              y={y}
              width={wide}
              height={Math.max(1, up(box, from, top) - y)}
            />
          );
        });
      })}
    </>
  );
}

export function Plot({ title, summary, times, lines, as, top: given, tick = brief }: Of) {
  const [measure, width] = useWidth();
  const [at, setAt] = useState<number | null>(null);
  const count = times.length;
  const most =
    as === "levels"
      ? Math.max(0, ...lines.flatMap(line => line.values))
      : Math.max(
          0,
          ...times.map((_, place) => lines.reduce((sum, line) => sum + (line.values[place] ?? 0), 0)),
        );
  const scale = ticks(given ?? most);
  const top = scale[scale.length - 1] ?? 1;
  const box: Box = { left: 42, top: 8, width: Math.max(40, width - 50), height: HEIGHT - 32 };
  const apart = (times[count - 1] ?? 0) - (times[0] ?? 0);
  const x = (place: number) => across(box, place + 0.5, count);
  const nearest = (event: PointerEvent) => {
    const frame = (event.currentTarget as Element).getBoundingClientRect();
    const part = (event.clientX - frame.left - box.left) / box.width;
    const place = Math.floor(part * count);
    setAt(count === 0 ? null : Math.min(count - 1, Math.max(0, place)));
  };
  const shownAt = at !== null && at < count ? at : null;
  return (
    <figure class="plot" ref={measure}>
      <figcaption>
        <h3>{title}</h3>
        <p class="small">
          {shownAt === null
            ? summary
            : `${moment(times[shownAt] ?? 0)}: ${lines.map(line => `${line.name} ${line.said(shownAt)}`).join(", ")}`}
        </p>
      </figcaption>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`${title}. ${summary}`}
        onPointerMove={nearest}
        onPointerLeave={() => setAt(null)}
      >
        {scale.map(value => (
          <g class="axis">
            <line x1={box.left} x2={box.left + box.width} y1={up(box, value, top)} y2={up(box, value, top)} />
            <text x={box.left - 6} y={up(box, value, top) + 4} text-anchor="end">
              {tick(value)}
            </text>
          </g>
        ))}
        {as === "sums" ? (
          <Bars lines={lines} box={box} top={top} />
        ) : (
          lines.map((line, place) => (
            <>
              {place === 0 ? <path class={`under ${line.look}`} d={area(box, line.values, top)} /> : null}
              <path class={`line ${line.look}`} d={stairs(box, line.values, top)} />
            </>
          ))
        )}
        {marked(count, width > 420 ? 4 : 3).map((place, mark, all) => (
          <text
            class="when"
            x={x(place)}
            y={HEIGHT - 6}
            text-anchor={mark === 0 ? "start" : mark === all.length - 1 ? "end" : "middle"}
          >
            {apart < 172_800 ? clock(times[place] ?? 0) : day(times[place] ?? 0).slice(0, -5)}
          </text>
        ))}
        {shownAt === null ? null : (
          <line class="cursor" x1={x(shownAt)} x2={x(shownAt)} y1={box.top} y2={box.top + box.height} />
        )}
      </svg>
      {lines.length > 1 ? (
        <ul class="legend">
          {lines.map(line => (
            <li>
              <span class={`swatch ${line.look}`} aria-hidden="true" />
              {line.name}
            </li>
          ))}
        </ul>
      ) : null}
      <Values title={title} times={times} lines={lines} />
    </figure>
  );
}

/** The same in figures; points at which nothing changed are left out. */
function Values({ title, times, lines }: { title: string; times: number[]; lines: Line[] }) {
  const told = times
    .map((_, place) => place)
    .filter(place => place === 0 || lines.some(line => line.values[place] !== line.values[place - 1]));
  return (
    <details class="values">
      <summary>In figures</summary>
      <div class="table" role="region" aria-label={`${title} in figures`} tabIndex={0}>
        <table>
          <caption class="unseen">{title}</caption>
          <thead>
            <tr>
              <th scope="col">from</th>
              {lines.map(line => (
                <th scope="col" class="number">
                  {line.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {told.map(place => (
              <tr>
                <th scope="row">{moment(times[place] ?? 0)}</th>
                {lines.map(line => (
                  <td class="number">{line.said(place)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
