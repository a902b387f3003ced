import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../service/src/errors.ts';
import { checkTexts } from '../../service/src/guards/check-texts.ts';
import { findCredentials } from '../../service/src/guards/find-credentials.ts';
import { generateKey } from '../../service/src/keys/key.ts';

/** Made at run time, so that no scanner takes this file for a leak. */
const letters = (length: number, seed: string) =>
  createHash('sha512')
    .update(seed)
    .digest('base64')
    .replace(/[^A-Za-z0-9]/g, 'x')
    .repeat(9)
    .slice(0, length);
const hex = (length: number, seed: string) =>
  createHash('sha512').update(seed).digest('hex').repeat(9).slice(0, length);
const upper = (length: number, seed: string) =>
  letters(length, seed)
    .toUpperCase()
    .replace(/[^A-Z2-7]/g, 'Q');
const jwt = () =>
  ['{"alg":"HS256","typ":"JWT"}', '{"sub":"1234567890","name":"Ada"}', letters(32, 'sign')]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
const pem = (label: string) =>
  `-----BEGIN ${label}-----\n${letters(64, 'a')}\n${letters(64, 'b')}\n-----END ${label}-----`;

const CREDENTIALS: [kind: string, secret: string, around?: (secret: string) => string][] = [
  ['private_key', pem('PRIVATE KEY')],
  ['private_key', pem('RSA PRIVATE KEY')],
  ['private_key', pem('OPENSSH PRIVATE KEY').replaceAll('\n', '\\n')],
  [
    'private_key',
    `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${letters(64, 'c')}\n-----END PGP PRIVATE KEY BLOCK-----`,
  ],
  ['aws_access_key', `AKIA${upper(16, 'aws')}`],
  ['secret', `${letters(18, 'aws')}9+7/${letters(18, 'z')}`, (s) => `AWS_SECRET_ACCESS_KEY=${s}`],
  ['gcp_api_key', `AIza${letters(35, 'gcp')}`],
  ['azure_storage_key', `AccountKey=${letters(86, 'azure')}==`],
  ['github_token', `ghp_${letters(36, 'gh')}`],
  ['github_token', `github_pat_${letters(22, 'pat')}_${letters(59, 'gh2')}`],
  ['gitlab_token', `glpat-${letters(20, 'gl')}`],
  ['slack_token', `xoxb-123456789012-1234567890123-${letters(24, 'slack')}`],
  [
    'slack_webhook',
    `hooks.slack.com/services/T00000000/B00000000/${letters(24, 'w')}`,
    (s) => `https://${s}`,
  ],
  ['openai_key', `sk-proj-${letters(48, 'openai')}`],
  ['openai_key', `sk-${letters(48, 'openai2')}`],
  ['anthropic_key', `sk-ant-api03-${letters(80, 'ant')}`],
  ['api_key', generateKey()],
  ['api_key', 'sk-first.0123456789abcdef0123456789abcdef'],
  ['stripe_key', `sk_live_${letters(24, 'stripe')}`],
  ['jwt', jwt()],
  ['npm_token', `npm_${letters(36, 'npm')}`],
  ['sendgrid_key', `SG.${letters(22, 'sg')}.${letters(43, 'sg2')}`],
  ['connection_url', 's3cr3t-pw', (s) => `mysql://app:${s}@db.internal:3306/shop`],
  ['connection_url', 'letmein', (s) => `use redis://:${s}@cache:6379/0 for this`],
  ['connection_url', 'Zug%21fahrt', (s) => `https://bob:${s}@files.internal/x`],
  ['password', 'hunter2', (s) => `password = ${s}`],
  ['password', 'hunter22', (s) => `DB_PASSWORD=${s}\nDB_HOST=db`],
  ['password', 'Tr0ub4dor&3', (s) => `password: ${s}`],
  ['password', 'correcthorse', (s) => `password = "${s}"`],
  ['password', 'S0mmer!2024', (s) => `The admin password is ${s}.`],
  ['password', 'Geheim123', (s) => `数据库密码：${s}，不要告诉别人`],
  ['password', 'Geheim123!', (s) => `密码是${s}`],
  ['secret', hex(40, 'api'), (s) => `api_key = ${s}`],
  ['secret', letters(32, 'apikey'), (s) => `{"apiKey": "${s}"}`],
  ['secret', letters(40, 'tok'), (s) => `export SERVICE_TOKEN=${s}`],
  ['authorization', letters(40, 'bearer'), (s) => `curl -H "Authorization: Bearer ${s}" https://x.example`],
];

