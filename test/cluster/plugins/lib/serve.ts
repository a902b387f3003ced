import { isDeepStrictEqual } from 'node:util';
import type { provider } from '@pulumi/pulumi';
import { main } from '@pulumi/pulumi/provider/index.js';
import { concealed, isUnknown, revealed } from './secrets.ts';
import { type ResourceKind, typeOf } from './types.ts';

// biome-ignore lint/suspicious/noExplicitAny: each kind knows its own inputs
type Kinds = Record<string, ResourceKind<any>>;

/** Inputs of the last run, kept beside the outputs, so that a change can be told from them. */
const INPUTS = '__inputs';

/** Serves the provider protocol for `kinds` until the engine hangs up. */
export function serve(name: string, version: string, kinds: Kinds): void {
  const kindOf = (urn: string) => {
    const kind = kinds[typeOf(urn)];
    if (!kind) throw new Error(`${typeOf(urn)} is not in the ${name} stand-in; install the official plugin`);
    return kind;
  };
  const stateOf = (inputs: unknown, outs: Record<string, unknown>) => ({
    ...outs,
    [INPUTS]: concealed(inputs),
  });

  const implementation: provider.Provider = {
    version,
    async check(urn, _olds, news) {
      const kind = kindOf(urn);
      const inputs = await kind.defaults(revealed(news));
      return { inputs, failures: isUnknown(inputs) ? [] : (kind.check?.(inputs) ?? []) };
    },
    async diff(_id, urn, olds, news) {
      const kind = kindOf(urn);
      const inputs = olds[INPUTS] && revealed<Record<string, unknown>>(olds[INPUTS]);
      // A state that the official plugin wrote has the inputs among its outputs.
      const before: Record<string, unknown> = inputs ?? revealed(olds);
      const after = revealed(news);
      const keys = new Set([...Object.keys(inputs ?? {}), ...Object.keys(after)]);
      const changed = [...keys].filter(
        (key) => !key.startsWith('__') && !isDeepStrictEqual(before[key], after[key]),
      );
      const replaces = kind.replacedBy
        ? changed.filter((key) => (kind.replacedBy as string[]).includes(key))
        : changed;
      return { changes: changed.length > 0, replaces };
    },
    async create(urn, inputs) {
      const plain = revealed(inputs);
      const { id, outs } = await kindOf(urn).create(plain);
      return { id, outs: stateOf(plain, outs) };
    },
    async update(_id, urn, _olds, news) {
      const plain = revealed(news);
      return { outs: stateOf(plain, (await kindOf(urn).create(plain)).outs) };
    },
    async delete() {},
  };
  main(implementation, process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
