CREATE TABLE IF NOT EXISTS api_keys (
  id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  secret_hash BINARY(32) NOT NULL,
  name VARCHAR(255) NOT NULL,
  scopes JSON NOT NULL,
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  origin ENUM('created', 'bootstrap') NOT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  expires_at DATETIME(3) NULL,
  revoked_at DATETIME(3) NULL,
  last_used_at DATETIME(3) NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
