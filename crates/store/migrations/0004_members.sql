-- Files taken out of another (压缩包成员、附件): they go when it goes.
ALTER TABLE files ADD COLUMN archive_id TEXT REFERENCES files (id) ON DELETE CASCADE;
-- The outermost file they came in, and how many files lie around them.
ALTER TABLE files ADD COLUMN root_id TEXT;
ALTER TABLE files ADD COLUMN depth BIGINT NOT NULL DEFAULT 0;
-- Files found inside this one at its last reading.
ALTER TABLE files ADD COLUMN member_count BIGINT NOT NULL DEFAULT 0;
CREATE INDEX files_by_archive ON files (archive_id);
CREATE INDEX files_by_root ON files (root_id);
