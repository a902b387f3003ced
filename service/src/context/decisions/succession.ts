import type { PoolConnection } from 'mysql2/promise';
import { AppError } from '../../errors.ts';
import type { Decision } from './schemas.ts';
import { decisionTable } from './table.ts';

/**
 * Marks the decision that `by` supersedes, if it does.
 *
 * @throws AppError DECISION_NOT_FOUND, DECISION_SUPERSEDED
 */
export async function supersede(connection: PoolConnection, by: Decision): Promise<void> {
  if (by.supersedes === null) return;
  const old = await decisionTable.find(connection, by.project, by.supersedes, 'lock');
  if (!old) {
    throw new AppError('DECISION_NOT_FOUND', {
      message: `supersedes: the project has no decision ${by.supersedes}`,
      details: { field: 'supersedes' },
    });
  }
  assertCurrent(old);
  const changes = { status: 'superseded', supersededBy: by.id, updatedAt: by.createdAt } as const;
  await decisionTable.update(connection, { ...old, ...changes });
}

/** @throws AppError DECISION_SUPERSEDED */
export function assertCurrent({ id, supersededBy }: Decision): void {
  if (supersededBy === null) return;
  throw new AppError('DECISION_SUPERSEDED', {
    message: `Decision ${supersededBy} has superseded decision ${id} already`,
    details: { supersededBy },
  });
}

/** Joins what came before a deleted decision with what came after it. Without a successor the one before stands again. */
export async function closeGap(connection: PoolConnection, removed: Decision): Promise<void> {
  const { project, supersedes, supersededBy } = removed;
  const updatedAt = new Date().toISOString();
  const neighbour = (id: string | null) =>
    id === null ? null : decisionTable.find(connection, project, id, 'lock');
  const before = await neighbour(supersedes);
  const next = await neighbour(supersededBy);
  if (before) {
    const status = next ? before.status : 'accepted';
    await decisionTable.update(connection, { ...before, status, supersededBy, updatedAt });
  }
  if (next) await decisionTable.update(connection, { ...next, supersedes, updatedAt });
}
