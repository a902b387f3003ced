import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { AppError } from '../errors.ts';
import { answers } from '../http/answers.ts';
import { ProjectId } from '../memories/schemas.ts';
import { listProjects } from '../projects/repository.ts';

const MAX_PAGE = 100;

const Query = Type.Object(
  {
    cursor: Type.Optional(Type.String({ maxLength: 128, description: 'nextCursor of the page before' })),
    limit: Type.Integer({ minimum: 1, maximum: MAX_PAGE, default: MAX_PAGE }),
  },
  { additionalProperties: false },
);

const Page = Type.Object(
  {
    projects: Type.Array(
      Type.Object({ id: ProjectId, createdAt: Type.String({ format: 'date-time' }) }, { title: 'Project' }),
    ),
    nextCursor: Type.Union([Type.String(), Type.Null()], { description: 'null: this is the last page' }),
  },
  { additionalProperties: false },
);

function decode(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const name = Buffer.from(cursor, 'base64url').toString();
  if (!Value.Check(ProjectId, name)) throw new AppError('INVALID_CURSOR');
  return name;
}

/** The projects that a key can see. */
const projectRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/',
    {
      onRequest: [app.requires('read'), app.limit],
      schema: {
        tags: ['projects'],
        summary: 'List projects by name',
        querystring: Query,
        response: answers({ 200: Page }),
      },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const only = request.principal?.project ?? null;
      const found = await listProjects(app.mysql, { only, after: decode(cursor), limit: limit + 1 });
      const projects = found.slice(0, limit);
      const last = found.length > limit ? projects.at(-1) : undefined;
      return { projects, nextCursor: last ? Buffer.from(last.id).toString('base64url') : null };
    },
  );
};

export default projectRoutes;
