import type { ToolAnnotations } from '@modelcontextprotocol/server';
import { type Static, type TSchema, Type } from 'typebox';
import type { AuditEntry } from '../audit/entry.ts';
import type { ProjectContext } from '../context/service.ts';
import type { ModelIdentity } from '../embeddings/embedder.ts';
import type { ErrorFirewall } from '../firewall/service.ts';
import type { Principal, Scope } from '../http/principal.ts';
import { ProjectId } from '../memories/schemas.ts';
import type { MemoryService } from '../memories/service.ts';
import { assertProject } from '../plugins/auth.ts';
import type { Health } from '../plugins/health.ts';
import type { ProjectPage, ProjectQuery } from '../projects/page.ts';

/** What a tool may use while it serves one call. */
export interface ToolContext {
  principal: Principal;
  /** The project the client's address names. */
  project: string | undefined;
  memories: MemoryService;
  projectContext: ProjectContext;
  firewall: ErrorFirewall;
  /** The projects that the key can see. */
  projects(query: ProjectQuery): Promise<ProjectPage>;
  health(): Promise<Health>;
  /** Which model makes the vectors; null while the embeddings do not answer. */
  embeddings(): Promise<ModelIdentity | null>;
  /** Notes in the audit log what the key has done. */
  audit(done: Pick<AuditEntry, 'action' | 'project' | 'target'>): void;
}

/** One MCP tool: its schemas are what clients see and what is checked. */
export interface Tool<Input extends TSchema = TSchema, Output extends TSchema = TSchema> {
  name: string;
  title: string;
  description: string;
  scope: Scope;
  /** All four hints are said: clients decide by them what to ask the user about. */
  annotations: Required<Omit<ToolAnnotations, 'title'>>;
  input: Input;
  output: Output;
  run(context: ToolContext, input: Static<Input>): Promise<Static<Output>>;
}

/** Keeps the types of the schemas while a tool is written down. */
export const defineTool = <Input extends TSchema, Output extends TSchema>(tool: Tool<Input, Output>) => tool;

/** It looks and changes nothing. */
export const READS = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;
/** It adds, and what was there stays. */
export const ADDS = { ...READS, readOnlyHint: false, idempotentHint: false } as const;
/** It replaces what was there; the same call again changes nothing more. */
export const REPLACES = { ...READS, readOnlyHint: false, destructiveHint: true } as const;

const DEFAULT_PROJECT = 'default';

/** The optional `project` of every tool that works within one. */
export const ProjectInput = Type.Optional(
  Type.Unsafe<string>({
    ...ProjectId,
    description: `Default: the project in the server's address, else that of the API key, else "${DEFAULT_PROJECT}"`,
  }),
);

/** The project a call is about. @throws AppError FORBIDDEN when the key is bound to another one */
export function projectOf({ principal, project }: ToolContext, asked?: string): string {
  const chosen = asked ?? project ?? principal.project ?? DEFAULT_PROJECT;
  assertProject(principal, chosen);
  return chosen;
}
