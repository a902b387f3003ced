-- What sessions, todos, decisions, notes and errors are found by; the terms are those of memory_terms.
CREATE TABLE IF NOT EXISTS context_terms (
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  entity_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tokenizer SMALLINT UNSIGNED NOT NULL,
  terms MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (kind, entity_id),
  KEY idx_project (project_id),
  FULLTEXT KEY ft_terms (terms)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
