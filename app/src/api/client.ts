/** Asking the explorer's HTTP interface. */

/** An answer that says what went wrong, or that none came. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    sentence: string,
    readonly reason: string | null = null,
    readonly details: Record<string, unknown> | null = null,
  ) {
    super(sentence);
    this.name = "Refused";
  }
}

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

/** The address of a read, without what was left open. */
export function address(path: string, query: Query = {}): string {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "" || value === false) continue;
    if (typeof value === "object") value.forEach(one => said.append(name, one));
    else said.append(name, String(value));
  }
  const text = said.toString();
  return text === "" ? path : `${path}?${text}`;
}

async function answered<T>(response: Response): Promise<T> {
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refused(
      response.status,
      `The explorer answered ${response.status}, and not in the way it should.`,
    );
  }
  if (response.ok) return body as T;
  const said = (body ?? {}) as { error?: unknown; reason?: unknown; details?: unknown };
  throw new Refused(
    response.status,
    typeof said.error === "string" ? said.error : `The explorer answered ${response.status}.`,
    typeof said.reason === "string" ? said.reason : null,
    typeof said.details === "object" ? (said.details as Record<string, unknown> | null) : null,
  );
}

async function ask<T>(path: string, options: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Refused(0, "The explorer does not answer. Is `answerable serve` still running?");
  }
  return answered(response);
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, { headers: { accept: "application/json" }, signal: signal ?? null });
}

export function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
}
