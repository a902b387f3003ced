import { writeFile } from 'node:fs/promises';
import { Failure } from '../../test/cluster/failure.ts';
import { step } from '../../test/cluster/progress.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';
import { type Drift, driftMarkdown, driftOf } from '../preview/drift.ts';
import { parseEvents } from '../preview/events.ts';
import { planOf } from '../preview/plan.ts';
import { Pulumi } from '../pulumi.ts';

/** Exit code where something differs. */
const DRIFTED = 2;

/** Compares the cluster with the stack's state and changes neither. Exit code 0: the same; 2: drifted; 1: unknown. */
export async function drift(
  stack: string,
  options: Target & { markdown?: boolean; json?: boolean; out?: string },
): Promise<void> {
  const pulumi = await Pulumi.open(await openWorkspace(stack, options, 'cluster'));
  const found = await step(`compare ${stack} with its cluster`, 10, () => readDrift(pulumi));
  const lines = found.map(({ resource, drift, paths }) =>
    `  ${resource} ${drift} ${paths.join(', ')}`.trimEnd(),
  );
  const text = options.json
    ? JSON.stringify({ stack, drifted: found.length > 0, resources: found }, null, 2)
    : options.markdown
      ? driftMarkdown(stack, found)
      : [...lines, found.length > 0 ? `${stack} has drifted` : `${stack} is as its state says`].join('\n');
  if (options.out) await writeFile(options.out, text);
  else console.log(text);
  if (found.length > 0) process.exitCode = DRIFTED;
}

/** @throws Failure where the cluster could not be looked at to its end */
async function readDrift(pulumi: Pulumi): Promise<Drift[]> {
  const { stdout, stderr, code } = await pulumi.events(['refresh', '--preview-only']);
  const events = parseEvents(stdout);
  const { errors } = planOf(events);
  const { stack } = pulumi.workspace;
  if (code !== 0 || errors.length > 0)
    throw new Failure(`drift of ${stack} is unknown:\n${errors.join('\n') || stderr.trim().slice(-3000)}`);
  return driftOf(events);
}
