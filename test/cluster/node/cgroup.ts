import { existsSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { clusterName } from '../paths.ts';

const ROOT = '/sys/fs/cgroup';
const isVersion2 = () => existsSync(join(ROOT, 'cgroup.controllers'));

/** Name of the cgroup that holds every process of the cluster, daemons and pods alike: who is in it is ours. */
export const clusterCgroup = `mcp-cluster-${clusterName}`;

/** One folder per hierarchy: a single one on cgroup v2. */
function hierarchies(): string[] {
  if (isVersion2()) return [ROOT];
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(ROOT, entry.name, 'cgroup.procs')))
    .map((entry) => join(ROOT, entry.name));
}

const daemonGroups = () => hierarchies().map((folder) => join(folder, clusterCgroup, 'daemons'));

/** Makes the cluster's cgroups; the kubelet puts the pods into one beside the daemons. */
export async function createCgroups(): Promise<void> {
  for (const folder of daemonGroups()) {
    await mkdir(folder, { recursive: true });
    copyCpuset(join(folder, '..'));
    copyCpuset(folder);
  }
}

/** A new cpuset of cgroup v1 has no processors and takes no process until it is given some. */
function copyCpuset(folder: string): void {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    const own = join(folder, file);
    if (existsSync(own) && readFileSync(own, 'utf8').trim() === '')
      writeFileSync(own, readFileSync(join(folder, '..', file)));
  }
}

/** Shell words that move the shell into the daemons' cgroups before it becomes a daemon. */
export function joinCgroups(): string {
  return daemonGroups()
    .map((folder) => `echo $$ >${folder}/cgroup.procs`)
    .join('; ');
}

/** Ends every process of the cluster and removes its cgroups. */
export async function clearCgroups(): Promise<void> {
  const folders = hierarchies().map((folder) => join(folder, clusterCgroup));
  const deadline = Date.now() + 20_000;
  for (;;) {
    const pids = new Set(folders.flatMap((folder) => processesIn(folder)));
    if (pids.size === 0) break;
    if (Date.now() > deadline)
      throw new Failure(`processes ${[...pids].join(', ')} of the cluster do not end`);
    for (const pid of pids) kill(pid);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const folder of folders) removeTree(folder);
}

/** Process ids in a cgroup and those below it. */
export function clusterProcesses(): number[] {
  return [...new Set(hierarchies().flatMap((folder) => processesIn(join(folder, clusterCgroup))))];
}

function processesIn(folder: string): number[] {
  if (!existsSync(folder)) return [];
  const own = readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...own, ...below.flatMap((entry) => processesIn(join(folder, entry.name)))];
}

function kill(pid: number): void {
  try {
    if (pid > 1) process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

function removeTree(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeTree(join(folder, entry.name));
  rmdirSync(folder);
}
