ALTER TABLE audit_log ADD KEY idx_key_created (key_id, created_at);
