import { concealed } from '../lib/secrets.ts';
import { serve } from '../lib/serve.ts';
import type { ResourceKind } from '../lib/types.ts';
import { randomText, type TextInputs, textFailures, withDefaults } from './text.ts';

const kind = (id: 'none' | 'result', mark: (text: string) => unknown): ResourceKind<TextInputs> => ({
  check: textFailures,
  defaults: withDefaults,
  create: async (inputs) => {
    const text = randomText(inputs);
    return { id: id === 'none' ? 'none' : text, outs: { ...inputs, result: mark(text) } };
  },
});

// A password never becomes an id: ids are plain in the state.
serve('random', process.env.PLUGIN_VERSION ?? '4.21.2', {
  'random:index/randomPassword:RandomPassword': kind('none', concealed),
  'random:index/randomString:RandomString': kind('result', (text) => text),
});
