import { Command } from 'commander';
import { applyAccounts, settleAccounts } from '../accounts/carry-out.ts';
import { readAccounts } from '../accounts/read.ts';
import type { Output } from './output.ts';
import { patience } from './wait.ts';

interface AccountsOptions {
  file: string;
  wait: number;
}

/** `accounts`: who may do what in the stores. It reads no configuration, only the file that lists them. */
export function accountsCommand(output: () => Output, seconds: (text: string) => number): Command {
  const accounts = new Command('accounts').description('users of the stores, by their administrators');
  const add = (name: string, description: string, work: typeof applyAccounts) =>
    accounts
      .command(name)
      .description(description)
      .requiredOption('--file <file>', 'JSON file that lists them')
      .option('--wait <seconds>', 'how long to wait for the stores', seconds, 120)
      .action(async ({ file, wait }: AccountsOptions) => {
        const stores = await work(readAccounts(file), patience(wait), output());
        output().result({ stores }, 'done');
      });
  add(
    'apply',
    'make users, rights and passwords; passwords in use are accepted until `settle`',
    applyAccounts,
  );
  add('settle', 'accept the current passwords alone', settleAccounts);
  return accounts;
}
