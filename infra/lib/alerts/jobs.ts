import type { AlertGroup } from './alert.ts';

/** Background jobs of the service. Prometheus renames their label `job`, because targets have one of that name. */
export const jobs: AlertGroup = {
  name: 'mcp-jobs',
  rules: ({ select }) => {
    const ended = (ok: boolean) =>
      `sum by (exported_job) (increase(${select('mcp-api', 'mcp_job_duration_seconds_count', `ok="${ok}"`)}[2h])) > 0`;
    return [
      {
        alert: 'BackgroundJobFailing',
        expr: `(${ended(false)}) unless on (exported_job) (${ended(true)})`,
        for: '10m',
        severity: 'warning',
        summary: 'A background job only fails',
        description: 'The job {{ $labels.exported_job }} failed and never succeeded in two hours.',
      },
    ];
  },
};
