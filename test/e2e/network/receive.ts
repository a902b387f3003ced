import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { ADDRESSEES, UNNAMED } from './addressees.ts';
import type { Received } from './receivers.ts';

// Run on the machine outside: takes whatever is sent and prints it, a line of JSON each.

const print = (received: Received) => console.log(JSON.stringify(received));

const { mail, ...web } = ADDRESSEES;
for (const port of [...Object.values(web), UNNAMED]) {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    print({ port, path: request.url ?? '', headers: request.headers, body });
    // Slack's own answer; nobody else reads it.
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
  }).listen(port);
  await once(server, 'listening');
}

const postOffice = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, done) {
    text(stream).then((body) => {
      const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
      print({ port: mail, path: to, headers: {}, body });
      done();
    }, done);
  },
});
await once(postOffice.listen(mail), 'listening');
console.log('ready');
