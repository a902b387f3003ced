import { currentRun } from './lib/run.ts';
import { declareStack } from './stack.ts';

export const { environment, context, namespace, urls, apiKeyCommand, image, imageDigest, versions, stores } =
  declareStack(currentRun());
