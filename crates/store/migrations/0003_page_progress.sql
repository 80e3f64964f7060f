-- Pages are stored as they are read: how many of the reading under way are, and of which version of
-- the reader they are; another version begins again.
ALTER TABLE files ADD COLUMN pages_done BIGINT NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN reading_version TEXT;
