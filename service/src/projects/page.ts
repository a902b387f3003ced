import type { Pool } from 'mysql2/promise';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { AppError } from '../errors.ts';
import type { Principal } from '../http/principal.ts';
import { ProjectId } from '../memories/schemas.ts';
import { listProjects } from './repository.ts';

const strict = { additionalProperties: false } as const;
const MAX_PAGE = 100;

export const ProjectQuery = Type.Object(
  {
    cursor: Type.Optional(Type.String({ maxLength: 128, description: 'nextCursor of the page before' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE, description: `Default ${MAX_PAGE}` })),
  },
  strict,
);
export type ProjectQuery = Static<typeof ProjectQuery>;

export const ProjectPage = Type.Object(
  {
    projects: Type.Array(
      Type.Object(
        { id: ProjectId, createdAt: Type.String({ format: 'date-time' }) },
        { ...strict, title: 'Project' },
      ),
    ),
    nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'null: this is the last page' }),
  },
  strict,
);
export type ProjectPage = Static<typeof ProjectPage>;

const encode = (id: string) => Buffer.from(id).toString('base64url');

function decode(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const name = Buffer.from(cursor, 'base64url').toString();
  if (!Value.Check(ProjectId, name) || encode(name) !== cursor) throw new AppError('INVALID_CURSOR');
  return name;
}

/** The projects that a key can see, by name. @throws AppError INVALID_CURSOR */
export async function projectPage(
  mysql: Pool,
  { project: only }: Principal,
  { cursor, limit = MAX_PAGE }: ProjectQuery,
): Promise<ProjectPage> {
  const found = await listProjects(mysql, { only, after: decode(cursor), limit: limit + 1 });
  const projects = found.slice(0, limit);
  const last = found.length > limit ? projects.at(-1) : undefined;
  return { projects, nextCursor: last ? encode(last.id) : null };
}
