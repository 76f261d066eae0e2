/** A list as a table, with its states, its news and its next page. */

import type { ComponentChildren } from "preact";
import type { Listed } from "../api/list";
import { many } from "../format/text";
import { Failure, Loading } from "./States";

export interface Column<T> {
  head: string;
  cell: (row: T) => ComponentChildren;
  /** Numbers stand at the right. */
  number?: boolean;
}

interface Table<T> {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
}

/** A table that a narrow screen may turn into one block for each row. */
export function Table<T>({ caption, columns, rows, rowKey }: Table<T>) {
  return (
    <div class="table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th scope="col" class={column.number ? "number" : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={rowKey(row)}>
              {columns.map(column => (
                <td data-head={column.head} class={column.number ? "number" : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Rows<T>({
  list,
  what,
  empty,
  children,
}: {
  list: Listed<T>;
  what: string;
  empty: ComponentChildren;
  children: (items: T[]) => ComponentChildren;
}) {
  if (list.items === null) {
    return list.error === null ? <Loading what={what} /> : <Failure error={list.error} retry={list.reload} />;
  }
  return (
    <div class="rows">
      {list.error === null ? null : <Failure error={list.error} retry={list.reload} />}
      <div class="fresh" aria-live="polite">
        {list.fresh === 0 ? null : (
          <button type="button" class="quiet" onClick={list.showFresh}>
            {many(list.fresh, "new one", "new ones")}: show
          </button>
        )}
      </div>
      {list.items.length === 0 ? empty : children(list.items)}
      {list.more ? (
        <p class="more">
          <button type="button" onClick={list.loadMore} disabled={list.loading}>
            {list.loading ? "Reading…" : "Show more"}
          </button>
        </p>
      ) : null}
    </div>
  );
}
