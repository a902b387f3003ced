import type { Examples } from './example.ts';

const session = { id: ['startSession', 'id'] } as const;
const todo = { id: ['addTodo', 'id'] } as const;
const decision = { id: ['recordDecision', 'id'] } as const;
const note = { id: ['addNote', 'id'] } as const;

export const context: Examples = {
  startSession: { body: { userId: 'ada', title: 'Move the backups to object storage {{n}}' } },
  listSessions: { query: { limit: '5' } },
  getSession: { needs: session },
  updateSession: { needs: session, body: { title: 'Backups on object storage' } },
  endSession: {
    needs: session,
    body: { summary: 'The backups go to object storage; the restore is tested.' },
  },
  listSessionMemories: { needs: session },
  deleteSession: { needs: session },

  addTodo: { body: { title: 'Test the restore {{n}}', priority: 'high', dueAt: '2027-01-31T00:00:00Z' } },
  listTodos: { query: { limit: '5' } },
  getTodo: { needs: todo },
  updateTodo: { needs: todo, body: { status: 'done' } },
  deleteTodo: { needs: todo },

  recordDecision: {
    body: {
      title: 'Where backups are kept {{n}}',
      decision: 'In object storage, in another region',
      rationale: 'A volume of the same cluster is lost together with it',
      alternatives: [{ option: 'a second volume', reason: 'the same failure takes both' }],
    },
  },
  listDecisions: { query: { limit: '5' } },
  getDecision: { needs: decision },
  updateDecision: { needs: decision, body: { status: 'accepted' } },
  deleteDecision: { needs: decision },

  addNote: {
    body: { title: 'Restore drill', content: 'It took eleven minutes, most of it the index. {{n}}' },
  },
  listNotes: { query: { limit: '5' } },
  getNote: { needs: note },
  updateNote: { needs: note, body: { pinned: true } },
  deleteNote: { needs: note },

  buildContext: { body: { query: 'backups', maxTokens: 2000 } },
};
