-- Files that a person removed: a later reading of an archive that was there then must not bring them
-- back.
CREATE TABLE removed_files (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    removed_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, sha256)
);
