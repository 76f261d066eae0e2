import { render } from "preact";
import { listen } from "./api/stream";
import { App } from "./App";
import { meet } from "./people";
import { follow } from "./router";
import { watchStatus } from "./status";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/parts.css";
import "./styles/lists.css";
import "./styles/trace.css";
import "./styles/acts.css";
import "./styles/plots.css";
import { keepTheme } from "./theme";
import { explainWhatIsShort } from "./ui/tooltip";
import { discover } from "./wallets/ethereum";

keepTheme();
follow();
listen();
watchStatus();
void meet();
discover();
explainWhatIsShort();

const root = document.getElementById("app");
if (root !== null) render(<App />, root);
