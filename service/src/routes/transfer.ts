import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { AppError } from '../errors.ts';
import { answers } from '../http/answers.ts';
import { ProjectId } from '../memories/schemas.ts';
import { exportLines } from '../transfer/export.ts';
import { importLines } from '../transfer/import.ts';
import { ExportQuery, ImportQuery, ImportReport } from '../transfer/schemas.ts';

const NDJSON = 'application/x-ndjson';
const Project = Type.Object({ project: ProjectId });
/** Lines as a client sees them; they are checked one by one as they come. */
const Lines = { [NDJSON]: { schema: { description: 'One JSON value per line' } } };
const ImportBody = Type.Unsafe<Readable | { lines: unknown[] }>({
  content: {
    'application/json': {
      schema: Type.Object(
        { lines: Type.Array(Type.Unknown(), { description: 'The values of the lines' }) },
        { additionalProperties: false },
      ),
    },
    ...Lines,
  },
});

/** Projects as files: `/projects/{project}/export` and `/import`. */
const transferRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { import_limit_bytes: maxBytes } = app.config.api;
  // What is neither JSON nor lines of it is refused as a media type.
  app.removeContentTypeParser('text/plain');
  // Taken as it comes: an import is never held as a whole.
  app.addContentTypeParser(NDJSON, { bodyLimit: maxBytes }, async (_: unknown, body: Readable) => body);

  app.get(
    '/export',
    {
      onRequest: [app.requires('read'), app.limit],
      config: { audit: { action: 'project.export', when: 'after' } },
      schema: {
        tags: ['projects'],
        operationId: 'exportProject',
        summary: 'Export a project as JSON Lines',
        params: Project,
        querystring: ExportQuery,
        response: answers({ 200: Type.Unsafe<unknown>({ description: 'The project', content: Lines }) }),
      },
    },
    async (request, reply) => {
      const { project } = request.params;
      const { format = 'jsonl' } = request.query;
      reply.header('content-disposition', `attachment; filename="${project}.${format}.jsonl"`);
      return reply.type(NDJSON).send(Readable.from(exportLines(app.transfer, project, format)));
    },
  );

  app.post(
    '/import',
    {
      onRequest: [app.requires('write'), app.limit],
      config: { audit: { action: 'project.import', when: 'after' } },
      schema: {
        tags: ['projects'],
        operationId: 'importProject',
        summary:
          "Import JSON Lines: an export, or the official memory server's memory.json. A second time changes nothing.",
        params: Project,
        querystring: ImportQuery,
        body: ImportBody,
        response: answers({ 200: ImportReport }, 413, 415),
      },
    },
    async (request) => {
      const { params, query, body } = request;
      if (!body) throw new AppError('INVALID_REQUEST', { message: 'The body is missing: lines to import' });
      const chunks =
        'lines' in body ? Readable.from(body.lines.map((line) => `${JSON.stringify(line)}\n`)) : body;
      return importLines(app.transfer, params.project, chunks, { ...query, maxBytes });
    },
  );
};

export default transferRoutes;
