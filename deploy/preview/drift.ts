import type { EngineEvent } from './events.ts';
import { partsOf, pathsOf, reference } from './plan.ts';
import { code, table } from './text.ts';

/** What somebody else changed in the cluster since the last `up`. */
export interface Drift {
  /** `Kind/name`. */
  resource: string;
  urn: string;
  drift: 'changed' | 'gone';
  /** Property paths that differ from the state. */
  paths: string[];
}

/** Reads drift from the events of a refresh: what a resource turned out to be stands in the events of its outputs. */
export function driftOf(events: EngineEvent[]): Drift[] {
  const found = new Map<string, Drift>();
  for (const { resOutputsEvent } of events) {
    if (!resOutputsEvent) continue;
    const { op, urn, type } = resOutputsEvent.metadata;
    if ((op !== 'update' && op !== 'delete') || type.startsWith('pulumi:')) continue;
    const drift = op === 'delete' ? 'gone' : 'changed';
    found.set(urn, {
      resource: reference(partsOf(urn)),
      urn,
      drift,
      paths: pathsOf(resOutputsEvent.metadata),
    });
  }
  return [...found.values()].sort((a, b) => a.resource.localeCompare(b.resource, 'en'));
}

export const driftMarker = (stack: string) => `<!-- mcp-system:drift:${stack} -->`;

/** Drift as Markdown; no values, so nothing secret. */
export function driftMarkdown(stack: string, found: Drift[]): string {
  if (found.length === 0) return `${driftMarker(stack)}\n## \`${stack}\` is as its state says\n`;
  const rows = found.map(({ resource, drift, paths }) => [code(resource), drift, paths.map(code).join(', ')]);
  return [
    driftMarker(stack),
    `## \`${stack}\` has drifted: ${found.length} of its resources are not as they were deployed`,
    '',
    ...table(['resource', 'is', 'at'], rows),
    `\`./deploy.sh up ${stack} --refresh\` brings them back; what was changed on purpose belongs into the settings first.`,
    '',
  ].join('\n');
}
