-- Near-duplicates of one project, each pair in both directions.
CREATE TABLE IF NOT EXISTS memory_links (
  memory_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  linked_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  similarity DOUBLE NOT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (memory_id, linked_id),
  KEY idx_linked (linked_id),
  KEY idx_project (project_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
