import { Command } from 'commander';
import { OPERATOR } from '../audit/entry.ts';
import type { Config } from '../config/load.ts';
import { announce } from '../events/bus.ts';
import { type Change, changeSettings } from '../live/change.ts';
import { describeSettings, type Setting } from '../live/describe.ts';
import { isLive } from '../live/keys.ts';
import { overlay } from '../live/overlay.ts';
import { readOverrides } from '../live/repository.ts';
import type { Output } from './output.ts';
import { withMysql, withRedis } from './stores.ts';

const UNANNOUNCED = 'Redis did not answer: the replicas find the change by themselves within two seconds';

async function settings(config: Config): Promise<Setting[]> {
  const all = await withMysql(config, readOverrides);
  // One that is not live any more is ignored by the service too.
  const stored = Object.fromEntries(Object.entries(all).filter(([key]) => isLive(key)));
  return describeSettings(overlay(config, stored), config, stored);
}

async function change(config: Config, what: Change, output: Output): Promise<void> {
  await withMysql(config, (mysql) => changeSettings(mysql, config, what, OPERATOR));
  const { key_prefix: prefix, url } = config.redis;
  await withRedis(url, config.redis, (redis) => announce(redis, prefix, { type: 'config.changed' })).catch(
    () => output.progress(UNANNOUNCED),
  );
}

/** `config list|get|set|unset`: the keys that can change while the service runs. */
export function configCommand(config: () => Config, output: () => Output): Command {
  const command = new Command('config').description(
    'the configuration, and the keys that change while the service runs',
  );

  command
    .command('list')
    .description('show every key; * marks those that can change live, ! those that were set')
    .option('--live', 'only the keys that can change live')
    .action(async ({ live }: { live?: boolean }) => {
      const found = (await settings(config())).filter((setting) => !live || setting.live);
      output().result(found, found.map(line).join('\n'));
    });

  command
    .command('get')
    .description('show one value')
    .argument('<key>', 'such as database.pool_size')
    .action(async (key: string) => {
      const found = (await settings(config())).find((setting) => setting.key === key);
      if (!found) throw new Error(`${key} is not a known key; \`config list\` shows them all`);
      output().result(found, text(found.value));
    });

  command
    .command('set')
    .description('change a live key on every replica, within two seconds and until it is unset')
    .argument('<key>', 'such as database.pool_size')
    .argument('<value>', 'such as 50; several are separated by commas')
    .action(async (key: string, value: string) => {
      await change(config(), { set: { [key]: value } }, output());
      output().result({ key, value }, `${key} = ${value}`);
    });

  command
    .command('unset')
    .description('go back to what the service is configured with')
    .argument('<key>', 'such as database.pool_size')
    .action(async (key: string) => {
      await change(config(), { unset: [key] }, output());
      output().result({ key }, `${key} is unset`);
    });

  return command;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const line = ({ key, value, live, stored }: Setting): string =>
  `${live ? '*' : ' '}${stored ? '!' : ' '} ${key} = ${text(value)}`;
