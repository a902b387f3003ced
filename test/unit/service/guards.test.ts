import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Config } from '../../../service/src/config/load.ts';
import { AppError, ERRORS } from '../../../service/src/errors.ts';
import { addressList } from '../../../service/src/http/addresses.ts';
import { errorBody, toAppError } from '../../../service/src/http/errors.ts';
import { originPolicy } from '../../../service/src/http/origins.ts';
import { dataHeaders, pageHeaders } from '../../../service/src/http/security-headers.ts';
import { createConnectionCounter } from '../../../service/src/ws/counter.ts';
import { parseMessage } from '../../../service/src/ws/messages.ts';

describe('addresses', () => {
  const inside = addressList(['10.0.0.0/8', '192.168.0.0/16', '203.0.113.7', '2001:db8::/32']);
  for (const [address, expected] of [
    ['10.255.0.1', true],
    ['11.0.0.1', false],
    ['192.168.3.4', true],
    ['192.169.0.1', false],
    ['203.0.113.7', true],
    ['203.0.113.8', false],
    ['::ffff:10.1.2.3', true],
    ['::ffff:11.1.2.3', false],
    ['2001:db8:1::1', true],
    ['2001:db9::1', false],
    ['', false],
    ['localhost', false],
  ] as const) {
    test(`${address || 'none'} is ${expected ? 'in' : 'out'}`, () => assert.equal(inside(address), expected));
  }
});

describe('browser origins', () => {
  const policy = originPolicy({
    server: { public_url: 'https://memory.example:8443' },
    api: { cors_origins: ['https://app.example'] },
  } as unknown as Config);

  for (const [origin, host, expected] of [
    [undefined, 'anything.example', true],
    ['https://memory.example:8443', 'memory.example:8443', true],
    ['https://app.example', 'memory.example:8443', true],
    ['https://app.example.evil', 'memory.example:8443', false],
    ['http://localhost:8000', 'localhost:8000', true],
    ['http://localhost:3000', 'localhost:8000', false],
    ['http://evil.example', 'evil.example', false],
    ['null', 'localhost:8000', false],
    ['', 'localhost:8000', false],
  ] as const) {
    test(`${origin} calling ${host}: ${expected}`, () => {
      assert.equal(policy.originAllowed(origin, host), expected);
    });
  }

  for (const [host, expected] of [
    ['memory.example:8443', true],
    ['localhost:8000', true],
    ['127.0.0.1:8000', true],
    ['[::1]:8000', true],
    ['mcp-api', true],
    ['mcp-api.mcp-development.svc:8000', true],
    ['mcp-api.mcp-development.svc.cluster.local', true],
    ['evil.example', false],
    ['localhost.evil.example', false],
    ['', false],
    [undefined, false],
  ] as const) {
    test(`Host ${host}: ${expected}`, () => assert.equal(policy.hostAllowed(host), expected));
  }
});

test('browsers are told to stay with HTTPS, but not on a developer’s machine', () => {
  for (const headersOf of [pageHeaders, dataHeaders]) {
    assert.match(headersOf('production')['strict-transport-security'] ?? '', /max-age=\d{8}/);
    assert.equal(headersOf('development')['strict-transport-security'], undefined);
  }
});

describe('errors', () => {
  test('a 5xx says no more than its code and the request id', () => {
    const error = new AppError('STORE_UNAVAILABLE', {
      message: 'mysql at 10.0.0.1 said no',
      details: { a: 1 },
    });
    assert.deepEqual(errorBody(error, 'id-1'), {
      error: { code: 'STORE_UNAVAILABLE', message: ERRORS.STORE_UNAVAILABLE.message, requestId: 'id-1' },
    });
  });

  test('an unknown failure becomes INTERNAL', () => {
    const known = toAppError(Object.assign(new Error('secret detail'), { code: 'X', name: 'Error' }));
    assert.deepEqual([known.code, known.publicMessage], ['INTERNAL', ERRORS.INTERNAL.message]);
  });
});

describe('WebSocket messages', () => {
  for (const [message, expected] of [
    ['{"type":"ping"}', null],
    ['{"type":"ping","more":1}', null],
    ['{"type":"subscribe","topics":["memory","job"],"project":"p"}', null],
    ['{"type":"unsubscribe"}', null],
    ['{"type":"auth","key":"sk-a.b"}', null],
    ['{"type":"auth"}', /"key"/],
    ['{"type":"subscribe","topics":[]}', /"topics"/],
    ['{"type":"subscribe","topics":["nothing"]}', /"memory","job","health"/],
    ['{"type":"subscribe","topics":["memory"],"project":"../x"}', /"project"/],
    ['{"type":"subscribe","topics":["memory"],"more":1}', /looks like/],
    ['{"type":"toString"}', /ping, auth, subscribe, unsubscribe/],
    ['ping', /JSON object/],
    ['null', /JSON object/],
    ['', /JSON object/],
  ] as const) {
    test(`${message || 'nothing'}: ${expected ?? 'taken'}`, () => {
      const parsed = parseMessage(message);
      if (expected === null) assert.ok('message' in parsed);
      else assert.match((parsed as { problem: string }).problem, expected);
    });
  }
});

test('connections are counted out again', () => {
  const counter = createConnectionCounter();
  const leave = Array.from({ length: 20 }, () => counter.enter('1.2.3.4', false));
  assert.equal(counter.hasRoom('1.2.3.4', false), false);
  assert.equal(counter.hasRoom('1.2.3.5', false), true);
  assert.equal(counter.hasRoom('1.2.3.4', true), true);
  leave[0]?.();
  assert.equal(counter.hasRoom('1.2.3.4', false), true);
  assert.equal(counter.open(), 19);
});
