-- What a project holds is counted from this index alone.
ALTER TABLE long_term_memories
  ADD COLUMN content_bytes INT UNSIGNED GENERATED ALWAYS AS (LENGTH(content)) VIRTUAL,
  ADD KEY idx_project_bytes (project_id, content_bytes);
