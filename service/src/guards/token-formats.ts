import type { Credential, Detector } from './credential.ts';
import { isPlaceholder } from './placeholders.ts';

interface TokenFormat {
  kind: string;
  pattern: RegExp;
  /** The token needs a digit: tells it from words that happen to begin like one. */
  digit?: true;
}

/** Tokens that tell by their form whose they are. Repetitions are bounded, so that no text takes long. */
const FORMATS: readonly TokenFormat[] = [
  { kind: 'aws_access_key', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g },
  { kind: 'gcp_api_key', pattern: /\bAIza[\w-]{35}(?![\w-])/g },
  { kind: 'gcp_oauth_token', pattern: /\bya29\.[\w-]{20,500}/g },
  { kind: 'gcp_client_secret', pattern: /\bGOCSPX-[\w-]{28}(?![\w-])/g },
  { kind: 'azure_storage_key', pattern: /\bAccountKey=[A-Za-z0-9+/]{86}==/g },
  { kind: 'github_token', pattern: /\bgh[pousr]_[A-Za-z0-9]{36,255}\b/g },
  { kind: 'github_token', pattern: /\bgithub_pat_\w{22,255}\b/g },
  { kind: 'gitlab_token', pattern: /\bgl(?:pat|dt|rt|ptt|soat)-[\w-]{20,300}/g, digit: true },
  { kind: 'slack_token', pattern: /\b(?:xox[abeoprs]|xapp)-[\w-]{10,300}/g, digit: true },
  { kind: 'slack_webhook', pattern: /\bhooks\.slack\.com\/(?:services|workflows)\/[\w/]{20,200}/g },
  { kind: 'anthropic_key', pattern: /\bsk-ant-[\w-]{20,300}/g, digit: true },
  { kind: 'openai_key', pattern: /\bsk-(?:proj|svcacct|admin|or)-[\w-]{20,300}/g, digit: true },
  { kind: 'openai_key', pattern: /\bsk-[A-Za-z0-9]{32,100}\b/g, digit: true },
  { kind: 'api_key', pattern: /\bsk-[\w-]{1,64}\.[\w.-]{16,200}/g, digit: true },
  { kind: 'stripe_key', pattern: /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,250}\b/g },
  { kind: 'stripe_webhook_secret', pattern: /\bwhsec_[A-Za-z0-9+/=]{24,100}/g },
  { kind: 'jwt', pattern: /\beyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]{8,2000}/g },
  { kind: 'npm_token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'pypi_token', pattern: /\bpypi-AgE[\w-]{50,500}/g },
  { kind: 'huggingface_token', pattern: /\bhf_[A-Za-z0-9]{30,60}\b/g },
  { kind: 'digitalocean_token', pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/g },
  { kind: 'sendgrid_key', pattern: /\bSG\.[\w-]{16,32}\.[\w-]{16,64}(?![\w-])/g, digit: true },
  { kind: 'shopify_token', pattern: /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/g },
  { kind: 'linear_key', pattern: /\blin_api_[A-Za-z0-9]{32,60}\b/g },
  { kind: 'docker_token', pattern: /\bdckr_(?:pat|oat)_[\w-]{20,60}/g },
  { kind: 'vault_token', pattern: /\bhv[sbr]\.[\w-]{24,300}/g, digit: true },
  { kind: 'twilio_key', pattern: /\bSK[0-9a-f]{32}\b/g },
  { kind: 'telegram_token', pattern: /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g },
  { kind: 'age_secret_key', pattern: /\bAGE-SECRET-KEY-1[A-Z0-9]{50,70}\b/g },
];

/** Tokens of well-known services, and the API keys of this one. */
export const findTokens: Detector = (text) => FORMATS.flatMap((format) => matches(text, format));

function matches(text: string, { kind, pattern, digit }: TokenFormat): Credential[] {
  const found: Credential[] = [];
  for (const match of text.matchAll(pattern)) {
    const [token] = match;
    if ((digit && !/\d/.test(token)) || isPlaceholder(token)) continue;
    found.push({ kind, start: match.index, end: match.index + token.length });
  }
  return found;
}
