import type { Memory } from '../../../src/memories/schemas.ts';
import { Time } from '../parts/time.tsx';

/** Everything about a memory but its text. */
export function MemoryFacts({ memory }: { memory: Memory }) {
  return (
    <dl class="facts">
      <dt>Tier</dt>
      <dd>
        <span class={`badge ${memory.tier}`}>{memory.tier}</span>
        {memory.pinned && ' pinned'}
      </dd>
      <dt>Type</dt>
      <dd>{memory.type}</dd>
      <dt>Importance</dt>
      <dd>{memory.importance}</dd>
      <dt>Tags</dt>
      <dd>{memory.tags.join(', ') || '–'}</dd>
      <dt>Source</dt>
      <dd>{memory.source ?? '–'}</dd>
      <dt>Session</dt>
      <dd>{memory.sessionId ?? '–'}</dd>
      <dt>Stored</dt>
      <dd>
        <Time at={memory.createdAt} />
      </dd>
      <dt>Changed</dt>
      <dd>
        <Time at={memory.updatedAt} /> (version {memory.version})
      </dd>
      <dt>Expires</dt>
      <dd>
        <Time at={memory.expiresAt} />
      </dd>
      <dt>Id</dt>
      <dd>
        <code>{memory.id}</code>
      </dd>
    </dl>
  );
}
