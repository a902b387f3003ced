import { McpServer } from '@modelcontextprotocol/server';
import type { FastifyRequest } from 'fastify';
import { VERSION } from '../version.ts';
import { assertScope, toolFailure } from './failure.ts';
import { registerPrompts } from './prompts/register.ts';
import { registerResources } from './resources/register.ts';
import type { ToolContext } from './tool.ts';
import { TOOLS } from './tools/index.ts';
import { standard } from './validation.ts';

const INSTRUCTIONS = `Memory of a project across sessions. Call context_build when work begins. Search before you ask
the user something they may have said before, and before you mend an error; store decisions, facts and preferences that
later sessions need. Texts are kept verbatim.`;

/** These are the same for every key and change with a release only. */
const FIXED = { ttlMs: 300_000, cacheScope: 'public' } as const;
const OPTIONS = {
  instructions: INSTRUCTIONS,
  capabilities: {
    tools: { listChanged: false },
    resources: { listChanged: false },
    prompts: { listChanged: false },
  },
  cacheHints: {
    'tools/list': FIXED,
    'prompts/list': FIXED,
    'resources/templates/list': FIXED,
    'server/discover': FIXED,
  },
};

const REGISTERED = TOOLS.map((tool) => ({
  tool,
  config: {
    title: tool.title,
    description: tool.description,
    annotations: { title: tool.title, ...tool.annotations },
    inputSchema: standard(tool.input),
    outputSchema: standard(tool.output),
  },
}));

/** A fresh MCP server for one request, serving what `context.principal` may do. */
export function createMcpServer(context: ToolContext, request: FastifyRequest): McpServer {
  const server = new McpServer({ name: 'mcp-system', title: 'MCP system memory', version: VERSION }, OPTIONS);
  for (const { tool, config } of REGISTERED) {
    server.registerTool(tool.name, config, async (input) => {
      try {
        assertScope(context.principal, tool.scope);
        const output = (await tool.run(context, input)) as Record<string, unknown>;
        return { structuredContent: output, content: [{ type: 'text', text: JSON.stringify(output) }] };
      } catch (error) {
        return toolFailure(error, tool.name, request);
      }
    });
  }
  registerResources(server, context, request);
  registerPrompts(server, context, request);
  return server;
}
