import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import type { Memory } from '../../../src/memories/schemas.ts';
import { part } from '../api.ts';
import { Time } from '../parts/time.tsx';

/** One memory in a list. */
export function MemoryCard({ memory, children }: { memory: Memory; children?: ComponentChildren }) {
  return (
    <li class="card">
      <Link href={`/projects/${part(memory.project)}/memories/${memory.id}`} class="text">
        {memory.content}
      </Link>
      <p class="quiet">
        <span class={`badge ${memory.tier}`}>{memory.tier}</span> {memory.type} ·{' '}
        <Time at={memory.createdAt} />
        {memory.pinned && ' · pinned'}
        {memory.tags.map((tag) => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
      </p>
      {children}
    </li>
  );
}
