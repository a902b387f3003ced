import type { Output } from '../ops/output.ts';
import { type Patience, untilReady } from '../ops/wait.ts';
import { applyMilvus, settleMilvus } from './milvus.ts';
import { applyMysql, settleMysql } from './mysql.ts';
import { applyRedis, settleRedis } from './redis.ts';
import type { Accounts } from './schema.ts';

/** One piece of work on one store. */
interface Step {
  store: string;
  work: () => Promise<void>;
}

/** Makes all stores know the accounts of `accounts`; what clients use until they roll goes on being accepted. */
export const applyAccounts = (accounts: Accounts, patience: Patience, output: Output): Promise<string[]> =>
  carryOut(steps(accounts, applyMysql, applyRedis, applyMilvus), patience, output);

/** Makes all stores refuse whatever is not in `accounts`: for when every client has rolled. */
export const settleAccounts = (accounts: Accounts, patience: Patience, output: Output): Promise<string[]> =>
  carryOut(steps(accounts, settleMysql, settleRedis, settleMilvus), patience, output);

function steps(
  { mysql, redis = [], milvus }: Accounts,
  onMysql: typeof applyMysql,
  onRedis: typeof applyRedis,
  onMilvus: typeof applyMilvus,
): Step[] {
  return [
    ...(mysql ? [{ store: 'MySQL', work: () => onMysql(mysql) }] : []),
    ...redis.map((instance) => ({ store: instance.host, work: () => onRedis(instance) })),
    ...(milvus ? [{ store: 'Milvus', work: () => onMilvus(milvus) }] : []),
  ];
}

/** The stores start side by side, so they are looked after side by side. @returns their names */
async function carryOut(all: Step[], patience: Patience, output: Output): Promise<string[]> {
  await Promise.all(
    all.map(async ({ store, work }) => {
      await untilReady(`the administrator of ${store}`, patience, output, work);
      output.progress(`${store} has its accounts`);
    }),
  );
  return all.map(({ store }) => store);
}
