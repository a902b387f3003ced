-- How often an error was met on each day (UTC).
CREATE TABLE IF NOT EXISTS error_days (
  error_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  day DATE NOT NULL,
  occurrences INT UNSIGNED NOT NULL,
  PRIMARY KEY (project_id, day, error_id),
  KEY idx_error (error_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
