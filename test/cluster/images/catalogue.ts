import { alertmanager } from './alertmanager/recipe.ts';
import type { Recipe } from './builder/types.ts';
import { embeddings } from './embeddings/recipe.ts';
import { milvus } from './milvus/recipe.ts';
import { mysql } from './mysql/recipe.ts';
import { mysqlExporter } from './mysql-exporter/recipe.ts';
import { node } from './node/recipe.ts';
import { prometheus } from './prometheus/recipe.ts';
import { redis } from './redis/recipe.ts';
import { redisExporter } from './redis-exporter/recipe.ts';

/** Every image that the stack needs, slowest to build first. */
export const recipes: Recipe[] = [
  milvus,
  embeddings,
  mysql,
  node,
  redis,
  prometheus,
  alertmanager,
  mysqlExporter,
  redisExporter,
];
