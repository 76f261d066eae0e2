/** What answering brought, and what it cost, over time. */

import { address } from "../../api/client";
import { useLoad } from "../../api/load";
import type { Income as Of, IncomePoint } from "../../api/types";
import { asNumber, shortTokens, withUnit } from "../../format/amounts";
import { dense } from "../../plots/dense";
import { Plot, type Line } from "../../plots/Plot";
import { Empty, Shown } from "../../ui/States";

type Sum = "premiums" | "paid" | "penalties";

function sum(points: IncomePoint[], of: Sum): bigint {
  return points.reduce((total, point) => total + BigInt(point[of]), 0n);
}

function line(points: IncomePoint[], name: string, of: Sum, look: Line["look"]): Line {
  return {
    name,
    look,
    values: points.map(point => asNumber(point[of])),
    said: place => shortTokens(points[place]?.[of] ?? "0"),
  };
}

export function Income({ of }: { of: string }) {
  const income = useLoad<Of>(address(`/api/accounts/${of}/income`, { points: 48 }), true);
  return (
    <Shown of={income} what="the income">
      {series => {
        const points = dense(series, 0, before => ({ ...before, premiums: "0", paid: "0", penalties: "0" }));
        const moved = sum(points, "premiums") + sum(points, "paid") + sum(points, "penalties");
        if (moved === 0n) return <Empty>No premium was earned, and nothing was paid.</Empty>;
        return (
          <Plot
            title="Premiums and payments"
            as="sums"
            times={points.map(point => point.time)}
            lines={[
              line(points, "premiums", "premiums", "two"),
              line(points, "paid for faults", "paid", "one"),
              line(points, "penalties", "penalties", "three"),
            ]}
            summary={`${withUnit(sum(points, "premiums"))} earned, ${withUnit(sum(points, "paid"))} paid for faults, ${withUnit(sum(points, "penalties"))} of penalties.`}
          />
        );
      }}
    </Shown>
  );
}
