/** The address of every page there is, on a stage where something waits for everybody. */

/**
 * @param {import("./stage.mjs").Stage} stage
 * @param {import("./stage.mjs").Story} story
 */
export function places(stage, story) {
  return {
    overview: "/",
    traces: "/traces",
    trace: `/trace/${story.traces.failed}`,
    open: "/open",
    sureties: "/surety",
    surety: `/surety/${stage.people.bob}`,
    governance: "/governance",
    fault: `/fault/${story.faults.contested}`,
    batch: "/batch/1",
    offer: "/offer/2",
    mandate: "/mandate/1",
    search: "/search?q=1",
    missing: "/no/such/page",
  };
}
