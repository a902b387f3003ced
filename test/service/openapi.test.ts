import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describeService, operations } from '../../service/docs/openapi.ts';

const document = await describeService();
const all = operations(document);

test('the document is valid OpenAPI 3.1 by the schema of the OpenAPI Initiative', async () => {
  const { valid, errors } = await new Validator().validate(
    structuredClone(document) as unknown as Record<string, unknown>,
  );
  assert.ok(valid, JSON.stringify(errors, null, 2));
});

test('every operation has a name of its own, a summary and a declared tag', () => {
  const tags = new Set(document.tags.map(({ name }) => name));
  for (const { operationId, summary, tags: own = [], method, path } of all) {
    assert.match(operationId ?? '', /^[a-z][A-Za-z]+$/, `${method} ${path}`);
    assert.ok(summary, operationId);
    assert.ok(own.length === 1 && own.every((tag) => tags.has(tag)), `${operationId}: ${own}`);
  }
  const names = all.map(({ operationId }) => operationId);
  assert.deepEqual(names, [...new Set(names)]);
});

test('no path ends in a slash', () => {
  assert.deepEqual(
    all.map(({ path }) => path).filter((path) => path.endsWith('/')),
    [],
  );
});

test('every operation that takes a key documents the errors that all of them have', () => {
  for (const { operationId, security, responses, requestBody } of all) {
    if (security?.length === 0) continue;
    const expected = ['400', '401', '403', '429', '500', '503', ...(requestBody ? ['413', '415'] : [])];
    for (const status of expected) assert.ok(responses[status], `${operationId} documents no ${status}`);
    for (const [status, answer] of Object.entries(responses)) {
      assert.notEqual(answer.description, 'Default Response', `${operationId} ${status}`);
      if (Number(status) < 400) continue;
      const schema = answer.content?.['application/json']?.schema;
      assert.equal(schema?.$ref, '#/components/schemas/Error', `${operationId} ${status}`);
    }
  }
});

test('what has a default may be left out', () => {
  const rotate = all.find(({ operationId }) => operationId === 'rotateKey');
  const body = rotate?.requestBody?.content['application/json']?.schema;
  assert.equal(body?.properties?.overlapSeconds?.default, 86_400);
  assert.deepEqual(body?.required ?? [], []);
});

test('request bodies take no unknown field', () => {
  for (const { operationId, requestBody } of all) {
    const schema = requestBody?.content['application/json']?.schema;
    if (schema?.type === 'object') assert.equal(schema.additionalProperties, false, operationId);
  }
});
