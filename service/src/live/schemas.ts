import { Type } from 'typebox';
import { LIVE_KEYS } from './keys.ts';

const strict = { additionalProperties: false } as const;
const MAX_KEYS = 100;
const KeyName = Type.String({ pattern: '^[a-z][a-z0-9_.]{0,127}$', examples: [...LIVE_KEYS] });
const Value = Type.Unknown({ description: 'A secret shows as ***' });

export const SettingItem = Type.Object(
  {
    key: Type.String({ description: 'Dotted path, such as database.pool_size' }),
    value: Value,
    configured: Type.Unknown({
      description: 'The value without what is stored: environment, secrets, file, default',
    }),
    live: Type.Boolean({ description: 'Whether it can change while the service runs' }),
    stored: Type.Boolean({ description: 'Whether it was set here or with `ops config set`' }),
  },
  { ...strict, title: 'Setting' },
);

export const SettingsAnswer = Type.Object(
  {
    settings: Type.Array(SettingItem),
    file: Type.Object(
      {
        watched: Type.Boolean({
          description: 'Whether a changed configuration file is taken (features.hot_reload)',
        }),
        problems: Type.Array(Type.String(), { description: 'Why the changed file is not used' }),
        waiting: Type.Array(Type.String(), {
          description: 'Changed keys that take effect with the next start',
        }),
      },
      strict,
    ),
  },
  strict,
);

export const SettingsChange = Type.Object(
  {
    set: Type.Optional(
      Type.Record(KeyName, Type.Unknown(), {
        maxProperties: MAX_KEYS,
        description: `Values of live keys: ${LIVE_KEYS.join(', ')}`,
        examples: [{ 'database.pool_size': 50 }],
      }),
    ),
    unset: Type.Optional(
      Type.Array(KeyName, {
        maxItems: MAX_KEYS,
        uniqueItems: true,
        description: 'Keys that go back to what the service is configured with',
      }),
    ),
  },
  strict,
);
