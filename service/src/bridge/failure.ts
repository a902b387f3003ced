import {
  type JSONRPCMessage,
  parseJSONRPCMessage,
  type RequestId,
  SdkHttpError,
} from '@modelcontextprotocol/client';

const SERVER_ERROR = -32_000;

/** The JSON-RPC error within an HTTP answer, where there is one. */
function protocolError(text: unknown, id: RequestId): JSONRPCMessage | undefined {
  try {
    const message = parseJSONRPCMessage(JSON.parse(String(text)));
    return 'error' in message ? { ...message, id } : undefined;
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown, url: URL): string {
  if (error instanceof SdkHttpError) {
    const said = /"message":\s*("(?:[^"\\]|\\.)*")/.exec(String(error.data.text))?.[1];
    return `The service answered ${error.status}${said ? `: ${JSON.parse(said)}` : ''}`;
  }
  const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  return `The service at ${url.origin} does not answer: ${cause?.code ?? cause?.message ?? message}`;
}

/** What the client is told instead of an answer, so that it does not wait for one. */
export function failureOf(error: unknown, id: RequestId, url: URL): JSONRPCMessage {
  const told = error instanceof SdkHttpError ? protocolError(error.data.text, id) : undefined;
  return told ?? { jsonrpc: '2.0', id, error: { code: SERVER_ERROR, message: reasonOf(error, url) } };
}
