import { useEffect, useRef } from "preact/hooks";
import { ActDialog } from "./acts/Dialog";
import { Batch } from "./pages/Batch";
import { Fault } from "./pages/Fault";
import { Missing, Search, Sureties } from "./pages/Find";
import { Governance } from "./pages/Governance";
import { Mandate } from "./pages/Mandate";
import { Offer } from "./pages/Offer";
import { Open } from "./pages/Open";
import { Overview } from "./pages/Overview";
import { Surety } from "./pages/Surety";
import { Trace } from "./pages/Trace";
import { Traces } from "./pages/Traces";
import { route, usePlace, type Route } from "./router";
import { Shell } from "./Shell";

function At({ at }: { at: Route }) {
  switch (at.page) {
    case "overview":
      return <Overview />;
    case "traces":
      return <Traces />;
    case "trace":
      return <Trace id={at.id} />;
    case "open":
      return <Open />;
    case "sureties":
      return <Sureties />;
    case "surety":
      return <Surety address={at.address} />;
    case "governance":
      return <Governance />;
    case "fault":
      return <Fault id={at.id} />;
    case "batch":
      return <Batch id={at.id} />;
    case "offer":
      return <Offer id={at.id} />;
    case "mandate":
      return <Mandate id={at.id} />;
    case "search":
      return <Search />;
    case "missing":
      return <Missing path={at.path} />;
  }
}

export function App() {
  const { path } = usePlace();
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    // Whoever hears the page rather than sees it has to be told that it is another.
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  }, [path]);
  return (
    <>
      <Shell>
        <At key={path} at={route(path)} />
      </Shell>
      <ActDialog />
    </>
  );
}
