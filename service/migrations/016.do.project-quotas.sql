-- Bounds of one project; NULL = the configuration's, 0 = none.
ALTER TABLE projects
  ADD COLUMN max_memories BIGINT UNSIGNED NULL,
  ADD COLUMN max_bytes BIGINT UNSIGNED NULL;
