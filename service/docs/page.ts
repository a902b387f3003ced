import { type Example, fill } from './examples/example.ts';
import { type OpenApi, type Operation, operations, type Parameter } from './openapi.ts';
import { shape } from './shape.ts';

type Named = Operation & { path: string; method: string };

const SAMPLE_ID = '019a7e3c-5b21-7c44-9d0e-2f6b8a1c3d5e';
const PROJECT = 'demo';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function parameterTable(parameters: readonly Parameter[]): string[] {
  const shown = parameters.filter((parameter) => parameter.in !== 'path');
  if (shown.length === 0) return [];
  const rows = shown.map(({ name, in: where, required, description, schema }) => {
    const bounds = schema.default === undefined ? '' : ` Default ${JSON.stringify(schema.default)}.`;
    const kind = `${where}${required ? ', required' : ''}`;
    return `| \`${name}\` | ${kind} | \`${cell(shape(schema))}\` | ${cell(description ?? '')}${bounds} |`;
  });
  return ['', '| parameter | in | type | |', '| --- | --- | --- | --- |', ...rows];
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The example as a command for a shell; $MCP_URL is the service, $MCP_API_KEY the key. */
function curl({ method, path, security }: Named, example: Example): string {
  const ids = Object.fromEntries(Object.keys(example.needs ?? {}).map((name) => [name, SAMPLE_ID]));
  const values = { ...ids, n: '1' };
  const place = path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    name === 'project' ? (example.project ?? PROJECT) : (values[name as keyof typeof values] ?? SAMPLE_ID),
  );
  const query = example.query ? `?${new URLSearchParams(fill(example.query, values))}` : '';
  const lines = [`curl${method === 'GET' ? '' : ` -X ${method}`} "$MCP_URL${place}${query}"`];
  if (security?.length !== 0) lines.push('-H "Authorization: Bearer $MCP_API_KEY"');
  for (const [name, value] of Object.entries(fill(example.headers ?? {}, values))) {
    lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  }
  if (example.body !== undefined) {
    const body = fill(example.body, values);
    lines.push(`-H 'content-type: ${example.contentType ?? 'application/json'}'`);
    lines.push(`--data-binary ${quoted(typeof body === 'string' ? body : JSON.stringify(body))}`);
  }
  return lines.join(' \\\n  ');
}

/** The good answers, those of the same shape together: what they mean, and their body. */
function answerShapes(responses: Operation['responses']): [string, string][] {
  const shapes = new Map<string, string[]>();
  for (const [status, { description, content = {} }] of Object.entries(responses)) {
    if (Number(status) >= 400) continue;
    const schema = Object.values(content)[0]?.schema;
    const text = schema && schema.type !== 'null' ? shape(schema) : '';
    shapes.set(text, [...(shapes.get(text) ?? []), `${status}: ${description}`]);
  }
  return [...shapes].map(([text, told]) => [told.join('; '), text]);
}

function section(operation: Named, example: Example | undefined): string {
  const { method, path, summary, description, parameters = [], requestBody, responses } = operation;
  const lines = [`### ${summary}`, '', `\`${method} ${path}\``];
  if (description) lines.push('', description);
  lines.push(...parameterTable(parameters));
  for (const [type, { schema }] of Object.entries(requestBody?.content ?? {})) {
    lines.push('', `Body (${type}):`, '', '```ts', shape(schema), '```');
  }
  for (const [told, text] of answerShapes(responses)) {
    lines.push('', `Answer ${told}`);
    if (text) lines.push('', '```ts', text, '```');
  }
  const errors = Object.keys(responses).filter((status) => Number(status) >= 400);
  if (errors.length > 0) lines.push('', `Errors: ${errors.join(', ')}`);
  if (example) lines.push('', '```sh', curl(operation, example), '```');
  return lines.join('\n');
}

/** What every error answer means, by status, as the operations document it. */
function errorTable(all: readonly Named[]): string[] {
  const meanings = new Map<string, string>();
  for (const { responses } of all) {
    for (const [status, { description, content }] of Object.entries(responses)) {
      const isError = content?.['application/json']?.schema.$ref === '#/components/schemas/Error';
      if (isError && !meanings.has(status)) meanings.set(status, description);
    }
  }
  const rows = [...meanings].sort().map(([status, meaning]) => `| ${status} | ${cell(meaning)} |`);
  return ['| status | meaning |', '| --- | --- |', ...rows];
}

/**
 * The reference of the REST API as Markdown.
 *
 * @param codes what each error code says, by code
 */
export function apiPage(
  document: OpenApi,
  examples: Readonly<Record<string, Example>>,
  codes: Readonly<Record<string, { status: number; message: string }>>,
): string {
  const all = operations(document);
  const parts = [
    '# API',
    '',
    '<!-- Made by `npm run docs` from the OpenAPI document and the examples that the tests run. Do not edit. -->',
    '',
    document.info.description,
    'The running service shows the same at `/docs`, and as OpenAPI 3.1 at `/openapi.json`.',
    '',
    '```sh',
    'export MCP_URL=http://localhost:8000 MCP_API_KEY=sk-…',
    '```',
    '',
    '## Errors',
    '',
    'Every error has the body',
    '',
    '```ts',
    shape(document.components.schemas.Error ?? {}),
    '```',
    '',
    ...errorTable(all),
    '',
    '| code | status | message |',
    '| --- | --- | --- |',
    ...Object.entries(codes).map(
      ([code, { status, message }]) => `| \`${code}\` | ${status} | ${cell(message)} |`,
    ),
  ];
  for (const { name, description } of document.tags) {
    const own = all.filter(({ tags }) => tags?.includes(name));
    if (own.length === 0) continue;
    parts.push('', `## ${name.charAt(0).toUpperCase()}${name.slice(1)}`, '', description);
    for (const operation of own) parts.push('', section(operation, examples[operation.operationId ?? '']));
  }
  return `${parts.join('\n')}\n`;
}
