/** What the chain says of everything, asked one by one through the command line. */

/** @import { Stage } from "./stage.mjs" */

/** @param {Stage} stage */
export async function everything(stage) {
  const totals = await stage.tells("show totals");
  const { items } = await stage.explorer.get("/api/traces?limit=200");
  const traces = [];
  for (const { id } of items) traces.push(await trace(stage, id));
  const faults = [];
  for (let id = 1; id <= totals.faults; id++) faults.push({ id, ...(await stage.shows("fault", id)) });
  const steps = traces.flatMap(trace => trace.steps);
  return {
    totals,
    traces,
    faults,
    open: faults.filter(fault => steps.some(step => step.fault === fault.id)),
  };
}

/**
 * A trace with the pledges that answer for each step.
 * @param {Stage} stage
 */
export async function trace(stage, id) {
  const found = await stage.shows("trace", id);
  const answers = await stage.tells(["who-answers", id]);
  const versions = await stage.tells("terms");
  const terms = versions.find(one => one.version === found.terms);
  const steps = [];
  for (const [place, step] of found.steps.entries()) {
    const number = place + 1;
    const { fault } = await stage.tells(["show", "step", id, `${number}`]);
    const layers = answers.find(one => one.step === number)?.layers ?? [];
    steps.push({ ...step, number, fault, layers });
  }
  return { id, ...found, steps, terms };
}

export function sum(amounts) {
  return amounts.reduce((total, one) => total + BigInt(one), 0n);
}

/**
 * The time that contracts see.
 * @param {Stage} stage
 */
export async function now(stage) {
  const { chain } = await stage.explorer.get("/api/status");
  return chain.head.time;
}
