import { heldCredentials } from '../../../stacks/credentials.ts';
import type { Settings } from '../../../stacks/settings.ts';
import { SECRET_KEYS } from '../names.ts';
import { smtpUrl } from '../urls.ts';

/** The credentials that the settings give, by the name that the content of a Secret asks for. */
export function givenCredentials(settings: Settings): Record<string, string> {
  const { email } = settings.api.keyNotices ?? {};
  return {
    ...Object.fromEntries(heldCredentials(settings).map(({ name, value }) => [name, value])),
    // A server that asks for no password has an address, too, and that is asked for.
    ...(email ? { [SECRET_KEYS.smtpUrl]: smtpUrl(email) } : {}),
  };
}
