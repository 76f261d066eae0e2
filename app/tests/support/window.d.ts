/** What tests put on the window of a page. */
interface Window {
  made: string[];
  same: boolean;
  injectedWeb3: object;
  walletIsAsked(what: object): Promise<unknown>;
  extensionSigns(payload: object): Promise<{ signature: string }>;
}
