import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { loadSettings } from '../stacks/load.ts';
import type { Settings } from '../stacks/settings.ts';
import { Failure } from '../test/cluster/failure.ts';
import { projectFolder, SETTINGS_KEY } from './project.ts';

/** One `Pulumi.<stack>.yaml`, as it lies there. */
export interface StackFile {
  path: string;
  content: { config?: Record<string, unknown> } & Record<string, unknown>;
  overrides: Record<string, unknown>;
}

/** Reads a stack's configuration. @throws Failure naming the known stacks where there is none of this name */
export async function readStackFile(stack: string, file?: string): Promise<StackFile> {
  const path = file ?? join(projectFolder, `Pulumi.${stack}.yaml`);
  if (!existsSync(path))
    throw new Failure(
      `no stack "${stack}": ${path} does not exist. Known stacks: ${knownStacks().join(', ')}`,
    );
  const text = await readFile(path, 'utf8');
  const content = (text.trim() === '' ? {} : load(text)) as StackFile['content'];
  return { path, content, overrides: (content.config?.[SETTINGS_KEY] ?? {}) as Record<string, unknown> };
}

/** The stacks that have a configuration file in the project. */
export function knownStacks(): string[] {
  const names = readdirSync(projectFolder).map((name) => /^Pulumi\.([a-z0-9-]+)\.yaml$/.exec(name)?.[1]);
  return names.filter((name) => name !== undefined);
}

/** Validates a stack's settings before anything is started. @throws Failure with every mistake */
export function settingsOf(stack: string, overrides: unknown): Settings {
  try {
    return loadSettings(stack, overrides);
  } catch (error) {
    throw new Failure((error as Error).message);
  }
}
