CREATE TABLE IF NOT EXISTS memory_hashes (
  memory_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  content_hash BINARY(32) NOT NULL,
  PRIMARY KEY (memory_id),
  UNIQUE KEY uq_project_content (project_id, content_hash)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
