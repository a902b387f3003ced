import type { AlertGroup } from './alert.ts';

/** Seconds. */
const EXPIRES_SOON = 14 * 24 * 3600;
const OLD_BACKUP = 26 * 3600;

/** What must happen now and then, and is noticed only when it is too late. */
export const upkeep: AlertGroup = {
  name: 'mcp-upkeep',
  rules: ({ namespace }) => {
    const expiry = 'certmanager_certificate_expiration_timestamp_seconds';
    return [
      {
        alert: 'CertificateExpiry',
        // cert-manager names the namespace it runs in where its metrics are scraped without honorLabels.
        expr: `(${expiry}{namespace="${namespace}"} or ${expiry}{exported_namespace="${namespace}"}) - time() < ${EXPIRES_SOON}`,
        for: '1h',
        severity: 'critical',
        summary: 'A certificate was not renewed',
        description: 'The certificate {{ $labels.name }} expires in {{ $value | humanizeDuration }}.',
      },
      {
        alert: 'BackupStale',
        expr: `time() - kube_cronjob_status_last_successful_time{namespace="${namespace}",cronjob="mcp-backup"} > ${OLD_BACKUP}`,
        for: '10m',
        severity: 'critical',
        summary: 'There is no recent backup',
        description: 'The last good backup is {{ $value | humanizeDuration }} old.',
      },
    ];
  },
};
