import type { AlertGroup } from './alert.ts';

/** The stack's own Prometheus and Alertmanager. */
export const monitoring: AlertGroup = {
  name: 'mcp-monitoring',
  rules: ({ select }) => [
    {
      alert: 'NotificationsFailing',
      expr: `sum by (integration) (rate(${select('alertmanager', 'alertmanager_notifications_failed_total')}[5m])) > 0`,
      for: '10m',
      severity: 'critical',
      summary: 'Alerts do not reach anybody',
      description: 'Alertmanager cannot send by {{ $labels.integration }}.',
    },
    {
      alert: 'AlertmanagerUnreachable',
      expr: `${select('prometheus', 'prometheus_notifications_alertmanagers_discovered')} < 1 or ${select('alertmanager', 'up')} == 0`,
      for: '5m',
      severity: 'critical',
      summary: 'Prometheus does not reach Alertmanager',
      description: 'Alerts fire and nobody is told.',
    },
    {
      alert: 'RulesFailing',
      expr: `sum by (rule_group) (increase(${select('prometheus', 'prometheus_rule_evaluation_failures_total')}[5m])) > 0`,
      for: '5m',
      severity: 'warning',
      summary: 'Prometheus cannot evaluate rules',
      description: 'Rules of {{ $labels.rule_group }} fail.',
    },
  ],
};
