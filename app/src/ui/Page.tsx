import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { BlockAt } from "../api/types";
import { chainNow, heard } from "../clock";
import { When } from "./When";

/** A page: its heading, which is its title too, and what it is about. */
export function Page({
  title,
  heading,
  lead,
  acts,
  children,
}: {
  title: string;
  heading?: ComponentChildren;
  lead?: ComponentChildren;
  acts?: ComponentChildren;
  children: ComponentChildren;
}) {
  useEffect(() => {
    document.title = `${title} · answerable`;
  }, [title]);
  return (
    <>
      <div class="page-head">
        <div>
          <h1 tabIndex={-1}>{heading ?? title}</h1>
          {lead === undefined ? null : <p class="lead">{lead}</p>}
        </div>
        {acts === undefined ? null : <div class="acts">{acts}</div>}
      </div>
      {children}
    </>
  );
}

/** As of which block something was read from the chain. */
export function AsOf({ block }: { block: BlockAt }) {
  useEffect(() => heard(block.time), [block.time]);
  return (
    <span class="as-of">
      as of block <span class="figure">{block.number}</span>, <When at={Math.min(block.time, chainNow())} />
    </span>
  );
}

export function Section({
  title,
  id,
  aside,
  children,
}: {
  title: string;
  id: string;
  aside?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <section aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** One thing that is known of something, in a list of such. */
export function Fact({
  name,
  class: look,
  children,
}: {
  name: string;
  class?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={look}>{children}</dd>
    </div>
  );
}
