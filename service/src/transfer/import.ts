import { cleaned } from '../context/texts.ts';
import { AppError } from '../errors.ts';
import type { Memory } from '../memories/schemas.ts';
import type { Entity } from './entities/entity.ts';
import { sessionAt, sessionMention } from './entities/table-entity.ts';
import { type Line, splitLines } from './lines.ts';
import { findPlaces } from './places.ts';
import { readLine } from './read-line.ts';
import type { ImportQuery, ImportReport, LineResult, LineStatus } from './schemas.ts';
import { toMemory } from './to-memory.ts';
import { previewEntities, writeEntities } from './write-entities.ts';
import { type ImportDependencies, type Outcome, previewMemories, writeMemories } from './write-memories.ts';

/** Lines of one transaction: fewer commits, and no lock is held for long. */
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
  entities: Entity[];
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
  let batch: Parsed[] = [];
  let length = 0;
  const flush = async () => {
    const entities = batch.flatMap((parsed) => parsed.entities);
    const memories = await relinked(
      dependencies,
      project,
      batch.flatMap((parsed) => parsed.memories),
    );
    const [own, others] = dryRun
      ? [
          await previewMemories(dependencies, project, memories),
          await previewEntities(dependencies, project, entities),
        ]
      : [
          await writeMemories(dependencies, project, memories),
          await writeEntities(dependencies, project, entities),
        ];
    for (const parsed of batch) {
      const outcomes = [
        ...own.splice(0, parsed.memories.length),
        ...others.splice(0, parsed.entities.length),
      ];
      note(report, resultOf(parsed, outcomes), results === 'all');
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
  const nothing = { number, memories: [], entities: [], error: null };
  try {
    if (text === null) {
      throw new AppError('PAYLOAD_TOO_LARGE', { message: `the line has more than ${MAX_LINE} characters` });
    }
    const read = readLine(text);
    if ('of' in read)
      return { ...nothing, entities: [read.of.read(project, cleaned(read.line, guards) as never)] };
    const memories = read.map((memory) => toMemory(project, guards.checkContent(memory), shortTtlSeconds));
    return { ...nothing, memories };
  } catch (error) {
    if (error instanceof AppError) return { ...nothing, error };
    throw error;
  }
}

/** The memories with their sessions where those are, or will be, in the project. */
async function relinked(
  { mysql }: ImportDependencies,
  project: string,
  memories: readonly Memory[],
): Promise<Memory[]> {
  const mentions = memories.flatMap(({ sessionId }) => sessionMention(sessionId));
  const places = await findPlaces(mysql, project, mentions);
  return memories.map((memory) => ({ ...memory, sessionId: sessionAt(memory.sessionId, places) }));
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
