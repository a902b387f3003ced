import type { provider } from '@pulumi/pulumi';

/** What a stand-in does for one type of resource; without `update` every change replaces. */
export interface ResourceKind<Inputs> {
  check?(inputs: Inputs): provider.CheckFailure[];
  defaults(inputs: Inputs): Inputs | Promise<Inputs>;
  /** Names of the inputs whose change makes a new resource; others are updated in place. */
  replacedBy?: (keyof Inputs & string)[];
  create(inputs: Inputs): Promise<{ id: string; outs: Record<string, unknown> }>;
}

/** The type token in a URN, without its parents. */
export const typeOf = (urn: string): string => urn.split('::')[2]?.split('$').at(-1) ?? '';
