const JOB = 'job="mcp-api"';
const ERRORS = `http_requests_total{${JOB},status=~"5.."}`;

/** 5xx answers per second above which somebody must look. */
const ERROR_RATE = 0.05;
/** Share of 5xx answers above which somebody must look. */
const ERROR_RATIO = 0.05;
/** Resident bytes of one process above which somebody must look. */
const MEMORY_BYTES = 1e9;

export interface AlertRule {
  alert: string;
  expr: string;
  for: string;
  labels: { severity: 'warning' | 'critical' };
  annotations: { summary: string; description: string; runbook_url?: string };
}

const rules: AlertRule[] = [
  {
    alert: 'HighErrorRate',
    expr: `sum(rate(${ERRORS}[5m])) > ${ERROR_RATE}`,
    for: '5m',
    labels: { severity: 'critical' },
    annotations: {
      summary: 'High error rate detected',
      description: 'The API answered {{ $value | humanize }} requests per second with a 5xx status.',
    },
  },
  {
    alert: 'HighErrorRatio',
    expr: `sum(rate(${ERRORS}[5m])) / sum(rate(http_requests_total{${JOB}}[5m])) > ${ERROR_RATIO}`,
    for: '5m',
    labels: { severity: 'critical' },
    annotations: {
      summary: 'High share of failed requests',
      description: '{{ $value | humanizePercentage }} of the API requests got a 5xx status.',
    },
  },
  {
    alert: 'HighMemoryUsage',
    expr: `process_resident_memory_bytes{${JOB}} > ${MEMORY_BYTES}`,
    for: '10m',
    labels: { severity: 'warning' },
    annotations: {
      summary: 'Memory usage exceeds 1GB',
      description: '{{ $labels.instance }} holds {{ $value | humanize1024 }}B.',
    },
  },
];

/** The rule groups, in the shape of a Prometheus rule file; `runbookUrl` is put in front of each alert's name. */
export const ruleGroups = (runbookUrl: string) => ({
  groups: [
    {
      name: 'mcp_alerts',
      rules: rules.map((rule) =>
        runbookUrl
          ? { ...rule, annotations: { ...rule.annotations, runbook_url: `${runbookUrl}${rule.alert}` } }
          : rule,
      ),
    },
  ],
});
