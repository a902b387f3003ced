CREATE TABLE IF NOT EXISTS idempotency_keys (
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  idempotency_key VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  request_hash BINARY(32) NOT NULL,
  memory_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created BOOLEAN NOT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (project_id, idempotency_key),
  KEY idx_memory (memory_id),
  KEY idx_created_at (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
