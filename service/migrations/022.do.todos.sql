-- Masking a credential can make a text longer than it came; the columns have room for that.
-- The order of the enums is the order of urgency.
CREATE TABLE IF NOT EXISTS todos (
  id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  title VARCHAR(1024) NOT NULL,
  description TEXT NULL,
  status ENUM('open', 'in_progress', 'blocked', 'done', 'cancelled') NOT NULL,
  priority ENUM('low', 'medium', 'high', 'critical') NOT NULL,
  due_at DATETIME(3) NULL,
  tags JSON NOT NULL,
  session_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  closed_at DATETIME(3) NULL,
  PRIMARY KEY (id),
  KEY idx_project (project_id, id),
  KEY idx_urgency (project_id, status, priority, due_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
