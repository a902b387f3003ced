import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dump, load } from 'js-yaml';
import { merge, type Tree } from '../stacks/merge.ts';
import { ensureCluster } from '../test/cluster/ensure.ts';
import { Failure } from '../test/cluster/failure.ts';
import { knownPorts, type Ports } from '../test/cluster/node/ports.ts';
import { embeddedContext, inCluster, kubeconfigFile } from '../test/cluster/paths.ts';
import { SETTINGS_KEY } from './project.ts';
import { type StackFile, settingsOf } from './stack-file.ts';
import { folderUrl, type Workspace, writeProject } from './workspace.ts';

/** Tags of what the one-node cluster offers in place of images that it cannot download. */
const EMBEDDINGS_IMAGE = 'mcp-system/embeddings:all-minilm-l6-v2';

/**
 * A workspace for the one-node cluster, whose state and passphrase live and die with it.
 * @param start bring the cluster up where it does not run
 */
export async function embeddedWorkspace(stack: string, file: StackFile, start: boolean): Promise<Workspace> {
  if (start) await ensureCluster();
  const ports = await knownPorts();
  if (!ports) throw new Failure('the one-node cluster was never up: ./deploy.sh development brings it up');
  const overrides = merge(file.overrides as Tree, overlay(ports, stack, file));
  const folder = inCluster('projects', stack);
  const salt = await keptSalt(`${folder}/Pulumi.${stack}.yaml`);
  const content = { ...file.content, ...salt, config: { ...file.content.config, [SETTINGS_KEY]: overrides } };
  await mkdir(inCluster('pulumi'), { recursive: true, mode: 0o700 });
  await writeProject(folder, stack, dump(content));
  return {
    stack,
    folder,
    overrides,
    kind: 'embedded',
    kubeconfig: kubeconfigFile,
    context: embeddedContext,
    stateFolder: inCluster('pulumi'),
    env: {
      KUBECONFIG: kubeconfigFile,
      PULUMI_BACKEND_URL: folderUrl(inCluster('pulumi')),
      PULUMI_CONFIG_PASSPHRASE_FILE: await passphraseFile(),
    },
  };
}

/** The one place where a machine without a public registry differs from any other. */
function overlay({ registry, http, https }: Ports, stack: string, file: StackFile): Tree {
  const address = `localhost:${registry}`;
  return {
    cluster: {
      context: embeddedContext,
      storageClass: 'node-folder',
      ingressClass: 'traefik',
      ingressNamespace: 'traefik',
    },
    images: { registry: address, embeddings: namedEmbeddings(file) ?? `${address}/${EMBEDDINGS_IMAGE}` },
    embeddings: { download: false },
    ingress: { httpPort: http, httpsPort: https },
    // Made of what this machine has built: its containers reach no package registry.
    ...(buildsImage(stack, file)
      ? { api: { image: { build: { target: 'prebuilt', network: 'none' } } } }
      : {}),
  };
}

/** The server that the stack itself names, such as the cluster's own by its digest. */
const namedEmbeddings = ({ overrides }: StackFile) =>
  (overrides.images as { embeddings?: string } | undefined)?.embeddings;

const buildsImage = (stack: string, file: StackFile) =>
  Boolean(settingsOf(stack, file.overrides).api.image.build);

/** Pulumi writes the salt of the stack's secrets into its configuration file; a rewritten file must keep it. */
async function keptSalt(path: string): Promise<object> {
  if (!existsSync(path)) return {};
  const { encryptionsalt } = load(await readFile(path, 'utf8')) as { encryptionsalt?: string };
  return encryptionsalt ? { encryptionsalt } : {};
}

async function passphraseFile(): Promise<string> {
  const file = inCluster('passphrase');
  if (!existsSync(file))
    await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return file;
}
