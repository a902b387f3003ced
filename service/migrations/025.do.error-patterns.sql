CREATE TABLE IF NOT EXISTS error_patterns (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  fingerprint BINARY(32) NOT NULL,
  type VARCHAR(512) NULL,
  message TEXT NOT NULL,
  pattern TEXT NOT NULL,
  stack MEDIUMTEXT NULL,
  tags JSON NOT NULL,
  occurrences INT UNSIGNED NOT NULL DEFAULT 1,
  session_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  first_seen_at DATETIME(3) NOT NULL,
  last_seen_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uq_project_fingerprint (project_id, fingerprint),
  KEY idx_project (project_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
