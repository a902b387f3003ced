import * as pulumi from '@pulumi/pulumi';
import { loadSettings, SettingsError } from '../../stacks/load.ts';
import type { Settings } from '../../stacks/settings.ts';
import { contextProblem, contexts, kubeconfigFiles } from './context.ts';
import { parseRotation, ROTATION_VARIABLE, type Rotation } from './rotation.ts';

/** Directory that gets manifests instead of a cluster getting objects. */
export const RENDER_VARIABLE = 'MCP_RENDER_DIR';

/** What this run of the program is about. */
export interface Run {
  settings: Settings;
  /** kubeconfig context to use; empty = none. */
  context: string;
  renderTo: string | undefined;
  /** Passwords that this run makes anew. */
  rotation: Rotation;
}

/** The stack's overrides. Read raw, since the values that are secret are marked where they are used. */
function overrides(): unknown {
  const raw = pulumi.runtime.getConfig(`${pulumi.getProject()}:settings`);
  try {
    return JSON.parse(raw || '{}');
  } catch {
    return raw;
  }
}

function settingsOf(stack: string): Settings {
  try {
    return loadSettings(stack, overrides());
  } catch (error) {
    if (error instanceof SettingsError) throw new pulumi.RunError(error.message);
    throw error;
  }
}

/** Settings and target of this run. @throws RunError for wrong settings, and where it must not deploy. */
export function currentRun(): Run {
  const stack = pulumi.getStack();
  const settings = settingsOf(stack);
  const rotation = parseRotation(process.env[ROTATION_VARIABLE]);
  const renderTo = process.env[RENDER_VARIABLE] || undefined;
  if (renderTo) return { settings, context: '', renderTo, rotation };

  const { context } = settings.cluster;
  const known = contexts(kubeconfigFiles());
  if (pulumi.runtime.isDryRun()) {
    return { settings, context: known.includes(context) ? context : '', renderTo, rotation };
  }
  const problem = contextProblem(stack, context, known) ?? digestProblem(stack, settings);
  if (problem) throw new pulumi.RunError(problem);
  return { settings, context, renderTo, rotation };
}

const digestProblem = (stack: string, { api: { image } }: Settings): string | undefined =>
  image.build || image.digest
    ? undefined
    : `Stack ${stack} names no image. Give the digest that was tested: pulumi config set --stack ${stack} --path settings.api.image.digest sha256:…`;
