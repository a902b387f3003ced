import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../cluster/images/embeddings', import.meta.url));
const script = `
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from api import BadRequest, read_request
for body in json.load(sys.stdin):
    try:
        print(json.dumps({"read": read_request(body.encode(), "org/model", 384)}))
    except BadRequest as error:
        print(json.dumps({"status": error.status, "message": str(error)}))
`;

/** What the server makes of request bodies, one answer each. */
function read(bodies: string[]): { read?: unknown; status?: number; message?: string }[] {
  const out = execFileSync('python3', ['-c', script, folder], {
    input: JSON.stringify(bodies),
    encoding: 'utf8',
  });
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

suite('requests to the embeddings server', () => {
  const refused: [string, string, number, RegExp][] = [
    ['no JSON', '{', 400, /not valid JSON/],
    ['a control character', '{"input": \u0001}', 400, /not valid JSON/],
    ['a list', '[]', 400, /must be a JSON object/],
    ['nothing to embed', '{}', 400, /input is required/],
    ['a number', '{"input": 1}', 400, /string or an array/],
    ['a list with a number', '{"input": ["a", 1]}', 400, /string or an array/],
    ['an empty list', '{"input": []}', 400, /not be empty/],
    ['an empty text', '{"input": ["a", " "]}', 400, /input\[1\]/],
    ['half a surrogate pair', '{"input": "\\ud800"}', 400, /surrogate/],
    ['too many texts', JSON.stringify({ input: Array(33).fill('a') }), 413, /33 texts, at most 32/],
    ['another model', '{"input": "a", "model": "gpt"}', 404, /gpt.*org\/model/],
    ['other dimensions', '{"input": "a", "dimensions": 12}', 400, /384/],
    ['another encoding', '{"input": "a", "encoding_format": "hex"}', 400, /float, base64/],
  ];
  const answers = read(refused.map(([, body]) => body));
  for (const [index, [name, , status, message]] of refused.entries())
    test(`${name} is refused with ${status}`, () => {
      assert.equal(answers[index]?.status, status);
      assert.match(answers[index]?.message ?? '', message);
    });

  test('a text, a list of texts, the model by its short name', () => {
    assert.deepEqual(
      read(['{"input": "a"}', '{"input": ["a", "b"], "model": "model", "encoding_format": "base64"}']),
      [{ read: [['a'], 'float'] }, { read: [['a', 'b'], 'base64'] }],
    );
  });
});
