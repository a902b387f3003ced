import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
import type { FastifyRequest } from 'fastify';
import { Value } from 'typebox/value';
import { AppError } from '../../errors.ts';
import { MemoryId, ProjectId } from '../../memories/schemas.ts';
import { completeProject } from '../complete.ts';
import { assertScope, protocolFailure } from '../failure.ts';
import { projectOf, type ToolContext } from '../tool.ts';
import { memories } from './memories.ts';
import { notes } from './notes.ts';
import { addressOf, type ResourceKind } from './resource.ts';
import { sessions } from './sessions.ts';

/** Memories, sessions and notes, for clients that let people attach them to a conversation. */
export function registerResources(server: McpServer, context: ToolContext, request: FastifyRequest): void {
  for (const kind of [memories, sessions, notes]) register(server, context, kind, request);
}

function register(
  server: McpServer,
  context: ToolContext,
  kind: ResourceKind,
  request: FastifyRequest,
): void {
  const guarded = async <T>(work: () => Promise<T>, uri?: string) => {
    try {
      assertScope(context.principal, 'read');
      return await work();
    } catch (error) {
      throw protocolFailure(error, kind.kind, request, uri);
    }
  };
  const template = new ResourceTemplate(addressOf(kind.kind, '{project}', '{id}'), {
    list: () =>
      guarded(async () => {
        const project = projectOf(context);
        const listed = await kind.list(context, project);
        const resources = listed.map(({ id, lastModified, ...resource }) => ({
          ...resource,
          uri: addressOf(kind.kind, project, id),
          annotations: { lastModified },
        }));
        return { resources };
      }),
    complete: {
      project: (value) => completeProject(context, value),
      id: (value, others) =>
        guarded(async () => {
          const listed = await kind.list(context, projectOf(context, others?.arguments?.project));
          return listed.map(({ id }) => id).filter((id) => id.startsWith(value));
        }),
    },
  });
  const { title, description, mimeType } = kind;
  server.registerResource(kind.kind, template, { title, description, mimeType }, (uri, { project, id }) =>
    guarded(async () => {
      if (!Value.Check(ProjectId, project) || !Value.Check(MemoryId, id)) throw new AppError('NOT_FOUND');
      const text = await kind.read(context, projectOf(context, project), id);
      return { contents: [{ uri: uri.href, mimeType, text }] };
    }, uri.href),
  );
}
