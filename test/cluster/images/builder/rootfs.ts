import { chmod, chown, copyFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../../run.ts';
import type { PackageFile } from './apt.ts';
import type { Recipe } from './types.ts';

const MERGED = ['bin', 'sbin', 'lib', 'lib64'];
/** Documentation, translations and what only an init system reads; copyright notices stay. */
const REMOVED = [
  'usr/share/man',
  'usr/share/info',
  'usr/share/locale',
  'usr/share/lintian',
  'usr/share/bug',
  'usr/share/bash-completion',
  'usr/share/doc-base',
  'usr/share/apport',
  'usr/share/initramfs-tools',
  'usr/lib/systemd',
  'usr/lib/tmpfiles.d',
  'usr/lib/sysusers.d',
  'etc/init.d',
  'etc/default',
  'etc/logrotate.d',
  'etc/apparmor.d',
  'var/lib/systemd',
];
const CERTIFICATES = 'usr/share/ca-certificates/mozilla';

/** Unpacks packages into an empty folder; no installation script runs. */
export async function unpack(root: string, packages: PackageFile[]): Promise<void> {
  for (const name of MERGED) {
    await mkdir(join(root, 'usr', name), { recursive: true });
    await symlink(`usr/${name}`, join(root, name));
  }
  const script = 'dpkg-deb --fsys-tarfile "$1" | tar -xp --numeric-owner --keep-directory-symlink -C "$2"';
  for (const { file } of packages) await run('bash', ['-o', 'pipefail', '-ec', script, '-', file, root]);
}

/** Makes a runnable file system of unpacked packages: tools, users, certificates, the recipe's files. */
export async function complete(root: string, source: string, recipe: Recipe): Promise<void> {
  await strip(root, recipe.remove ?? []);
  await linkTools(root);
  for (const name of ['tmp', 'run', 'etc', 'proc', 'sys', 'dev', 'home', 'root', 'var/tmp'])
    await mkdir(join(root, name), { recursive: true });
  await chmod(join(root, 'tmp'), 0o1777);
  await symlink('/run', join(root, 'var/run'));
  await writeUsers(root, recipe.user);
  if (recipe.certificates) await bundleCertificates(root);
  for (const { path, source: name, mode } of recipe.files ?? []) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await copyFile(join(source, name), join(root, path));
    await chmod(join(root, path), mode ?? 0o644);
  }
  for (const path of recipe.folders ?? []) {
    await mkdir(join(root, path), { recursive: true });
    await chown(join(root, path), recipe.user.uid, recipe.user.uid);
  }
}

async function strip(root: string, more: string[]): Promise<void> {
  for (const path of REMOVED) await rm(join(root, path), { recursive: true, force: true });
  const patterns = more.map((pattern) => `"$1"/${pattern}`).join(' ');
  if (patterns) await run('bash', ['-ec', `shopt -s nullglob globstar; rm -rf ${patterns}`, '-', root]);
  const documents = join(root, 'usr/share/doc');
  await mkdir(documents, { recursive: true });
  await run('find', [documents, '-not', '-type', 'd', '-not', '-name', 'copyright', '-delete']);
  await run('find', [documents, '-type', 'd', '-empty', '-delete']);
}

/** Offers busybox's programs under their own names, where no package brought the real one. */
async function linkTools(root: string): Promise<void> {
  const present = new Set([
    ...(await readdir(join(root, 'usr/bin'))),
    ...(await readdir(join(root, 'usr/sbin'))),
  ]);
  if (!present.has('busybox')) return;
  const { stdout } = await run(join(root, 'usr/bin/busybox'), ['--list']);
  for (const name of stdout.split('\n').filter(Boolean))
    if (!present.has(name)) await symlink('busybox', join(root, 'usr/bin', name));
}

/** Users and host names; a container runtime lays its own /etc/hosts over this one. */
async function writeUsers(root: string, user: Recipe['user']): Promise<void> {
  const users = [
    { name: 'root', uid: 0, home: '/root' },
    { name: 'nobody', uid: 65534, home: '/nonexistent' },
  ];
  if (!users.some(({ uid }) => uid === user.uid)) users.push({ ...user, home: `/home/${user.name}` });
  const line = ({ name, uid, home }: (typeof users)[number]) =>
    `${name}:x:${uid}:${uid}:${name}:${home}:/bin/sh\n`;
  await writeFile(join(root, 'etc/passwd'), users.map(line).join(''));
  await writeFile(join(root, 'etc/group'), users.map(({ name, uid }) => `${name}:x:${uid}:\n`).join(''));
  await writeFile(join(root, 'etc/hosts'), '127.0.0.1 localhost\n::1 localhost\n');
  await writeFile(join(root, 'etc/nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files dns\n');
}

async function bundleCertificates(root: string): Promise<void> {
  const folder = join(root, CERTIFICATES);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.crt')).sort();
  const all = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  await mkdir(join(root, 'etc/ssl/certs'), { recursive: true });
  await writeFile(join(root, 'etc/ssl/certs/ca-certificates.crt'), all.join(''));
  await rm(join(root, 'usr/share/ca-certificates'), { recursive: true, force: true });
}
