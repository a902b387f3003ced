import type { AlertGroup } from './alert.ts';

const CONNECTIONS = 0.8;
const RUNNING = 0.6;
/** Per second. */
const SLOW_QUERIES = 0.2;
const LOG_WAITS = 0.1;

export const mysql: AlertGroup = {
  name: 'mysql',
  rules: ({ select }) => {
    const own = (metric: string) => select('mysql-exporter', metric);
    const connections = own('mysql_global_variables_max_connections');
    return [
      {
        alert: 'MysqlDown',
        expr: `absent(${own('mysql_up')} == 1)`,
        for: '2m',
        severity: 'critical',
        summary: 'MySQL is down',
        description: 'The exporter does not reach MySQL, or is away itself.',
      },
      {
        alert: 'MysqlTooManyConnections',
        expr: `${own('mysql_global_status_threads_connected')} / ${connections} > ${CONNECTIONS}`,
        for: '5m',
        severity: 'warning',
        summary: 'MySQL runs out of connections',
        description: '{{ $value | humanizePercentage }} of the connections are taken.',
      },
      {
        alert: 'MysqlHighThreadsRunning',
        expr: `${own('mysql_global_status_threads_running')} / ${connections} > ${RUNNING}`,
        for: '5m',
        severity: 'warning',
        summary: 'MySQL works on too much at once',
        description: '{{ $value | humanizePercentage }} of the connections are at work at once.',
      },
      {
        alert: 'MysqlSlowQueries',
        expr: `rate(${own('mysql_global_status_slow_queries')}[5m]) > ${SLOW_QUERIES}`,
        for: '10m',
        severity: 'warning',
        summary: 'MySQL answers slowly',
        description: '{{ $value | humanize }} slow queries per second.',
      },
      {
        alert: 'MysqlInnodbLogWaits',
        expr: `rate(${own('mysql_global_status_innodb_log_waits')}[15m]) > ${LOG_WAITS}`,
        for: '10m',
        severity: 'warning',
        summary: "MySQL waits for its log's disk",
        description: '{{ $value | humanize }} waits per second for the InnoDB log.',
      },
    ];
  },
};
