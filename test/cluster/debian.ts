import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { clusterSource } from './paths.ts';
import { step } from './progress.ts';
import { run, which } from './run.ts';

/** The programs of a one-node cluster, and the Debian packages that have them. */
export const debianPrograms: Record<string, string> = {
  etcd: 'etcd-server',
  containerd: 'containerd',
  runc: 'runc',
  '/usr/lib/cni/bridge': 'containernetworking-plugins',
  dockerd: 'docker.io',
  'docker-registry': 'docker-registry',
  xz: 'xz-utils',
  iptables: 'iptables',
  ipset: 'ipset',
  conntrack: 'conntrack',
  ip: 'iproute2',
  openssl: 'openssl',
  curl: 'curl',
  python3: 'python3',
  pip3: 'python3-pip',
  ss: 'iproute2',
  nsenter: 'util-linux',
  sysctl: 'procps',
};

/**
 * Installs the Debian packages whose programs are missing.
 * @param programs packages by program: a name to be found in PATH, or a file
 */
export async function ensurePrograms(programs: Readonly<Record<string, string>>): Promise<void> {
  const missing = new Set<string>();
  for (const [program, name] of Object.entries(programs)) {
    const found = program.startsWith('/') ? existsSync(program) : await which(program);
    if (!found) missing.add(name);
  }
  if (missing.size === 0) return;
  if (!(await which('apt-get')))
    throw new Failure(`missing programs; install what provides: ${[...missing].join(', ')}`);
  await step(`install ${[...missing].join(', ')}`, 60, () =>
    run(join(clusterSource, 'apt-install.sh'), [...missing]),
  );
}
