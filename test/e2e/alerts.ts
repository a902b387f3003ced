import assert from 'node:assert/strict';
import { ADDRESSEES } from './network/addressees.ts';
import type { Receivers } from './network/receivers.ts';
import { STACK } from './support/deploy.ts';

/** A minute until the alert fires, half a minute until Alertmanager tells, and the scrapes between. */
const TOLD_MS = 240_000;

/** What both receivers must be told: what is wrong, how grave it is, and what to do. */
const told = [
  `[FIRING] MysqlUnreachable in mcp-${STACK}`,
  'The API does not reach MySQL (critical)',
  'https://runbooks.example.com/MysqlUnreachable.md',
];

/** Waits until Slack and the mailbox outside were told that MySQL is away. */
export async function mysqlAlertArrives(receivers: Receivers): Promise<void> {
  const names = ({ body }: { body: string }) => body.includes('MysqlUnreachable');
  const [slack, mail] = await Promise.all([
    receivers.find(ADDRESSEES.slack, names, TOLD_MS),
    receivers.find(ADDRESSEES.mail, names, TOLD_MS),
  ]);
  assert.equal(slack.path, '/services/e2e');
  assert.equal(JSON.parse(slack.body).channel, '#alerts');
  assert.equal(mail.path, 'ops@example.com');
  for (const { body } of [slack, mail])
    for (const text of told) assert.ok(body.includes(text), `${text} in ${body}`);
}
