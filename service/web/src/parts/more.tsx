import { useEffect, useState } from 'preact/hooks';
import { useAction } from '../data.ts';
import { Notice } from './notice.tsx';

export interface Batch<Row> {
  rows: Row[];
  nextCursor: string | null;
}

export interface Pages<Row> {
  rows: Row[];
  loading: boolean;
  error: Error | undefined;
  /** null: everything is there. */
  more: (() => void) | null;
  /** From the first page again. */
  reload: () => void;
}

/** A list that arrives page by page; it begins anew when one of `inputs` changes. */
export function usePages<Row>(
  load: (cursor: string | undefined) => Promise<Batch<Row>>,
  inputs: readonly unknown[],
): Pages<Row> {
  const [rows, setRows] = useState<Row[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const { busy, error, run } = useAction();
  const fetchPage = (from: string | undefined, before: Row[]) =>
    run(async () => {
      const batch = await load(from);
      setRows([...before, ...batch.rows]);
      setCursor(batch.nextCursor);
    });
  // `inputs` says what `load` depends on
  useEffect(() => {
    void fetchPage(undefined, []);
  }, [...inputs, turn]);
  return {
    rows,
    loading: busy,
    error,
    more: cursor === null ? null : () => void fetchPage(cursor, rows),
    reload: () => setTurn((count) => count + 1),
  };
}

/** What stands under a list: that it is loading, why it failed, or the way to the next page. */
export function More({ pages }: { pages: Pages<unknown> }) {
  return (
    <>
      <Notice error={pages.error} />
      {pages.loading && <p class="quiet">Loading …</p>}
      {pages.more && !pages.loading && (
        <button type="button" onClick={pages.more}>
          Show more
        </button>
      )}
    </>
  );
}
