import { mkdir, writeFile } from 'node:fs/promises';
import { dump } from 'js-yaml';
import { inCache, inCluster } from '../paths.ts';
import { run } from '../run.ts';
import { startDaemon, until } from './daemon.ts';
import { insideNetwork } from './network.ts';

/**
 * Starts the registry inside the cluster's network. Its storage is shared by all clusters of this user.
 * It has the same port inside as outside, so that one reference serves a push from here and a pull over there.
 */
export async function startRegistry(port: number): Promise<void> {
  await mkdir(inCache('registry'), { recursive: true });
  const configuration = {
    version: '0.1',
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: inCache('registry') }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${port}` },
  };
  await writeFile(inCluster('registry.yaml'), dump(configuration));
  await startDaemon({
    name: 'registry',
    command: 'docker-registry',
    args: ['serve', inCluster('registry.yaml')],
  });
  const [command, args] = insideNetwork('curl', ['--fail', '--silent', `http://127.0.0.1:${port}/v2/`]);
  await until('the registry', 20_000, async () => Boolean(await run(command, args)), 'registry');
}
