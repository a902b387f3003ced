import { Type } from 'typebox';
import { destination } from './destination.ts';
import {
  emailAddress,
  existingSecret,
  flag,
  hostname,
  httpUrl,
  integer,
  port,
  section,
  sensitive,
  text,
} from './terms.ts';

export const Tracing = section('Traces of requests, sent to an OpenTelemetry collector.', {
  endpoint: httpUrl('http://collector.observability:4318', 'Base URL of the collector (OTLP over HTTP).'),
  samplePercent: integer(0, 100, 'How many of 100 traces that begin here are kept.'),
  ...destination('the collector'),
});

const Webhook = section('A signed POST.', {
  url: httpUrl('https://hooks.example.com/keys', 'URL that gets it.'),
  secret: Type.Optional(sensitive('Signs it (HMAC-SHA256, X-Signature-256), from an encrypted setting.')),
  existingSecret: Type.Optional(existingSecret('that secret')),
  ...destination('the receiver'),
});

const Email = section("E-mail to the key's contact.", {
  from: emailAddress('Address it comes from.'),
  host: hostname('SMTP server.'),
  port: port('Its port.'),
  tls: flag('Whether the connection is encrypted from the start; otherwise STARTTLS is used where offered.'),
  username: text('User; empty = the server asks for none, or existingSecret names it.'),
  password: Type.Optional(sensitive("The user's password, from an encrypted setting.")),
  existingSecret: Type.Optional(existingSecret('the complete URL (smtps://user:password@host:port)')),
  ...destination('the server'),
});

export const KeyNotices = section('Who is told when an API key is replaced.', {
  webhook: Type.Optional(Webhook),
  email: Type.Optional(Email),
});
