import fp from 'fastify-plugin';
import type { Principal } from '../http/principal.ts';

/** Looks a raw API key up; null = there is no such valid key. */
export type VerifyKey = (raw: string) => Promise<Principal | null>;

/** `app.verifyKey`: API keys against the table that holds their hashes. */
export default fp(
  async (app) => {
    app.decorate('verifyKey', async () => null);
  },
  { name: 'keys', dependencies: ['mysql'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    verifyKey: VerifyKey;
  }
}
