import type { Pool } from 'mysql2/promise';
import { within } from '../deadline.ts';
import type { Log } from '../ports.ts';
import type { AuditEntry } from './entry.ts';
import { writeAudit } from './write.ts';

const MAX_WAITING = 10_000;
const BATCH = 200;
const RETRY_MS = 1000;
const CLOSE_MS = 5000;

/** Writes audit entries behind the requests, so that a slow MySQL holds none of them up. */
export interface AuditBuffer {
  /** Takes an entry. When too many wait, it is dropped and counted; the log still has it. */
  add(entry: AuditEntry): void;
  /** Entries dropped so far. */
  dropped(): number;
  /** Writes what waits, once. */
  close(): Promise<void>;
}

export function createAuditBuffer(mysql: Pool, log: Log): AuditBuffer {
  const waiting: AuditEntry[] = [];
  let dropped = 0;
  let writing: Promise<void> | null = null;
  let retry: NodeJS.Timeout | undefined;

  const writeAll = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      await writeAudit(mysql, ...batch);
      waiting.splice(0, batch.length);
    }
  };
  const wake = () => {
    if (writing) return;
    writing = writeAll()
      .catch((err: unknown) => {
        log.warn({ err, waiting: waiting.length }, 'the audit log is behind; trying again');
        retry = setTimeout(wake, RETRY_MS).unref();
      })
      .finally(() => {
        writing = null;
      });
  };

  return {
    add(entry) {
      log.info({ audit: entry }, 'audit');
      if (waiting.length >= MAX_WAITING) {
        dropped += 1;
        return;
      }
      waiting.push(entry);
      wake();
    },
    dropped: () => dropped,
    async close() {
      clearTimeout(retry);
      const rest = (writing ?? Promise.resolve()).then(writeAll);
      await within(CLOSE_MS, 'the end of the audit log', rest).catch((err: unknown) => {
        log.error({ err, lost: waiting.length }, 'the end of the audit log could not be written');
      });
    },
  };
}
