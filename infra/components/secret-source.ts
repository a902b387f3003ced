import type * as pulumi from '@pulumi/pulumi';
import type { Contents } from '../lib/credentials/known.ts';

/** A Secret of the stack. */
export interface StackSecret {
  name: pulumi.Output<string>;
  /** Names of its files. */
  keys: string[];
  /** Changes when a value does. */
  checksum: pulumi.Output<string>;
}

/** Who keeps the stack's credentials and fills its Secrets with them. */
export interface SecretSource {
  secret(name: string, contents: Contents): StackSecret;
}
