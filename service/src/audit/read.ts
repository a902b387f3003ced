import type { Pool, RowDataPacket } from 'mysql2/promise';
import { AppError } from '../errors.ts';
import type { AuditLine, AuditPage, AuditQuery } from './schemas.ts';

interface Row extends RowDataPacket {
  id: number;
  created_at: Date;
  key_id: string | null;
  address: string | null;
  action: string;
  project_id: string | null;
  target: string | null;
  detail: Record<string, unknown> | null;
}

const MAX_ID = /^[1-9]\d{0,14}$/;

/** A cursor is the id of the last entry shown. @throws AppError INVALID_CURSOR */
function decode(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!MAX_ID.test(text) || encode(Number(text)) !== cursor) throw new AppError('INVALID_CURSOR');
  return Number(text);
}

const encode = (id: number): string => Buffer.from(String(id)).toString('base64url');

/** @throws AppError INVALID_REQUEST for a time that does not exist, such as a 13th month */
function time(field: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const value = new Date(text);
  if (!Number.isNaN(value.getTime())) return value;
  throw new AppError('INVALID_REQUEST', {
    message: `${field} is not a time that exists`,
    details: { fields: [field] },
  });
}

/** The audit log, newest first. @throws AppError INVALID_CURSOR, INVALID_REQUEST */
export async function readAudit(mysql: Pool, query: AuditQuery): Promise<AuditPage> {
  const { action, keyId, project, since, until, cursor, limit } = query;
  const conditions: [string, unknown][] = [
    ['id < ?', decode(cursor)],
    ['action = ?', action],
    ['key_id = ?', keyId],
    ['project_id = ?', project],
    ['created_at >= ?', time('since', since)],
    ['created_at < ?', time('until', until)],
  ];
  const given = conditions.filter(([, value]) => value !== undefined && value !== null);
  const where = given.map(([condition]) => condition).join(' AND ') || 'TRUE';
  const [rows] = await mysql.query<Row[]>(`SELECT * FROM audit_log WHERE ${where} ORDER BY id DESC LIMIT ?`, [
    ...given.map(([, value]) => value),
    limit + 1,
  ]);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { entries: shown.map(toLine), nextCursor: last ? encode(last.id) : null };
}

const toLine = (row: Row): AuditLine => ({
  id: row.id,
  at: row.created_at.toISOString(),
  keyId: row.key_id,
  address: row.address,
  action: row.action,
  project: row.project_id,
  target: row.target,
  detail: row.detail,
});
