import type { Settings } from '../../../stacks/settings.ts';

/** Alerts of one kind and namespace come in one message. */
export const GROUPING = { by: ['alertname', 'namespace'], wait: '30s', interval: '5m', repeat: '4h' };

/** Who is told what. */
export interface Receiver {
  name: 'email' | 'slack';
  /** Severities that are told, as a regular expression. */
  severities: string;
}

/** The receivers that the settings name. */
export const receiversOf = ({ monitoring: { email, slack } }: Settings): Receiver[] =>
  (['email', 'slack'] as const).flatMap((name) => {
    const receiver = { email, slack }[name];
    if (!receiver) return [];
    return [{ name, severities: receiver.severity === 'critical' ? 'critical' : 'critical|warning' }];
  });

/** While `cause` fires, `effects` say nothing new. */
export const INHIBITIONS: { cause: string; effects: string }[] = [
  { cause: 'ApiDown', effects: 'ApiInstanceDown|NoTraffic' },
  { cause: 'MysqlUnreachable', effects: 'HighErrorRate|HighErrorRatio|ErrorBudgetBurn.*|OutboxLag' },
  { cause: 'MilvusDown', effects: 'MilvusUnreachable|OutboxLag|SlowVectorSearch' },
  { cause: 'ErrorBudgetBurn1h', effects: 'ErrorBudgetBurn(6|24|72)h' },
  { cause: 'ErrorBudgetBurn6h', effects: 'ErrorBudgetBurn(24|72)h' },
];

/** Subject and text of a message. */
export const TITLE =
  '[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }} in {{ .CommonLabels.namespace }}';
export const TEXT = [
  '{{ range .Alerts }}{{ .Annotations.summary }} ({{ .Labels.severity }})',
  '{{ .Annotations.description }}',
  '{{ .Annotations.runbook_url }}',
  '{{ end }}',
].join('\n');
