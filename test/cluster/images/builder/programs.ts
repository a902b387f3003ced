import { Failure } from '../../failure.ts';
import { run, which } from '../../run.ts';

/** Programs that a build calls, and the Debian package of each. */
const needed: Record<string, string> = {
  'apt-get': 'apt',
  'dpkg-deb': 'dpkg',
  bash: 'bash',
  chroot: 'coreutils',
  npm: 'npm',
  python3: 'python3',
  tar: 'tar',
  xz: 'xz-utils',
};

/** Names everything that this machine lacks to build images, all at once. @throws Failure */
export async function checkPrograms(): Promise<void> {
  const missing: string[] = [];
  for (const [program, name] of Object.entries(needed))
    if (!(await which(program))) missing.push(`${program} (package ${name})`);
  const pip = await run('python3', ['-m', 'pip', '--version'], { allow: [1] }).catch(() => undefined);
  if (pip?.code !== 0) missing.push('pip for python3 (package python3-pip)');
  if (process.getuid?.() !== 0) missing.push('root, to give files their owners');
  if (missing.length > 0) throw new Failure(`to build images this machine lacks: ${missing.join(', ')}`);
}
