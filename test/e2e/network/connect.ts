import { connect } from 'node:net';

// Run inside a network: which of the addresses given as arguments take a connection from here, as a JSON list.

/** Refusals come at once or never. Milliseconds. */
const PATIENCE = 3000;

const takes = (target: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [host, port] = target.split(':');
    const socket = connect({ host, port: Number(port), timeout: PATIENCE });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false));
  });

const targets = process.argv.slice(2);
const answers = await Promise.all(targets.map(takes));
console.log(JSON.stringify(targets.filter((_, at) => answers[at])));