const HARMLESS = [
  'The deploy job restarts the pod when memory is above the limit of 512Mi.',
  'Passwords are hashed with argon2id and never stored in plain text.',
  'password: must be at least 12 characters',
  'password: required, token: optional',
  'The password is stored in the vault under kv/db and rotated every 30 days',
  'The token is base64-encoded, the secret is sha256-hashed before it is stored',
  'password = process.env.DB_PASSWORD',
  'const token = await getToken2(session.user)',
  'secret = kubernetes_secret_v1.database.name',
  'api_key = config.services.billing.api_key',
  'mysql://user:password@host:port/database is the form of the URL',
  'DATABASE_URL=mysql://app:$DB_PASSWORD@db/app',
  'Set OPENAI_API_KEY=<your key> before you start; sk-... is how it begins',
  'import from sk-learn.preprocessing_standardscaler and fit it',
  'max_tokens: 4096, token_count=123456789012345678',
  'passphrase: [masked:password]',
  'Remove the line -----BEGIN PRIVATE KEY----- from the template',
  `fixed in commit ${hex(40, 'commit')}, image sha256:${hex(64, 'image')}`,
  `request ${randomUUID()} failed, session token: ${randomUUID()}`,
  `integrity sha512-${createHash('sha512').update('x').digest('base64')}`,
  `etag "${hex(32, 'etag')}" of s3://bucket/key/2024/11/23/report-0001.parquet`,
  '昨天我们把数据库迁移到了新的服务器，密码是必填项，密钥由运维保管',
  '令牌：登录之后由网关发放，有效期为三十分钟',
  '用户密码使用 bcrypt 加密存储，口令长度为 12 位以上',
  'http://localhost:8000/health and ws://[::1]:8765/ws?x=a:b@c',
  'the key AKIAIOSFODNN7EXAMPLE stands in the documentation',
  'Ask alice@example.com: 10:30@room5 is fine',
];

describe('a credential is found where it stands', () => {
  for (const [kind, secret, around = (s: string) => `before ${s} after`] of CREDENTIALS) {
    test(`${kind}: ${around('…').slice(0, 60).replaceAll('\n', ' ')}`, () => {
      const text = around(secret);
      const found = findCredentials(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);
      assert.deepEqual(found, [[kind, secret]]);
      const chinese = `我们的服务：\n${text}`;
      assert.deepEqual(
        findCredentials(chinese).map(({ start, end }) => chinese.slice(start, end)),
        [secret],
      );
    });
  }
});

describe('what is none is let through', () => {
  for (const text of HARMLESS) {
    test(text.slice(0, 70), () => assert.deepEqual(findCredentials(text), []));
  }
});

test('a refusal names field, kind and offset, never the value', () => {
  const secret = `ghp_${letters(36, 'gh')}`;
  const input = { content: 'fine', tags: ['ok', `x ${secret}`], nested: { note: `password = hunter2` } };
  assert.throws(
    () => checkTexts(input, 'refuse'),
    (error: unknown) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.statusCode, 422);
      assert.match(error.message, /tags\.1 .* github_token at character 2$/);
      assert.deepEqual(error.details?.findings, [
        { field: 'tags.1', kind: 'github_token', offset: 2 },
        { field: 'nested.note', kind: 'password', offset: 11 },
      ]);
      assert.ok(!JSON.stringify([error.message, error.details]).includes(secret.slice(4)));
      return true;
    },
  );
  assert.equal(checkTexts(input, 'allow'), input);
});

test('masking takes the value out, keeps the rest, and finds nothing more in what it made', () => {
  const harmless = fc.constantFrom(...HARMLESS, '', '\n', ', ');
  const secret = fc
    .constantFrom(...CREDENTIALS)
    .map(([, value, around = (s) => s]) => ({ value, text: around(value) }));
  fc.assert(
    fc.property(harmless, secret, harmless, secret, (before, one, between, two) => {
      const text = `${before}\n${one.text}\n${between}\n${two.text}`;
      const { content } = checkTexts({ content: text }, 'mask');
      assert.ok(!content.includes(one.value) && !content.includes(two.value), content);
      assert.ok(content.startsWith(`${before}\n`) && content.includes(between));
      assert.equal(checkTexts({ content }, 'refuse').content, content);
    }),
    { numRuns: 300 },
  );
});

test('no text takes long', () => {
  const nasty = [
    '-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAAAAAAAAAA',
    'password=',
    'eyJaaaaaaaa.',
    'a://b:',
    'sk-a.',
    'secret is ',
    'bearer aaaaaaaaaaaaaaaaaaa ',
    '-----BEGIN ',
  ];
  for (const piece of nasty) {
    const text = piece.repeat(Math.ceil(65_536 / piece.length)).slice(0, 65_536);
    const start = performance.now();
    findCredentials(text);
    const ms = performance.now() - start;
    assert.ok(ms < 500, `${piece}: ${Math.round(ms)} ms`);
  }
});
