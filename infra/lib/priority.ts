import type { Component } from './labels.ts';

/** Groups of components that share a priority. */
export const TIERS = ['stores', 'service', 'support'] as const;

export type Tier = (typeof TIERS)[number];

const OF: Record<Component, Tier> = {
  mysql: 'stores',
  'redis-state': 'stores',
  'redis-cache': 'stores',
  milvus: 'stores',
  'mcp-api': 'service',
  embeddings: 'service',
  'mcp-migrate': 'support',
  prometheus: 'support',
  alertmanager: 'support',
  'mysql-exporter': 'support',
  'redis-exporter': 'support',
};

export const tierOf = (component: Component): Tier => OF[component];

/** What a tier has less than the one above it. */
const STEP = 100;

/** The priority of a tier; `value` is that of the stores. */
export const priorityOf = (tier: Tier, value: number): number => value - TIERS.indexOf(tier) * STEP;
