import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { ConfigError, loadConfig } from './config/load.ts';

const TIMEOUT_MS = 4000;
const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);

// The image's HEALTHCHECK: exit code 0 when /health answers 200.
try {
  const { server, api } = loadConfig({ env: process.env });
  const ask = api.ssl_cert ? https : http;
  const options = {
    host: EVERY_ADDRESS.has(server.host) ? '127.0.0.1' : server.host,
    port: server.http_port,
    path: '/health',
    timeout: TIMEOUT_MS,
    // The certificate is for the public name, and this call never leaves the container.
    rejectUnauthorized: false,
  };
  const call = ask(options, (response) => {
    response.pipe(process.stdout);
    response.on('end', () => process.exit(response.statusCode === 200 ? 0 : 1));
  });
  call.on('timeout', () => call.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
  call.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  call.end();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
