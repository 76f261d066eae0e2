/** What the HTTP interface answers, by the names of this page. The shapes are generated from its own document. */

import type { components } from "./schema";

type Schemas = components["schemas"];

/** What may be missing is null there, and never left out. */
type Told<T> = T extends (infer Item)[]
  ? Told<Item>[]
  : T extends object
    ? { [Name in keyof T]-?: Told<Exclude<T[Name], undefined>> }
    : T;

type Of<Name extends keyof Schemas> = Told<Schemas[Name]>;

export interface List<T> {
  items: T[];
  next: string | null;
}

export type BlockAt = Of<"AsOf">;
export type Status = Of<"Status">;
export type Overview = Of<"Overview">;
export type Series = Of<"Series">;
export type SeriesPoint = Of<"Point">;
export type TraceRow = Of<"TraceRow">;
export type StepRow = Of<"StepRow">;
export type OpenRow = Of<"OpenRow">;
export type PledgeRow = Of<"PledgeRow">;
export type BatchPledgeRow = Of<"BatchPledgeRow">;
export type MandateRow = Of<"MandateRow">;
export type FaultRow = Of<"FaultRow">;
export type CalendarItem = Of<"CalendarRow">;
export type Income = Of<"Income">;
export type IncomePoint = Of<"IncomePoint">;
export type EventRow = Of<"EventRow">;
export type Found = Of<"FoundRow">;
export type AccountPage = Of<"AccountNow">;
export type TracePage = Of<"TraceNow">;
export type History = Of<"Story">;
export type StepHistory = Of<"StepStory">;
export type Promised = Of<"PromiseStory">;
export type FaultHistory = Of<"FaultStory">;
export type Turn = Of<"TurnStory">;
export type OfferNow = Of<"OfferTold">;
export type FaultPage = Of<"FaultNow">;
export type Allowed = Of<"ActTold">;
export type StepPage = Of<"StepNow">;
export type OfferPage = Of<"OfferNow">;
export type MandatePage = Of<"MandateNow">;
export type BatchPage = Of<"BatchNow">;
export type OfficePage = Of<"OfficeNow">;
export type Terms = Of<"TermsView">;
export type Preview = Of<"Preview">;
export type DevAccount = Of<"DevAccount">;
export type Streamed = Of<"BlockNews">;
export type StreamedEvent = Of<"EventNews">;

/** An event among those that an act led to, by the names of IAnswerable.sol. */
export type Done = Omit<Of<"Done">, "events"> & { events: { event?: string; fault?: number }[] };

export interface ActBody {
  message: string;
  arguments: Record<string, unknown>;
  attach: string;
}
