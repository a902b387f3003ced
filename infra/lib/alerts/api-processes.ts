import type { AlertGroup } from './alert.ts';

/** Resident bytes of one process above which somebody must look. */
const MEMORY_BYTES = 1e9;
const RESTARTS = 3;
const OPEN_FILES = 0.8;

export const apiProcesses: AlertGroup = {
  name: 'mcp-api-processes',
  rules: ({ select }) => [
    {
      alert: 'ApiDown',
      expr: `absent(${select('mcp-api', 'up')} == 1)`,
      for: '1m',
      severity: 'critical',
      summary: 'The API is down',
      description: 'No process of the API answers.',
    },
    {
      alert: 'ApiInstanceDown',
      expr: `${select('mcp-api', 'up')} == 0`,
      for: '5m',
      severity: 'warning',
      summary: 'A process of the API does not answer',
      description: '{{ $labels.instance }} gives no metrics.',
    },
    {
      alert: 'ApiRestarting',
      expr: `changes(${select('mcp-api', 'process_start_time_seconds')}[30m]) >= ${RESTARTS}`,
      for: '0m',
      severity: 'critical',
      summary: 'A process of the API starts again and again',
      description: '{{ $labels.instance }} started {{ $value }} times in half an hour.',
    },
    {
      alert: 'HighMemoryUsage',
      expr: `${select('mcp-api', 'process_resident_memory_bytes')} > ${MEMORY_BYTES}`,
      for: '10m',
      severity: 'warning',
      summary: 'Memory usage exceeds 1GB',
      description: '{{ $labels.instance }} holds {{ $value | humanize1024 }}B.',
    },
    {
      alert: 'OpenFilesRunningOut',
      expr: `${select('mcp-api', 'process_open_fds')} / ${select('mcp-api', 'process_max_fds')} > ${OPEN_FILES}`,
      for: '10m',
      severity: 'warning',
      summary: 'A process of the API runs out of file descriptors',
      description: '{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its file descriptors.',
    },
  ],
};
