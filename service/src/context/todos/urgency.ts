import { AppError } from '../../errors.ts';
import type { SqlCondition } from '../../memories/filters.ts';
import { sqlTime } from '../../memories/identity.ts';
import type { Order } from '../entities.ts';
import { TODO_PRIORITIES, type Todo } from './schemas.ts';

// Behind every time that a todo can have.
const NEVER = "'9999-12-31 23:59:59.999'";
const DUE = `COALESCE(e.due_at, ${NEVER})`;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The highest priority first, then what is due soonest, then the oldest. */
export const mostUrgentFirst: Order<Todo> = {
  sql: `e.priority DESC, ${DUE}, e.id`,
  cursorOf: ({ priority, dueAt, id }) => {
    const due = dueAt === null ? null : Date.parse(dueAt);
    return encode([TODO_PRIORITIES.indexOf(priority), due, id]);
  },
  after: lessUrgentThan,
};

/** The rank of the priority, when it is due in milliseconds since 1970, and the id of the last todo. */
type Position = [rank: number, due: number | null, id: string];

const encode = (position: Position) => Buffer.from(JSON.stringify(position)).toString('base64url');

/** @throws AppError INVALID_CURSOR */
function decode(cursor: string): Position {
  try {
    const [rank, due, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Position;
    const valid = rank in TODO_PRIORITIES && (due === null || Number.isSafeInteger(due)) && ID.test(id);
    // The way back must give the same string: a list has one cursor for each place.
    if (valid && encode([rank, due, id]) === cursor) return [rank, due, id];
  } catch {
    // No cursor of this list.
  }
  throw new AppError('INVALID_CURSOR');
}

function lessUrgentThan(cursor: string): SqlCondition {
  const [rank, due, id] = decode(cursor);
  const bound = due === null ? NEVER : '?';
  const times = due === null ? [] : [sqlTime(due)];
  // The server counts the values of an enum from 1.
  const priority = rank + 1;
  return {
    sql: `(e.priority < ? OR (e.priority = ? AND (${DUE} > ${bound} OR (${DUE} = ${bound} AND e.id > ?))))`,
    values: [priority, priority, ...times, ...times, id],
  };
}
