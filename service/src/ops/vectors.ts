import type { Config } from '../config/load.ts';
import type { ModelIdentity } from '../embeddings/embedder.ts';
import { milvusOptions } from '../stores/milvus.ts';
import { replaceDefaultPassword } from '../vectors/password.ts';
import type { Output } from './output.ts';
import { withModelGuard, withMysql } from './stores.ts';
import { type Patience, untilReady } from './wait.ts';

export interface VectorsReport {
  passwordReplaced: boolean;
  model: ModelIdentity;
}

/** Secures Milvus and creates the collections that are missing. Changes nothing a second time. */
export async function initVectors(
  config: Config,
  patience: Patience,
  output: Output,
): Promise<VectorsReport> {
  const options = milvusOptions(config.milvus);
  const passwordReplaced = await untilReady('Milvus', patience, output, () =>
    replaceDefaultPassword(options),
  );
  if (passwordReplaced) output.progress('replaced the default password of Milvus');
  const model = await withMysql(config, (mysql) =>
    withModelGuard(config, mysql, (guard) =>
      untilReady('Milvus and the embeddings', patience, output, () => guard.ready()),
    ),
  );
  output.progress(
    `collections are ready for ${model.provider}:${model.model} (${model.dimension} dimensions)`,
  );
  return { passwordReplaced, model };
}
