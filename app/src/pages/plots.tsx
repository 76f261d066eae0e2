/** The plots of the overview. */

import type { Series, SeriesPoint } from "../api/types";
import { asNumber, shortTokens, withUnit } from "../format/amounts";
import { many } from "../format/text";
import { dense } from "../plots/dense";
import { Plot, type Line } from "../plots/Plot";

type AmountOf = {
  [name in keyof SeriesPoint]: SeriesPoint[name] extends string ? name : never;
}[keyof SeriesPoint];

function money(points: SeriesPoint[], name: string, of: AmountOf, look: Line["look"]): Line {
  return {
    name,
    look,
    values: points.map(point => asNumber(point[of])),
    said: place => shortTokens(points[place]?.[of] ?? "0"),
  };
}

function sum(points: SeriesPoint[], of: AmountOf): bigint {
  return points.reduce((total, point) => total + BigInt(point[of]), 0n);
}

/** Levels stay as they are where nothing happens, and sums are none. */
function still(before: SeriesPoint): SeriesPoint {
  return {
    ...before,
    reported: 0,
    paidBySureties: "0",
    paidByVolunteers: "0",
    penalties: "0",
    premiums: "0",
    deposited: "0",
    withdrawn: "0",
  };
}

export function Plots({ series, until }: { series: Series; until: number }) {
  const points = dense(series, until, still);
  const times = points.map(point => point.time);
  const last = points[points.length - 1];
  const shares = points.map(point => (point.steps === 0 ? 0 : (point.answered * 100) / point.steps));
  const count = (name: string, values: number[], look: Line["look"] = "one"): Line => ({
    name,
    look,
    values,
    said: place => String(values[place] ?? 0),
  });
  const faults = points.map(point => point.openFaults);
  return (
    <div class="plots">
      <Plot
        title="Inferences"
        as="levels"
        times={times}
        lines={[
          count(
            "traces",
            points.map(point => point.traces),
          ),
        ]}
        summary={`${many(last?.traces ?? 0, "trace")} stored by the end.`}
      />
      <Plot
        title="Steps that somebody answers for"
        as="levels"
        top={100}
        times={times}
        tick={value => `${value}%`}
        lines={[
          {
            name: "answered for",
            look: "two",
            values: shares,
            said: place => `${Math.round(shares[place] ?? 0)}%`,
          },
        ]}
        summary={`${last?.answered ?? 0} of ${many(last?.steps ?? 0, "step")} by the end.`}
      />
      <Plot
        title="Cover"
        as="levels"
        times={times}
        lines={[money(points, "tokens promised", "cover", "two")]}
        summary={`${withUnit(last?.cover ?? "0")} promised and not paid out by the end.`}
      />
      <Plot
        title="Open faults"
        as="levels"
        times={times}
        lines={[count("open", faults, "three")]}
        summary={`${last?.openFaults ?? 0} open by the end, ${Math.max(0, ...faults)} at most.`}
      />
      <Plot
        title="Money that moved"
        as="sums"
        times={times}
        lines={[
          money(points, "paid by sureties", "paidBySureties", "one"),
          money(points, "by volunteers", "paidByVolunteers", "two"),
          money(points, "penalties", "penalties", "three"),
          money(points, "premiums", "premiums", "four"),
        ]}
        summary={`${withUnit(sum(points, "paidBySureties") + sum(points, "paidByVolunteers"))} paid for faults, ${withUnit(sum(points, "premiums"))} of premiums.`}
      />
      <Plot
        title="In and out of the contract"
        as="sums"
        times={times}
        lines={[
          money(points, "deposited", "deposited", "one"),
          money(points, "withdrawn", "withdrawn", "three"),
        ]}
        summary={`${withUnit(sum(points, "deposited"))} came in, ${withUnit(sum(points, "withdrawn"))} went out.`}
      />
    </div>
  );
}
