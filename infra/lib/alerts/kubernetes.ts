import type { AlertGroup } from './alert.ts';

const FULL_VOLUME = 0.1;

/** The stack's objects, as kube-state-metrics and the kubelet tell of them. */
export const kubernetes: AlertGroup = {
  name: 'mcp-kubernetes',
  rules: ({ namespace }) => {
    const own = (metric: string, matchers = '') =>
      `${metric}{namespace="${namespace}"${matchers && `,${matchers}`}}`;
    const replicas = (what: string) => own(`kube_horizontalpodautoscaler_${what}_replicas`);
    return [
      {
        alert: 'PodCrashLooping',
        expr: `max_over_time(${own('kube_pod_container_status_waiting_reason', 'reason="CrashLoopBackOff"')}[5m]) >= 1`,
        for: '10m',
        severity: 'critical',
        summary: 'A pod crashes again and again',
        description: 'Container {{ $labels.container }} of pod {{ $labels.pod }} does not stay up.',
      },
      {
        alert: 'RolloutStuck',
        expr: [
          `${own('kube_deployment_spec_replicas')} > ${own('kube_deployment_status_replicas_available')}`,
          `${own('kube_statefulset_replicas')} > ${own('kube_statefulset_status_replicas_ready')}`,
        ].join(' or '),
        for: '15m',
        severity: 'critical',
        summary: 'A workload does not get its pods',
        description: '{{ $labels.deployment }}{{ $labels.statefulset }} lacks pods that are ready.',
      },
      {
        alert: 'JobFailed',
        expr: `${own('kube_job_failed', 'condition="true"')} > 0`,
        for: '5m',
        severity: 'warning',
        summary: 'A Job failed',
        description: 'The Job {{ $labels.job_name }} failed.',
      },
      {
        alert: 'HpaMaxedOut',
        expr: `${replicas('status_current')} >= ${replicas('spec_max')} and ${replicas('spec_max')} > ${replicas('spec_min')}`,
        for: '15m',
        severity: 'warning',
        summary: 'The autoscaler has no more pods to add',
        description: '{{ $labels.horizontalpodautoscaler }} is at its {{ $value }} pods.',
      },
      {
        alert: 'VolumeFillingUp',
        expr: `${own('kubelet_volume_stats_available_bytes')} / ${own('kubelet_volume_stats_capacity_bytes')} < ${FULL_VOLUME}`,
        for: '5m',
        severity: 'critical',
        summary: 'A volume is almost full',
        description: '{{ $value | humanizePercentage }} of {{ $labels.persistentvolumeclaim }} are free.',
      },
      {
        alert: 'OomKilled',
        expr: `increase(${own('kube_pod_container_status_restarts_total')}[10m]) >= 1 and on (pod, container) ${own('kube_pod_container_status_last_terminated_reason', 'reason="OOMKilled"')} == 1`,
        for: '0m',
        severity: 'critical',
        summary: 'A container was killed for want of memory',
        description: 'Container {{ $labels.container }} of pod {{ $labels.pod }} hit its memory limit.',
      },
    ];
  },
};
