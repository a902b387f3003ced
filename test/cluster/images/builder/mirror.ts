import { existsSync } from 'node:fs';
import { Failure } from '../../failure.ts';
import { run } from '../../run.ts';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const FORMAT = '$(REPO_URI)|$(LABEL)|$(ORIGIN)|$(RELEASE)|$(COMPONENT)';

/** Line for sources.list of Debian's unstable suite on the mirror that this machine uses. @throws Failure */
export async function unstableSource(): Promise<string> {
  const mirror = process.env.DEBIAN_MIRROR || (await configuredMirror());
  const options = ['check-valid-until=no', ...(existsSync(KEYRING) ? [`signed-by=${KEYRING}`] : [])];
  return `deb [${options.join(' ')}] ${mirror} sid main`;
}

async function configuredMirror(): Promise<string> {
  const { stdout } = await run('apt-get', ['indextargets', '--format', FORMAT, 'Created-By: Packages']);
  const targets = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('|'));
  // Label and origin are empty until the machine's own lists were fetched once; then the path tells.
  const found =
    targets.find(([, label, origin]) => label === 'Debian' && origin === 'Debian') ??
    targets.find(([uri, label]) => !label && /\/debian\/?$/.test(uri ?? ''));
  if (!found?.[0])
    throw new Failure(
      'no Debian mirror in the apt configuration of this machine: set DEBIAN_MIRROR to the address of one',
    );
  return found[0];
}
