-- How often a memory was read or found, gathered in batches.
CREATE TABLE IF NOT EXISTS memory_usage (
  memory_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  access_count BIGINT UNSIGNED NOT NULL,
  last_accessed_at DATETIME(3) NOT NULL,
  PRIMARY KEY (memory_id),
  KEY idx_project (project_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
