import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { SETTINGS_KEY } from '../../deploy/project.ts';
import { Pulumi } from '../../deploy/pulumi.ts';
import { folderUrl, writeProject } from '../../deploy/workspace.ts';

/** Encrypts what no store ever had: the passwords of kept states are of the moment in which they were made. */
const PASSPHRASE = 'of kept states alone';

/** Production takes no image that was not tested, so one is named. */
const OVERRIDES: Record<string, object> = {
  production: { api: { image: { digest: `sha256:${'1'.repeat(64)}` } } },
};

/** Stacks whose states are kept. */
export const STACKS = ['development', 'production'];

export interface ThrowAwayOptions {
  /** Salt of the secrets in a state that is imported; a new one without it. */
  salt?: string;
  /** Folder that gets manifests; without it nothing can be deployed, for there is no cluster. */
  renderTo?: string;
}

/** Gives `work` a stack in a state of its own, in a folder that is removed after. */
export async function throwAway<T>(
  stack: string,
  { salt, renderTo }: ThrowAwayOptions,
  work: (pulumi: Pulumi, folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-upgrade-'));
  try {
    const overrides = (OVERRIDES[stack] ?? {}) as Record<string, unknown>;
    const content = { ...(salt ? { encryptionsalt: salt } : {}), config: { [SETTINGS_KEY]: overrides } };
    await writeProject(folder, stack, dump(content));
    await mkdir(join(folder, 'state'));
    const env = {
      PULUMI_BACKEND_URL: folderUrl(join(folder, 'state')),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      // The provider renders only where it is told of no cluster at all.
      ...(renderTo ? { MCP_RENDER_DIR: renderTo, KUBECONFIG: undefined } : { KUBECONFIG: '/dev/null' }),
    };
    return await work(
      await Pulumi.open({ stack, folder, overrides, kind: 'none', context: '', env }),
      folder,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
