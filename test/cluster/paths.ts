import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of this file's tree: recipes, Go modules and manifests lie beside it. */
export const clusterSource = fileURLToPath(new URL('.', import.meta.url));

/** Everything built or downloaded, shared by all checkouts of this user. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'mcp-system');

/** Name of the one-node cluster; another name runs beside it. */
export const clusterName = process.env.MCP_CLUSTER || 'mcp';

/** Name of the kubeconfig context that reaches the one-node cluster. */
export const embeddedContext = 'mcp-embedded';

/** State of the one-node cluster: keys, etcd, volumes, logs. Removed by `down`. */
export const clusterFolder = join(cacheFolder, 'cluster', clusterName);

export const inCluster = (...parts: string[]) => join(clusterFolder, ...parts);
export const inCache = (...parts: string[]) => join(cacheFolder, ...parts);

export const kubeconfigFile = inCluster('kubeconfig');

/** Programs of the tool chain, as links to content-keyed builds. */
export const binFolder = inCache('bin');
