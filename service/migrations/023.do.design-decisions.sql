CREATE TABLE IF NOT EXISTS design_decisions (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title VARCHAR(1024) NOT NULL,
  decision TEXT NOT NULL,
  rationale TEXT NULL,
  alternatives JSON NOT NULL,
  status ENUM('proposed', 'accepted', 'rejected', 'deprecated', 'superseded') NOT NULL,
  supersedes CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  superseded_by CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  tags JSON NOT NULL,
  session_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  KEY idx_project (project_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
