import { once } from 'node:events';
import { createServer } from 'node:net';

// Run inside a network: takes connections on the ports given as arguments, and ends them.

for (const port of process.argv.slice(2)) {
  const server = createServer((socket) => socket.end()).listen(Number(port));
  await once(server, 'listening');
}
console.log('ready');
