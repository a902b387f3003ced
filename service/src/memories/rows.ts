import type { RowDataPacket } from 'mysql2/promise';
import type { Memory, Tier } from './schemas.ts';

/** The columns of long_term_memories that make a Memory. */
export const MEMORY_COLUMNS = `m.id, m.project_id, m.tier, m.type, m.content, m.tags, m.importance, m.pinned, m.source,
  m.session_id, m.created_at, m.updated_at, m.expires_at, m.verified_at, m.version`;

/** Condition of SQL: an expired memory is gone for every reader, also before the job has removed its row. */
export const VISIBLE = '(m.expires_at IS NULL OR m.expires_at > UTC_TIMESTAMP(3))';

export interface MemoryRow extends RowDataPacket {
  id: string;
  project_id: string;
  tier: Exclude<Tier, 'short'>;
  type: string;
  content: string;
  tags: string[];
  importance: number;
  pinned: number;
  source: string | null;
  session_id: string | null;
  created_at: Date;
  updated_at: Date;
  expires_at: Date | null;
  verified_at: Date | null;
  version: number;
}

export function toMemory(row: MemoryRow): Memory {
  return {
    id: row.id,
    project: row.project_id,
    tier: row.tier,
    type: row.type,
    content: row.content,
    tags: row.tags,
    importance: row.importance,
    pinned: row.pinned === 1,
    source: row.source,
    sessionId: row.session_id,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    verifiedAt: row.verified_at?.toISOString() ?? null,
    version: row.version,
  };
}
