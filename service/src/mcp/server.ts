import { fromJsonSchema, type JsonSchemaType, McpServer } from '@modelcontextprotocol/server';
import type { FastifyBaseLogger } from 'fastify';
import type { TSchema } from 'typebox';
import { AppError } from '../errors.ts';
import { toAppError } from '../http/errors.ts';
import { VERSION } from '../version.ts';
import type { Tool, ToolContext } from './tool.ts';
import { memoryDelete } from './tools/delete.ts';
import { memoryGet } from './tools/get.ts';
import { systemHealth } from './tools/health.ts';
import { memoryList } from './tools/list.ts';
import { memorySearch } from './tools/search.ts';
import { memoryStore } from './tools/store.ts';

const INSTRUCTIONS = `Memory of a project across sessions. Search before you ask the user something they may have said
before; store decisions, facts and preferences that later sessions need. Texts are kept verbatim.`;

/** The tool list is the same for every key and changes with a release only. */
const LIST_CACHE = { ttlMs: 300_000, cacheScope: 'public' } as const;

// The schemas are compiled once; a server is made for every request.
const standard = (schema: TSchema) => fromJsonSchema<Record<string, unknown>>(schema as JsonSchemaType);
const TOOLS = [memoryStore, memorySearch, memoryGet, memoryList, memoryDelete, systemHealth].map((tool) => ({
  tool: tool as unknown as Tool,
  config: {
    title: tool.title,
    description: tool.description,
    annotations: { title: tool.title, ...tool.annotations },
    inputSchema: standard(tool.input),
    outputSchema: standard(tool.output),
  },
}));

/** A tool's failure in words for the model; what a 5xx was about goes to the log only. */
function failure(error: unknown, tool: string, log: FastifyBaseLogger) {
  const known = toAppError(error as Error & { code: string; name: string });
  if (known.statusCode >= 500) log.error({ err: error, tool }, 'tool failed');
  return {
    isError: true,
    content: [{ type: 'text' as const, text: `${known.code}: ${known.publicMessage}` }],
  };
}

/** A fresh MCP server for one request, serving what `context.principal` may do. */
export function createMcpServer(context: ToolContext, log: FastifyBaseLogger): McpServer {
  const server = new McpServer(
    { name: 'mcp-system', title: 'MCP system memory', version: VERSION },
    { instructions: INSTRUCTIONS, cacheHints: { 'tools/list': LIST_CACHE, 'server/discover': LIST_CACHE } },
  );
  for (const { tool, config } of TOOLS) {
    server.registerTool(tool.name, config, async (input) => {
      try {
        if (!context.principal.scopes.has(tool.scope)) {
          throw new AppError('FORBIDDEN', { message: `This key has no ${tool.scope} scope` });
        }
        const output = (await tool.run(context, input)) as Record<string, unknown>;
        return { structuredContent: output, content: [{ type: 'text', text: JSON.stringify(output) }] };
      } catch (error) {
        return failure(error, tool.name, log);
      }
    });
  }
  return server;
}
