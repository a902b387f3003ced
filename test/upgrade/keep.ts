import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../deploy/project.ts';
import { exitWith } from '../cluster/failure.ts';
import { say, step } from '../cluster/progress.ts';
import { asDeployed, type StackState, statesFolder, stateText } from './kept-state.ts';
import { STACKS, throwAway } from './throw-away.ts';

/** The state that this checkout's program leaves behind where it is deployed anew. */
async function deployedState(stack: string): Promise<StackState> {
  const renderTo = await mkdtemp(join(tmpdir(), 'mcp-rendered-'));
  try {
    return await throwAway(stack, { renderTo }, async (pulumi) => {
      await pulumi.stream(['up', '--yes', '--skip-preview'], { quiet: true });
      return asDeployed(JSON.parse(await pulumi.exported()) as StackState, `${stack}-cluster`);
    });
  } finally {
    await rm(renderTo, { recursive: true, force: true });
  }
}

/** Keeps the states of this release, from which the next ones must come without losing a store. */
async function keep(): Promise<void> {
  const { version } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
  const folder = join(statesFolder, `v${version}`);
  await mkdir(folder, { recursive: true });
  for (const stack of STACKS) {
    const state = await step(`state of ${stack}`, 5, () => deployedState(stack));
    await writeFile(join(folder, `${stack}.jsonl`), stateText(state));
  }
  say(`  states of v${version}: ${folder}`);
}

await keep().catch(exitWith);
