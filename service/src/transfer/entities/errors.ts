import { keptTime } from '../../context/times.ts';
import { type KeptError, keepError } from '../../firewall/keep.ts';
import { normalize } from '../../firewall/normalize.ts';
import { findByFingerprint } from '../../firewall/patterns.ts';
import type { Solution } from '../../firewall/schemas.ts';
import type { Executor } from '../../memories/repository.ts';
import type { Places } from '../places.ts';
import type { EntityKind } from './entity.ts';
import { errorSource } from './error-source.ts';
import { ErrorLine, type SolutionPart } from './lines.ts';
import { sessionAt, sessionMention } from './table-entity.ts';
import { writeSolutions } from './write-solutions.ts';

/** Errors are the same when their fingerprints are, whatever their ids. */
export const errors: EntityKind = {
  kind: 'error',
  schema: ErrorLine,
  source: errorSource,
  read(project, line: ErrorLine) {
    const error = toError(project, line);
    const solutions = (line.solutions ?? []).map((part) => toSolution(line.id, part));
    const self = { kind: 'error' as const, id: line.id };
    /** The id of the same error in the project. */
    const same = async (db: Executor, places: Places): Promise<string | undefined> =>
      (await findByFingerprint(db, project, error.normalized.fingerprint))?.id ??
      (places.has(self) ? places.idOf(self) : undefined);
    return {
      mentions: [
        self,
        ...sessionMention(error.sessionId),
        ...solutions.flatMap(({ sessionId }) => sessionMention(sessionId)),
      ],
      preview: async (db, places) => {
        const there = await same(db, places);
        return there ? { status: 'existing', id: there } : { status: 'created', id: places.idOf(self) };
      },
      write: async (connection, places) => {
        const there = await same(connection, places);
        const id = there ?? places.idOf(self);
        if (!there) {
          const sessionId = sessionAt(error.sessionId, places);
          await keepError(connection, { ...error, id, sessionId });
          places.add(self);
        }
        const added = await writeSolutions(connection, project, id, solutions, places);
        return { status: there && added === 0 ? 'existing' : 'created', id };
      },
    };
  },
};

function toError(project: string, line: ErrorLine): KeptError {
  const { id, message, type, stack } = line;
  const given = { message, type: type ?? undefined, stack: stack ?? undefined };
  const days = Object.entries(line.days ?? {});
  for (const [day] of days) keptTime('days', day);
  return {
    id,
    project,
    message,
    stack: stack ?? null,
    normalized: normalize(given),
    tags: line.tags ?? [],
    occurrences: line.occurrences ?? 1,
    sessionId: line.sessionId ?? null,
    firstSeenAt: keptTime('firstSeenAt', line.firstSeenAt),
    lastSeenAt: keptTime('lastSeenAt', line.lastSeenAt),
    days,
  };
}

const toSolution = (errorId: string, part: SolutionPart): Solution => ({
  id: part.id,
  errorId,
  description: part.description,
  successes: part.successes ?? 0,
  failures: part.failures ?? 0,
  successRate: null,
  sessionId: part.sessionId ?? null,
  createdAt: keptTime('createdAt', part.createdAt),
  updatedAt: keptTime('updatedAt', part.updatedAt),
});
