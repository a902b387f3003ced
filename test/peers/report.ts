import type { PeerReport } from './measure.ts';

const ms = (value: number) => value.toFixed(1);

/** The figures side by side, as a Markdown table. */
export function peerTable(reports: readonly PeerReport[]): string {
  const rows = reports.map(({ name, how, write, writeRate, settledMs, search, searchRate, recall }) => [
    `${name} (${how})`,
    `${ms(write.median)} / ${ms(write.p95)}`,
    String(writeRate),
    String(settledMs),
    `${ms(search.median)} / ${ms(search.p95)}`,
    String(searchRate),
    `${recall.mean.toFixed(3)} (${recall.low.toFixed(3)}–${recall.high.toFixed(3)})`,
  ]);
  const heads = [
    'system',
    'write, median / P95 ms',
    'writes/s, 8 clients',
    'ms until found',
    'search, median / P95 ms',
    'searches/s, 8 clients',
    'R@5 (95% interval)',
  ];
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
