import { setTimeout as delay } from 'node:timers/promises';
import { type Example, type Examples, fill } from '../../service/docs/examples/example.ts';
import type { OpenApi } from '../../service/docs/openapi.ts';
import { operations } from '../../service/docs/openapi.ts';

const DEFAULT_PROJECT = 'demo';
/** How long what passes by itself is waited for. */
const PATIENCE_MS = 60_000;

export interface Step {
  operation: string;
  status: number;
  body: unknown;
  /** Whether the document names this status for the operation. */
  documented: boolean;
}

export interface WalkOptions {
  document: OpenApi;
  examples: Examples;
  /** http://host:port of the running service. */
  url: string;
  key: string;
}

/** What stands at `a.0.b` in a JSON value. */
const pick = (value: unknown, place: string): unknown =>
  place.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], value);

async function sent(url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  const response = await fetch(url, init);
  return { response, text: await response.text() };
}

/** Whether to ask again: the service is busy and sheds load, or the same job is still running. */
const isPassing = ({ status }: Response, text: string): boolean =>
  status === 503 || (status === 409 && text.includes('"JOB_RUNNING"'));

/**
 * Sends examples to a running service.
 *
 * @returns sends the example of one operation, and first those whose answers it needs
 */
export function walker({ document, examples, url, key }: WalkOptions): (operation: string) => Promise<Step> {
  const known = new Map(operations(document).map((operation) => [operation.operationId ?? '', operation]));
  let count = 0;

  const values = async ({ needs = {} }: Example): Promise<Record<string, string>> => {
    const found: Record<string, string> = {};
    const answers = new Map<string, unknown>();
    for (const [name, [operation, place]] of Object.entries(needs)) {
      if (!answers.has(operation)) answers.set(operation, (await send(operation)).body);
      const value = pick(answers.get(operation), place);
      if (value === undefined) throw new Error(`the answer of ${operation} has nothing at ${place}`);
      found[name] = String(value);
    }
    return found;
  };

  const send = async (name: string): Promise<Step> => {
    const operation = known.get(name);
    const example = examples[name];
    if (!operation || !example) throw new Error(`${name} is not an operation with an example`);
    count += 1;
    const given = { n: `${process.pid}-${count}`, ...(await values(example)) };
    const filled = fill(example, given);
    const path = operation.path.replace(/\{(\w+)\}/g, (_whole, parameter: string) =>
      encodeURIComponent(
        parameter === 'project' ? (example.project ?? DEFAULT_PROJECT) : (given[parameter as 'n'] ?? ''),
      ),
    );
    const query = filled.query ? `?${new URLSearchParams(filled.query)}` : '';
    const { body, contentType = 'application/json' } = filled;
    const request = () =>
      sent(`${url}${path}${query}`, {
        method: operation.method,
        headers: {
          authorization: `Bearer ${key}`,
          ...filled.headers,
          ...(body === undefined ? {} : { 'content-type': contentType }),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    let { response, text } = await request();
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end && isPassing(response, text); ) {
      await delay(Number(response.headers.get('retry-after') ?? '0.1') * 1000);
      ({ response, text } = await request());
    }
    const json = text !== '' && response.headers.get('content-type')?.startsWith('application/json');
    const { status } = response;
    const documented = operation.responses[status] !== undefined;
    return { operation: name, status, body: json ? JSON.parse(text) : text, documented };
  };
  return send;
}
