import { get } from 'node:http';

/** Where a request without TLS is sent, by a name that no DNS here knows: it goes to the loopback port. */
export function plainGet(url: string): Promise<{ status: number; location: string | undefined }> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: pathname, headers: { host: hostname } }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, location: response.headers.location });
    }).on('error', reject);
  });
}
