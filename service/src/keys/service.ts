import type { Actor } from '../audit/entry.ts';
import { AppError } from '../errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { NewKey } from './insert.ts';
import type { KeyNotifier } from './notify.ts';
import type { KeyRepository } from './repository.ts';
import type { ApiKey, Notice } from './schemas.ts';

/** A key cannot end itself at once; with less than this nobody could take the new one into use. */
const OWN_OVERLAP_SECONDS = 60;

export interface MadeKey {
  /** sk-<id>.<secret>; shown this one time. */
  key: string;
  apiKey: ApiKey;
}

export interface KeyService {
  /** @throws AppError INVALID_REQUEST when it would have ended already */
  create(key: NewKey, by: Actor): Promise<MadeKey>;
  /** @throws AppError KEY_NOT_FOUND, OWN_KEY */
  revoke(id: string, by: Actor): Promise<void>;
  /** @throws AppError KEY_NOT_FOUND, KEY_REPLACED, OWN_KEY */
  rotate(
    id: string,
    overlapSeconds: number,
    by: Actor,
  ): Promise<MadeKey & { previous: ApiKey; notices: Notice[] }>;
}

export interface KeyServiceParts {
  keys: KeyRepository;
  notifier: KeyNotifier;
  /** Tells every replica to forget what it believes about a key. */
  publish: EventBus['publish'];
}

/** What administrators do to keys: change, tell every replica, tell the holder. */
export function createKeyService({ keys, notifier, publish }: KeyServiceParts): KeyService {
  const existing = async (id: string): Promise<ApiKey> => {
    const found = await keys.find(id);
    if (!found) throw new AppError('KEY_NOT_FOUND');
    return found;
  };
  return {
    async create(key, by) {
      if (key.expiresAt && !(key.expiresAt.getTime() > Date.now())) {
        throw new AppError('INVALID_REQUEST', {
          message: 'expiresAt must be in the future',
          details: { fields: ['expiresAt'] },
        });
      }
      const { id, raw } = await keys.create(key, by);
      return { key: raw, apiKey: await existing(id) };
    },

    async revoke(id, by) {
      if (id === by.keyId) throw new AppError('OWN_KEY');
      if (!(await keys.revoke(id, by))) throw new AppError('KEY_NOT_FOUND');
      publish({ type: 'key.changed', keyId: id });
    },

    async rotate(id, overlapSeconds, by) {
      if (id === by.keyId && overlapSeconds < OWN_OVERLAP_SECONDS) {
        throw new AppError('OWN_KEY', {
          message: `A key that replaces itself needs overlapSeconds of at least ${OWN_OVERLAP_SECONDS}`,
        });
      }
      const made = await keys.rotate(id, overlapSeconds, by);
      publish({ type: 'key.changed', keyId: id });
      const [previous, apiKey] = await Promise.all([existing(id), existing(made.id)]);
      const notices = await notifier.replaced({ previous, next: apiKey });
      return { key: made.raw, apiKey, previous, notices };
    },
  };
}
