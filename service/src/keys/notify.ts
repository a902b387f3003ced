import { createHmac } from 'node:crypto';
import type { Config } from '../config/load.ts';
import type { Log } from '../ports.ts';
import type { ApiKey, Notice } from './schemas.ts';

const TIMEOUT_MS = 5000;

/** A key that was replaced; both as they are now. Secrets are never part of a notice. */
export interface Replacement {
  previous: ApiKey;
  next: ApiKey;
}

export interface KeyNotifier {
  /** Tells the holders of a key that it was replaced. Never throws: the outcome of each channel is in the answer. */
  replaced(replacement: Replacement): Promise<Notice[]>;
}

type NotifyConfig = Config['keys']['notify'];

async function postWebhook({ webhook, webhook_secret }: NotifyConfig, { previous, next }: Replacement) {
  const body = JSON.stringify({
    type: 'key.replaced',
    id: previous.id,
    name: previous.name,
    replacedBy: next.id,
    worksUntil: previous.expiresAt,
    contact: previous.contact,
    at: new Date().toISOString(),
  });
  const signature = createHmac('sha256', webhook_secret).update(body).digest('hex');
  const response = await fetch(webhook, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-signature-256': `sha256=${signature}` },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
}

async function sendMail({ smtp_url: url, from }: NotifyConfig, { previous, next }: Replacement) {
  // Few services send mail, so the mailer costs memory only where it is used.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(
    { url, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
    { from },
  );
  try {
    await transport.sendMail({
      to: previous.contact ?? '',
      subject: `API key ${previous.id} (${previous.name}) is being replaced`,
      text: [
        `Your API key ${previous.id} (${previous.name}) was replaced by ${next.id}.`,
        `It goes on working until ${previous.expiresAt}. Ask your operator for the new key and change to it by then.`,
      ].join('\n'),
    });
  } finally {
    transport.close();
  }
}

/** Tells by the channels that are configured: a signed webhook, and mail to the key's contact. */
export function createKeyNotifier(config: NotifyConfig, log: Log): KeyNotifier {
  const attempt = async (channel: Notice['channel'], send: () => Promise<void>): Promise<Notice> => {
    try {
      await send();
      return { channel, sent: true };
    } catch (err) {
      log.warn({ err, channel }, 'a key holder could not be told');
      return { channel, sent: false, error: err instanceof Error ? err.message : String(err) };
    }
  };
  return {
    replaced: (replacement) =>
      Promise.all([
        ...(config.webhook ? [attempt('webhook', () => postWebhook(config, replacement))] : []),
        ...(config.smtp_url && replacement.previous.contact
          ? [attempt('email', () => sendMail(config, replacement))]
          : []),
      ]),
  };
}
