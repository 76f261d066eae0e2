/** What axe finds on a page that keeps somebody from using it. */

import { AxeBuilder } from "@axe-core/playwright";

/** @param {import("playwright-core").Page} page */
export async function barriers(page) {
  // There are no frames, and the window that axe would open for them is nobody's.
  const found = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const grave = found.violations.filter(one => one.impact === "serious" || one.impact === "critical");
  return grave.map(one => ({
    rule: `${one.id} (${one.impact}): ${one.help}`,
    nodes: one.nodes.slice(0, 5).map(node => `${node.target.join(" ")}: ${node.failureSummary}`),
  }));
}
