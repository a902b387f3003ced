import { endWithReader } from './lib/orphan.ts';
import { currentRun } from './lib/run.ts';
import { declareStack } from './stack.ts';

endWithReader();
// The SDK notes a stack trace with every promise, and its runner would look each one up in source maps. Node strips
// types in place, so every line is where it was: a tenth of an `up` without a change went there.
Reflect.deleteProperty(Error, 'prepareStackTrace');

export const { environment, context, namespace, urls, apiKeyCommand, image, imageDigest, versions, stores } =
  declareStack(currentRun());
