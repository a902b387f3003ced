import type { Component } from './labels.ts';

/** What the network policies take for everywhere. */
export const ANYWHERE = '0.0.0.0/0';

/** Somewhere outside the stack: another namespace or a block of addresses. */
export type Outside = { namespace: string } | { cidr: string };

/** One allowed direction of connection. */
export interface Edge {
  from: Component | Outside;
  to: Component | Outside;
  ports: number[];
}
