/** Refusals say their next step in commands of a terminal. Where the page has the same, it is named as it is called here. */

const HERE = new Map(
  Object.entries({
    default: "“Declare the default”",
    "own-up": "“Own up”",
    release: "“Release”",
    report: "“Report”",
    settle: "“Settle”",
    "show fault": "its page",
    "show trace": "its page",
    terms: "the page of governance",
    watch: "the page of the surety",
  }),
);

export function onThePage(sentence: string): string {
  return sentence
    .replace(/run `answerable deposit ([\d.]+)`/g, "use “Deposit” for $1 tokens")
    .replace(
      /`answerable ([a-z-]+(?: (?:fault|trace)\b)?)[^`]*`/g,
      (command, name: string) => HERE.get(name) ?? command,
    );
}
