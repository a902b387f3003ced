import { join } from 'node:path';
import { binFolder, inCache } from '../test/cluster/paths.ts';
import { installPlugins } from '../test/cluster/plugins/install.ts';
import { say } from '../test/cluster/progress.ts';
import { buildToolchain } from '../test/cluster/toolchain/index.ts';
import { officialPulumi, type PulumiCli } from '../test/cluster/toolchain/official-pulumi.ts';

/** The Pulumi CLI: the official one, else one built from its published source. */
export async function pulumiCli(): Promise<PulumiCli> {
  const official = await officialPulumi();
  if (official) return official;
  await buildToolchain({ pulumi: true });
  const home = inCache('pulumi-home');
  const env = {
    PULUMI_HOME: home,
    PULUMI_SKIP_UPDATE_CHECK: '1',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    // The program, the policies and the stand-ins are Node processes that start anew with every command.
    NODE_COMPILE_CACHE: inCache('node-compile'),
  };
  const path = await installPlugins({
    pulumi: join(binFolder, 'pulumi'),
    pulumiHome: home,
    binFolder,
    log: say,
  });
  return {
    command: join(path, 'pulumi'),
    env: { ...env, PATH: `${path}:${process.env.PATH}` },
  };
}
