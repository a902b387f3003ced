import { completable, type McpServer } from '@modelcontextprotocol/server';
import type { FastifyRequest } from 'fastify';
import { Value } from 'typebox/value';
import { z } from 'zod';
import { LIMITS, ProjectId } from '../../memories/schemas.ts';
import { completeProject } from '../complete.ts';
import { assertScope, protocolFailure } from '../failure.ts';
import { projectOf, type ToolContext } from '../tool.ts';
import { endSession } from './end-session.ts';
import { startSession } from './start-session.ts';

const PROJECT = "Name of the project; default: the project in the server's address, else that of the API key";
const TOPIC = 'What the work will be about';

/** Clients send what a person left empty as an empty text. */
const isProject = (name: string) => name === '' || Value.Check(ProjectId, name);

/** The prompts that people choose to begin and to end a working session. */
export function registerPrompts(server: McpServer, context: ToolContext, request: FastifyRequest): void {
  const project = completable(
    z
      .string()
      .refine(isProject, 'Letters, digits, dot, underscore and hyphen, 1 to 64 characters')
      .describe(PROJECT),
    (value) => completeProject(context, value),
  ).optional();
  const answer = async (prompt: string, asked: string, write: (project: string) => Promise<string>) => {
    try {
      assertScope(context.principal, 'read');
      const text = await write(projectOf(context, asked || undefined));
      return { messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] };
    } catch (error) {
      throw protocolFailure(error, prompt, request);
    }
  };

  server.registerPrompt(
    'start_session',
    {
      title: 'Start a working session',
      description: 'Brings up what is known about a project and begins a session',
      argsSchema: z.object({ project, topic: z.string().max(LIMITS.query).optional().describe(TOPIC) }),
    },
    ({ project = '', topic }) =>
      answer('start_session', project, (name) => startSession(context, name, topic)),
  );
  server.registerPrompt(
    'end_session',
    {
      title: 'End a working session',
      description: 'Keeps what later sessions need and ends the session with a summary',
      argsSchema: z.object({ project }),
    },
    ({ project = '' }) => answer('end_session', project, (name) => endSession(context, name)),
  );
}
