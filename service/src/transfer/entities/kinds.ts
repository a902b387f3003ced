import { decisions } from './decisions.ts';
import type { EntityKind } from './entity.ts';
import { errors } from './errors.ts';
import { notes } from './notes.ts';
import { sessions } from './sessions.ts';
import { todos } from './todos.ts';

/** What an export holds besides memories. To add a kind: describe it in a file of its own and name it here. */
export const ENTITY_KINDS: readonly EntityKind[] = [sessions, todos, decisions, notes, errors];
