import type { Settings } from '../../stacks/settings.ts';
import { SECRET_KEYS } from './names.ts';

/** A secret file of the service, and the existing Secret that has it where there is one. */
interface Credential {
  file: string;
  existing?: { name: string; key: string };
}

/** What the service needs to tell somebody that an API key was replaced. */
export function noticeCredentials({ api: { keyNotices } }: Settings): Credential[] {
  const { webhook, email } = keyNotices ?? {};
  return [
    ...(webhook ? [{ file: SECRET_KEYS.webhookSecret, existing: webhook.existingSecret }] : []),
    ...(email ? [{ file: SECRET_KEYS.smtpUrl, existing: email.existingSecret }] : []),
  ];
}

/** The part of the service's configuration about it; the credentials are files. */
export function noticeConfig({ api: { keyNotices } }: Settings) {
  if (!keyNotices) return {};
  /* biome-ignore-start lint/suspicious/noTemplateCurlyInString: the service resolves them */
  const notify = {
    webhook: keyNotices.webhook?.url ?? '',
    webhook_secret: '${KEYS_WEBHOOK_SECRET:-}',
    smtp_url: '${SMTP_URL:-}',
    ...(keyNotices.email ? { from: keyNotices.email.from } : {}),
  };
  /* biome-ignore-end lint/suspicious/noTemplateCurlyInString: the service resolves them */
  return { keys: { notify } };
}
