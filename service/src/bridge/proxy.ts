import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type RequestId,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { failureOf } from './failure.ts';
import type { BridgeOptions } from './options.ts';
import { patientFetch } from './patient-fetch.ts';

/** Larger than any text the service takes. */
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

/**
 * Carries messages between a client on stdin and stdout and the service, without looking at what they mean. Ends when
 * the client closes stdin.
 */
export async function startProxy({ url, key }: BridgeOptions, log: (line: string) => void): Promise<void> {
  const client = new StdioServerTransport(process.stdin, process.stdout, {
    maxBufferSize: MAX_MESSAGE_BYTES,
  });
  const service = new StreamableHTTPClientTransport(url, { fetch: patientFetch(key) });
  /** Requests of the client that wait for their answer. */
  const waiting = new Map<RequestId, AbortController>();

  const say = (message: JSONRPCMessage) => {
    client.send(message).catch((error: Error) => log(error.message));
  };
  const answer = (message: JSONRPCMessage & { id?: RequestId }) => {
    if (message.id !== undefined && waiting.delete(message.id)) say(message);
  };
  const ask = async (request: JSONRPCRequest) => {
    const controller = new AbortController();
    waiting.set(request.id, controller);
    const fail = (error: unknown) => {
      if (!controller.signal.aborted) answer(failureOf(error, request.id, url));
    };
    await service
      .send(request, {
        requestSignal: controller.signal,
        onRequestStreamEnd: () => fail(new Error('the answer broke off')),
      })
      .catch(fail);
  };

  client.onmessage = (message) => {
    if (isJSONRPCRequest(message)) return void ask(message);
    if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled') {
      // Over HTTP a request is cancelled by closing its connection.
      const id = message.params?.requestId as RequestId;
      waiting.get(id)?.abort();
      return void waiting.delete(id);
    }
    service.send(message).catch((error: Error) => log(error.message));
  };
  service.onmessage = (message) => {
    if (!isJSONRPCResponse(message)) return say(message);
    const version = 'result' in message ? message.result.protocolVersion : undefined;
    if (typeof version === 'string') service.setProtocolVersion(version);
    answer(message);
  };
  client.onerror = (error) => log(error.message);
  client.onclose = () => void service.close();
  await service.start();
  await client.start();
}
