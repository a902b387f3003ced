-- Masking a credential can make a text longer than it came.
ALTER TABLE project_sessions MODIFY title VARCHAR(1024) NULL, MODIFY summary MEDIUMTEXT NULL;
