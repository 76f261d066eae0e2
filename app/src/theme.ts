/** Dark or light: as the system has it, or as was chosen here. */

import { kept, store } from "./store";

export type Theme = "system" | "light" | "dark";

function known(text: string | null): Theme {
  return text === "light" || text === "dark" ? text : "system";
}

export const theme = store<Theme>(known(kept.get("theme")));

function apply(chosen: Theme): void {
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}

export function keepTheme(): void {
  apply(theme.get());
  theme.watch(chosen => {
    apply(chosen);
    kept.set("theme", chosen === "system" ? null : chosen);
  });
}
