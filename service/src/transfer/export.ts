import { ENTITY_KINDS } from './entities/kinds.ts';
import type { ExportDependencies, ExportSource } from './export-source.ts';
import { exportedMemories } from './memory-source.ts';
import { officialLines } from './official.ts';
import type { ExportFormat } from './schemas.ts';

/** Everything that an export holds. */
const SOURCES: readonly ExportSource[] = [exportedMemories, ...ENTITY_KINDS.map(({ source }) => source)];

/** 1: memories alone. */
const VERSION = 2;

/**
 * A project as lines of JSON, each with its line feed, while it is being read. An export that was cut short lacks its
 * last line, `{"kind":"end","lines":n}`; the official format knows no such line.
 */
export function exportLines(
  dependencies: ExportDependencies,
  project: string,
  format: ExportFormat,
): AsyncGenerator<string> {
  return format === 'official' ? officialLines(dependencies, project) : ownLines(dependencies, project);
}

async function* ownLines(dependencies: ExportDependencies, project: string): AsyncGenerator<string> {
  yield toLine({ kind: 'export', version: VERSION, project, exportedAt: new Date().toISOString() });
  let lines = 0;
  for (const source of SOURCES) {
    for await (const record of source(dependencies, project)) {
      lines += 1;
      yield toLine(record);
    }
  }
  yield toLine({ kind: 'end', lines });
}

const toLine = (value: object): string => `${JSON.stringify(value)}\n`;
