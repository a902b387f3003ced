import { existsSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { availableParallelism, freemem } from 'node:os';
import { Failure } from './failure.ts';
import { cacheFolder, clusterFolder } from './paths.ts';
import { run } from './run.ts';

const GIB = 1024 ** 3;
/** What a one-node cluster with one stack needs; building everything from source needs the larger disk. */
const needed = { cores: 2, memory: 6 * GIB, disk: 8 * GIB, diskToBuild: 30 * GIB };

/** Names everything this machine lacks for a cluster of its own, all at once. @throws Failure */
export async function checkMachine(willBuild: boolean): Promise<void> {
  const problems: string[] = [];
  if (process.getuid?.() !== 0) problems.push('root is needed to make namespaces and mounts: run as root');
  if (availableParallelism() < needed.cores)
    problems.push(`${needed.cores} processors are needed, ${availableParallelism()} is here`);
  if (freemem() < needed.memory && !existsSync(clusterFolder))
    problems.push(
      `${needed.memory / GIB} GiB of free memory are needed, ${(freemem() / GIB).toFixed(1)} GiB are here`,
    );
  await mkdir(cacheFolder, { recursive: true });
  const disk = await statfs(cacheFolder);
  const free = disk.bavail * disk.bsize;
  const wanted = willBuild ? needed.diskToBuild : needed.disk;
  if (free < wanted)
    problems.push(
      `${wanted / GIB} GiB of disk are needed below ${cacheFolder}, ${(free / GIB).toFixed(1)} GiB are free`,
    );
  if (!existsSync('/sys/fs/cgroup')) problems.push('/sys/fs/cgroup is not mounted: containers need cgroups');
  if (!existsSync('/proc/sys/net/bridge')) {
    await run('modprobe', ['br_netfilter'], { allow: [1, 127] }).catch(() => undefined);
    if (!existsSync('/proc/sys/net/bridge'))
      problems.push('the kernel has no bridge filter: load the module br_netfilter');
  }
  if (!/\boverlay\b/.test((await run('cat', ['/proc/filesystems'])).stdout)) {
    await run('modprobe', ['overlay'], { allow: [1, 127] }).catch(() => undefined);
  }
  if (problems.length > 0)
    throw new Failure(`this machine cannot hold a cluster:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
}
