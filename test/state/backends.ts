import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../deploy/project.ts';
import { until } from '../cluster/node/daemon.ts';
import { freePorts, isFree } from '../cluster/node/ports.ts';
import { binFolder } from '../cluster/paths.ts';
import { ensureTestPrograms } from '../run/programs.ts';

/** Where Pulumi keeps states, as docs/OPERATIONS.md describes it, and the folder in which that can be looked at. */
export interface Backend {
  url: string;
  env: NodeJS.ProcessEnv;
  folder: string;
  stop(): void;
}

const documentation = join(projectFolder, 'docs/OPERATIONS.md');

/** The first code in the documentation that begins like this. */
export async function documented(start: string): Promise<string> {
  const text = await readFile(documentation, 'utf8');
  const found = [...text.matchAll(/`([^`\n]+)`/g)].find(([, code]) => code?.startsWith(start))?.[1];
  if (!found) throw new Error(`${documentation} has no code that begins with ${start}`);
  return found;
}

/** A folder of this machine. */
export async function folderBackend(folder: string): Promise<Backend> {
  await mkdir(folder);
  const url = (await documented('file:///')).replace('/srv/state', folder);
  return { url, env: {}, folder, stop: () => {} };
}

const [BUCKET, PATH] = ['states', 'of/a/team'];

/** An S3 server over a folder of this machine: objects are files. */
export async function s3Backend(folder: string): Promise<Backend> {
  await ensureTestPrograms();
  const [port = 0] = await freePorts(1);
  const [objects, attributes] = [join(folder, 'objects'), join(folder, 'attributes')];
  await mkdir(join(objects, BUCKET), { recursive: true });
  await mkdir(attributes);
  const credentials = { AWS_ACCESS_KEY_ID: 'tester', AWS_SECRET_ACCESS_KEY: 'of this test alone' };
  const server = spawn(
    join(binFolder, 'versitygw'),
    ['--port', `127.0.0.1:${port}`, '--quiet', 'posix', '--sidecar', attributes, objects],
    {
      stdio: 'ignore',
      env: {
        ...process.env,
        ROOT_ACCESS_KEY: credentials.AWS_ACCESS_KEY_ID,
        ROOT_SECRET_KEY: credentials.AWS_SECRET_ACCESS_KEY,
      },
    },
  );
  await until('the S3 server', 30_000, async () => !(await isFree(port)));
  const url = (await documented('s3://'))
    .replace('bucket/path', `${BUCKET}/${PATH}`)
    .replace('region=…', 'region=us-east-1')
    .replace('host:port', `127.0.0.1:${port}`);
  return {
    // Loopback has no certificate.
    url: `${url}&${await documented('disableSSL')}`,
    env: credentials,
    folder: join(objects, BUCKET, PATH),
    stop: () => server.kill(),
  };
}
