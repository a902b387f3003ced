-- Holds the mid and the long tier. created_at is the time inside the id (UUID version 7).
-- The years are completed by the migration runner, which keeps one partition ahead.
CREATE TABLE IF NOT EXISTS long_term_memories (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tier ENUM('mid', 'long') NOT NULL,
  type VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  content MEDIUMTEXT NOT NULL,
  content_hash BINARY(32) NOT NULL,
  tags JSON NOT NULL,
  importance DOUBLE NOT NULL,
  pinned BOOLEAN NOT NULL,
  source VARCHAR(255) NULL,
  session_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  version INT UNSIGNED NOT NULL DEFAULT 1,
  PRIMARY KEY (id, created_at),
  KEY idx_created_at (created_at),
  KEY idx_project_created (project_id, created_at, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci
PARTITION BY RANGE (YEAR(created_at)) (
  PARTITION p2025 VALUES LESS THAN (2026),
  PARTITION p2026 VALUES LESS THAN (2027),
  PARTITION p2027 VALUES LESS THAN (2028),
  PARTITION pmax VALUES LESS THAN MAXVALUE
);
