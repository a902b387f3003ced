import { type AlertCase, bound, growing, series, share, steady } from './situation.ts';

const state = (metric: string, labels: Record<string, string> = {}) =>
  series('kube-state-metrics', metric, labels);
const pod = { pod: 'mcp-api-1', container: 'mcp-api' };
const hpa = { horizontalpodautoscaler: 'mcp-api' };
const volume = { persistentvolumeclaim: 'mysql-data' };
const DAY = 24 * 3600;

const autoscaler = (current: number) => ({
  [state('kube_horizontalpodautoscaler_status_current_replicas', hpa)]: steady(current),
  [state('kube_horizontalpodautoscaler_spec_max_replicas', hpa)]: steady(10),
  [state('kube_horizontalpodautoscaler_spec_min_replicas', hpa)]: steady(3),
});

const oom = (restarts: string) => ({
  [state('kube_pod_container_status_restarts_total', pod)]: restarts,
  [state('kube_pod_container_status_last_terminated_reason', { ...pod, reason: 'OOMKilled' })]: steady(1),
});

export const clusterCases: Record<string, AlertCase> = {
  PodCrashLooping: bound(
    '20m',
    state('kube_pod_container_status_waiting_reason', { ...pod, reason: 'CrashLoopBackOff' }),
    1,
    0,
  ),
  RolloutStuck: share(
    '20m',
    state('kube_deployment_status_replicas_available', { deployment: 'mcp-api' }),
    state('kube_deployment_spec_replicas', { deployment: 'mcp-api' }),
    [steady(2), steady(3)],
    [steady(3), steady(3)],
  ),
  JobFailed: bound('10m', state('kube_job_failed', { job_name: 'mcp-migrate', condition: 'true' }), 1, 0),
  HpaMaxedOut: {
    fires: { at: '20m', series: autoscaler(10) },
    silent: { at: '20m', series: autoscaler(4) },
  },
  VolumeFillingUp: share(
    '10m',
    series('kubelet', 'kubelet_volume_stats_available_bytes', volume),
    series('kubelet', 'kubelet_volume_stats_capacity_bytes', volume),
    [steady(5), steady(100)],
    [steady(50), steady(100)],
  ),
  OomKilled: {
    fires: { at: '10m', series: oom('0x4 1x60') },
    silent: { at: '30m', series: oom('0x4 1x60') },
  },
  CertificateExpiry: bound(
    '90m',
    series('cert-manager', 'certmanager_certificate_expiration_timestamp_seconds', { name: 'mcp-api-tls' }),
    7 * DAY,
    60 * DAY,
  ),
  BackupStale: {
    fires: {
      at: '27h',
      series: {
        [state('kube_cronjob_status_last_successful_time', { cronjob: 'mcp-backup' })]: '0x2000',
      },
    },
    silent: {
      at: '27h',
      series: {
        [state('kube_cronjob_status_last_successful_time', { cronjob: 'mcp-backup' })]: '36000x2000',
      },
    },
  },
  NotificationsFailing: {
    fires: {
      at: '20m',
      series: {
        [series('alertmanager', 'alertmanager_notifications_failed_total', { integration: 'email' })]:
          growing(1),
      },
    },
    silent: {
      at: '20m',
      series: {
        [series('alertmanager', 'alertmanager_notifications_failed_total', { integration: 'email' })]:
          steady(4),
      },
    },
  },
  AlertmanagerUnreachable: bound(
    '10m',
    series('prometheus', 'prometheus_notifications_alertmanagers_discovered'),
    0,
    1,
  ),
  RulesFailing: {
    fires: {
      at: '20m',
      series: {
        [series('prometheus', 'prometheus_rule_evaluation_failures_total', { rule_group: 'milvus' })]:
          growing(1),
      },
    },
    silent: {
      at: '20m',
      series: {
        [series('prometheus', 'prometheus_rule_evaluation_failures_total', { rule_group: 'milvus' })]:
          steady(4),
      },
    },
  },
};
