-- A partitioned table has no FULLTEXT index. Terms are ASCII codes of words (see memories/search/terms.ts):
-- never shorter than the parser's minimum, never a stop word, and found only from within their project.
CREATE TABLE IF NOT EXISTS memory_terms (
  memory_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  project_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tokenizer SMALLINT UNSIGNED NOT NULL,
  terms MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (memory_id),
  FULLTEXT KEY ft_terms (terms)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
