-- expires_at: when a mid memory goes by itself; NULL = it stays. links_due: near-duplicates are still to be looked for.
ALTER TABLE long_term_memories
  ADD COLUMN expires_at DATETIME(3) NULL,
  ADD COLUMN verified_at DATETIME(3) NULL,
  ADD COLUMN links_due BOOLEAN NOT NULL DEFAULT TRUE,
  ADD KEY idx_expires_at (expires_at),
  ADD KEY idx_links_due (links_due, updated_at, id),
  ADD KEY idx_tier_created (tier, created_at, id);
