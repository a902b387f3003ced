import { Failure } from '../../test/cluster/failure.ts';

/** One run as Pulumi's history has it, newest first. */
export interface HistoryEntry {
  kind: string;
  message?: string;
  result: string;
  startTime?: string;
}

/** A run of `up` that told which commit it deployed. */
export interface Release {
  commit: string;
  /** The tree had changes that are in no commit, so that nobody can deploy it again. */
  dirty: boolean;
  succeeded: boolean;
  at: string;
  rollbackOf?: string;
}

const MESSAGE =
  /^release ([0-9a-f]{40})(\+changes)?(?: rollback of ([0-9a-f]{40}))?(?: content [0-9a-f]{16})?$/;

export interface ReleaseParts extends Pick<Release, 'commit' | 'dirty'> {
  rollbackOf: string | undefined;
  /** Hash of program and settings, changes that are in no commit included. */
  content: string;
}

/** What a run is called in the history, by which a rollback finds it. */
export const releaseMessage = ({ commit, dirty, rollbackOf, content }: ReleaseParts): string =>
  `release ${commit}${dirty ? '+changes' : ''}${rollbackOf ? ` rollback of ${rollbackOf}` : ''} content ${content}`;

/** Whether the last run of all had this name and succeeded: program and settings are what the state was made from. */
export const repeats = ([last]: HistoryEntry[], release: string | undefined): boolean =>
  release !== undefined && last?.kind === 'update' && last.result === 'succeeded' && last.message === release;

/** Releases in a history, newest first. */
export function releasesOf(history: HistoryEntry[]): Release[] {
  return history.flatMap(({ kind, message, result, startTime }) => {
    const [, commit, changes, rollbackOf] = MESSAGE.exec(message ?? '') ?? [];
    if (kind !== 'update' || !commit) return [];
    const release = {
      commit,
      dirty: Boolean(changes),
      succeeded: result === 'succeeded',
      at: startTime ?? '',
    };
    return [{ ...release, ...(rollbackOf ? { rollbackOf } : {}) }];
  });
}

/**
 * The last release before the current one that succeeded, can be deployed again, and was not itself rolled back.
 * @throws Failure where there is none, saying why each earlier one does not serve
 */
export function rollbackTarget(stack: string, releases: Release[]): Release {
  const [current, ...earlier] = releases;
  if (!current) throw new Failure(`stack ${stack} has no recorded release: nothing to roll back to`);
  const left = new Set(releases.map(({ rollbackOf }) => rollbackOf));
  // What was changed without a commit goes back to that commit itself.
  const isCurrent = ({ commit, dirty }: Release) => commit === current.commit && !(current.dirty && !dirty);
  const others = earlier.filter((release) => !isCurrent(release) && !left.has(release.commit));
  const target = others.find(({ succeeded, dirty }) => succeeded && !dirty);
  if (target) return target;
  const why = others.map(
    ({ commit, dirty }) =>
      `  ${commit.slice(0, 12)}: ${dirty ? 'had changes that are in no commit' : 'failed'}`,
  );
  throw new Failure(
    [`stack ${stack} has no earlier good release than ${current.commit.slice(0, 12)}`, ...why].join('\n'),
  );
}
