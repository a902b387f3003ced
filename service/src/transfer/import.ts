import { AppError } from '../errors.ts';
import type { Memory } from '../memories/schemas.ts';
import { type Line, splitLines } from './lines.ts';
import { readLine } from './read-line.ts';
import type { ImportQuery, ImportReport, LineResult, LineStatus } from './schemas.ts';
import { toMemory } from './to-memory.ts';
import { type ImportDependencies, type Outcome, previewMemories, writeMemories } from './write-memories.ts';

/** Memories of one transaction: fewer commits, and no lock is held for long. */
const BATCH = 100;
/** Lines are gathered up to this many characters, so that memory stays bounded. */
const BATCH_LENGTH = 1_000_000;
/** A text may be written with six characters each (\uXXXX), and has fields around it. */
const MAX_LINE = 1_000_000;
const MAX_RESULTS = 10_000;

export interface ImportOptions extends ImportQuery {
  /** Most bytes of the whole import. */
  maxBytes: number;
}

interface Parsed {
  number: number;
  memories: Memory[];
  error: AppError | null;
}

/**
 * Reads JSON Lines, of this service or of the official memory server, and stores what they say. A bad line is reported
 * with its number, and the others are stored. A second time changes nothing. Memory use does not grow with the length.
 *
 * @throws AppError PAYLOAD_TOO_LARGE; what a store throws. The lines before are stored then.
 */
export async function importLines(
  dependencies: ImportDependencies,
  project: string,
  chunks: AsyncIterable<Buffer | string>,
  { dryRun = false, results = 'problems', maxBytes }: ImportOptions,
): Promise<ImportReport> {
  const report = emptyReport(dryRun);
  const write = (memories: readonly Memory[]) =>
    dryRun
      ? previewMemories(dependencies, project, memories)
      : writeMemories(dependencies, project, memories);
  let batch: Parsed[] = [];
  let length = 0;
  const flush = async () => {
    const outcomes = await write(batch.flatMap(({ memories }) => memories));
    for (const parsed of batch) {
      const own = outcomes.splice(0, parsed.memories.length);
      note(report, resultOf(parsed, own), results === 'all');
    }
    batch = [];
    length = 0;
  };
  for await (const line of splitLines(chunks, { bytes: maxBytes, line: MAX_LINE })) {
    const parsed = parse(dependencies, project, line);
    batch.push(parsed);
    length += line.text?.length ?? 0;
    if (batch.length >= BATCH || length > BATCH_LENGTH) await flush();
  }
  if (batch.length > 0) await flush();
  return report;
}

function parse({ guards, shortTtlSeconds }: ImportDependencies, project: string, line: Line): Parsed {
  const { number, text } = line;
  try {
    if (text === null) {
      throw new AppError('PAYLOAD_TOO_LARGE', { message: `the line has more than ${MAX_LINE} characters` });
    }
    const memories = readLine(text).map((memory) =>
      toMemory(project, guards.checkContent(memory), shortTtlSeconds),
    );
    return { number, memories, error: null };
  } catch (error) {
    if (error instanceof AppError) return { number, memories: [], error };
    throw error;
  }
}

function resultOf({ number, error }: Parsed, outcomes: readonly Outcome[]): LineResult {
  const failure = error ?? outcomes.find((outcome) => outcome.status === 'failed')?.error;
  const ids = outcomes.flatMap((outcome) => ('id' in outcome ? [outcome.id] : []));
  if (failure) {
    return { line: number, status: 'failed', ids, error: { code: failure.code, message: failure.message } };
  }
  const statuses = new Set<LineStatus>(outcomes.map(({ status }) => status));
  const status = (['created', 'existing', 'expired'] as const).find((one) => statuses.has(one));
  return { line: number, status: status ?? 'ignored', ids };
}

const emptyReport = (dryRun: boolean): ImportReport => ({
  dryRun,
  lines: 0,
  created: 0,
  existing: 0,
  expired: 0,
  ignored: 0,
  failed: 0,
  results: [],
  resultsLeftOut: 0,
});

function note(report: ImportReport, result: LineResult, all: boolean): void {
  report.lines += 1;
  report[result.status] += 1;
  if (!all && result.status !== 'failed') return;
  if (report.results.length < MAX_RESULTS) report.results.push(result);
  else report.resultsLeftOut += 1;
}
