import { kindOf } from '../lib/kinds.ts';
import { known } from '../lib/known.ts';
import { resourcePolicy } from '../lib/policy.ts';
import { containersOf, type EnvVar, podOf } from '../lib/workload.ts';

const SECRET_NAME = /(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)/i;
/** Names that end so hold the place of a secret, not the secret. */
const PLACE = /_(FILE|DIR|PATH|NAME)$/i;
const URL_WITH_PASSWORD = /\w+:\/\/[^\s:@/$]*:[^\s@/$]+@/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** An option that is given its secret at once, and not by a file or a variable. */
const OPTION = /(^|\s)--?(password|passwd|requirepass|secret|token|api-?key)[= ](?!\$\()\S/i;

const isSecretVariable = ({ name = '', value = '' }: EnvVar): boolean =>
  value !== '' && ((SECRET_NAME.test(name) && !PLACE.test(name)) || URL_WITH_PASSWORD.test(value));

export const noPlainSecrets = resourcePolicy(
  {
    name: 'no-plain-secrets',
    what: 'Credentials never stand in environment variables, arguments or ConfigMaps.',
    why: 'All of those are shown in consoles, dumps, process lists and diffs.',
  },
  ({ type, props }, report) => {
    const pod = podOf(type, props);
    for (const { name, env = [], command = [], args = [] } of pod ? containersOf(pod) : []) {
      for (const variable of env) {
        if (known(() => isSecretVariable(variable)))
          report(`container ${name}: environment variable ${variable.name} holds a credential`);
      }
      const line = known(() => [...command, ...args].join(' ')) ?? '';
      if (OPTION.test(line) || URL_WITH_PASSWORD.test(line))
        report(`container ${name}: its arguments hold a credential`);
    }
    if (kindOf(type) !== 'ConfigMap') return;
    const { data = {}, binaryData = {} } = props as { data?: Record<string, string>; binaryData?: object };
    for (const key of [...Object.keys(data), ...Object.keys(binaryData)])
      if (SECRET_NAME.test(key) && !PLACE.test(key)) report(`key ${key} is the name of a credential`);
    for (const [key, value] of Object.entries(data)) {
      if (URL_WITH_PASSWORD.test(value)) report(`key ${key} holds a URL with a password`);
      if (PRIVATE_KEY.test(value)) report(`key ${key} holds a private key`);
    }
  },
);
