/** Every page has an address of its own. */

import { store, useStore } from "./store";

export type Route =
  | { page: "overview" }
  | { page: "traces" }
  | { page: "trace"; id: string }
  | { page: "open" }
  | { page: "sureties" }
  | { page: "surety"; address: string }
  | { page: "governance" }
  | { page: "fault"; id: number }
  | { page: "batch"; id: number }
  | { page: "offer"; id: number }
  | { page: "mandate"; id: number }
  | { page: "search" }
  | { page: "missing"; path: string };

const HASH = /^0x[0-9a-f]{64}$/;
const ADDRESS = /^0x[0-9a-f]{40}$/;
const NUMBER = /^[1-9]\d{0,15}$/;

export function route(path: string): Route {
  const missing: Route = { page: "missing", path };
  const [head = "", tail, ...rest] = path.replace(/^\/+|\/+$/g, "").split("/");
  if (rest.length > 0) return missing;
  if (tail === undefined) {
    switch (head) {
      case "":
        return { page: "overview" };
      case "surety":
        return { page: "sureties" };
      case "traces":
      case "open":
      case "governance":
      case "search":
        return { page: head };
      default:
        return missing;
    }
  }
  const id = tail.toLowerCase();
  switch (head) {
    case "trace":
      return HASH.test(id) ? { page: "trace", id } : missing;
    case "surety":
    case "account":
      return ADDRESS.test(id) ? { page: "surety", address: id } : missing;
    case "fault":
    case "batch":
    case "offer":
    case "mandate":
      return NUMBER.test(id) ? { page: head, id: Number(id) } : missing;
    default:
      return missing;
  }
}

export interface Place {
  path: string;
  query: URLSearchParams;
}

function here(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

export const place = store<Place>({ path: "/", query: new URLSearchParams() });

export function usePlace(): Place {
  return useStore(place);
}

export function go(to: string): void {
  if (to !== location.pathname + location.search) history.pushState(null, "", to);
  place.set(here());
}

/** Says something else of the same page, such as another filter. Going back leaves the page. */
export function amend(changes: Record<string, string | null>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  history.replaceState(null, "", text === "" ? location.pathname : `${location.pathname}?${text}`);
  place.set(here());
}

/** Links within the page are followed without loading it anew. */
export function follow(): void {
  place.set(here());
  addEventListener("popstate", () => place.set(here()));
  document.addEventListener("click", event => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest("a");
    if (!link || link.target !== "" || link.origin !== location.origin || link.hash !== "") return;
    if (/^\/(api|health|metrics)(\/|$)/.test(link.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
