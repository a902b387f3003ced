import { endWithReader } from './lib/orphan.ts';
import { currentRun } from './lib/run.ts';
import { declareStack } from './stack.ts';

endWithReader();

export const { environment, context, namespace, urls, apiKeyCommand, image, imageDigest, versions, stores } =
  declareStack(currentRun());
