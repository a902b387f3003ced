/** What Prometheus scrapes, by the name of its job. */
export type Job = 'mcp-api' | 'milvus' | 'mysql-exporter' | 'redis-exporter' | 'alertmanager' | 'prometheus';

/** A selector of the stack's own series of `metric`; further `matchers` are written as in PromQL. */
export type Select = (job: Job, metric: string, matchers?: string) => string;

export interface Alert {
  alert: string;
  expr: string;
  /** How long the expression must hold. */
  for: string;
  /** critical: somebody must come at once; warning: somebody must look during the day. */
  severity: 'warning' | 'critical';
  summary: string;
  description: string;
}

/** A series that is computed once and used by several alerts. */
export interface Recording {
  record: string;
  expr: string;
}

/** What the rules of a group need to know about the stack. */
export interface Scope {
  namespace: string;
  select: Select;
  /** Bytes that Milvus may use. */
  milvusMemory: number;
}

export interface AlertGroup {
  name: string;
  rules: (scope: Scope) => (Alert | Recording)[];
}

/** Selects by job and namespace, so that stacks which share a Prometheus do not see each other. */
export const selectIn =
  (namespace: string): Select =>
  (job, metric, matchers = '') =>
    `${metric}{job="${job}",namespace="${namespace}"${matchers && `,${matchers}`}}`;
