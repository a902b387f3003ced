import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { type Static, Type } from 'typebox';
import { AppError } from '../errors.ts';
import type { QuotaLimits } from '../guards/usage.ts';
import { countUsage } from '../guards/usage.ts';
import { ProjectId } from '../memories/schemas.ts';

const strict = { additionalProperties: false } as const;
const amount = (description: string) =>
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });
const bound = (description: string) => Type.Optional(Type.Union([amount(description), Type.Null()]));

export const QuotaInput = Type.Object(
  {
    memories: bound('Mid and long memories; 0 = no bound, null = that of the configuration'),
    bytes: bound('Their texts in UTF-8; 0 = no bound, null = that of the configuration'),
  },
  { ...strict, minProperties: 1, description: 'What is left out stays as it is' },
);
export type QuotaInput = Static<typeof QuotaInput>;

const Amounts = (description: string) =>
  Type.Object(
    { memories: amount('Mid and long memories'), bytes: amount('Their texts in UTF-8') },
    { ...strict, description },
  );

export const QuotaReport = Type.Object(
  {
    project: ProjectId,
    used: Amounts('What the project holds now'),
    limits: Amounts('What it may hold; 0 = no bound'),
  },
  strict,
);
export type QuotaReport = Static<typeof QuotaReport>;

/** What a project holds and may hold. @throws AppError PROJECT_NOT_FOUND */
export async function projectQuota(
  mysql: Pool,
  project: string,
  defaults: QuotaLimits,
): Promise<QuotaReport> {
  const [rows] = await mysql.execute<RowDataPacket[]>('SELECT 1 FROM projects WHERE id = ?', [project]);
  if (rows.length === 0) throw new AppError('PROJECT_NOT_FOUND');
  const { memories, bytes, limits } = await countUsage(mysql, project, defaults);
  return { project, used: { memories, bytes }, limits: { ...limits } };
}

/** Gives a project bounds of its own. @throws AppError PROJECT_NOT_FOUND */
export async function setProjectQuota(mysql: Pool, project: string, input: QuotaInput): Promise<void> {
  const columns = { memories: 'max_memories', bytes: 'max_bytes' } as const;
  const changes = Object.entries(input).map(([name, value]) => [columns[name as keyof QuotaInput], value]);
  const [result] = await mysql.query<ResultSetHeader>('UPDATE projects SET ? WHERE id = ?', [
    Object.fromEntries(changes),
    project,
  ]);
  if (result.affectedRows === 0) throw new AppError('PROJECT_NOT_FOUND');
}
