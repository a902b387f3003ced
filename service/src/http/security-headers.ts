import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';
import type { Config } from '../config/load.ts';

type Headers = Record<string, string>;
type Environment = Config['environment'];

/** On a developer's localhost a remembered "HTTPS only" would break every other project there. */
const httpsOnly = (environment: Environment) => environment !== 'development';

/** All that helmet has for pages. */
export const pageHeaders = (environment: Environment): Headers =>
  fromHelmet({
    strictTransportSecurity: httpsOnly(environment),
    contentSecurityPolicy: {
      directives: { 'upgrade-insecure-requests': httpsOnly(environment) ? [] : null },
    },
  });

/** For answers that are no pages: nothing in them may be run, framed, or taken for something else. */
export const dataHeaders = (environment: Environment): Headers =>
  fromHelmet({
    strictTransportSecurity: httpsOnly(environment),
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    // Browsers heed these for pages alone, or no longer at all; sending them with each answer takes time.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });

/** The headers that helmet sets. They are the same for every answer, so they are made once. */
function fromHelmet(options: HelmetOptions): Headers {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, (error) => {
    if (error) throw error;
  });
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
