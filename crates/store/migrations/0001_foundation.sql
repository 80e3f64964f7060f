-- Text and 64-bit integers only, so that SQLite and PostgreSQL read the same file.
-- Times are milliseconds since 1970, UTC.

CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE files (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    error TEXT,
    page_count BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (case_id, sha256)
);

CREATE TABLE pages (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    ordinal BIGINT NOT NULL,
    number BIGINT,
    text TEXT NOT NULL,
    PRIMARY KEY (file_id, ordinal)
);

-- Derived: made again at will, each with the version of what made it.
CREATE TABLE reviews (
    case_id TEXT PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
    version TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    document_count BIGINT NOT NULL,
    json TEXT NOT NULL
);

CREATE TABLE review_findings (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    finding_key TEXT NOT NULL,
    PRIMARY KEY (case_id, finding_key)
);

-- Originals: what people decided is kept for ever, the latest of a finding marked.
CREATE TABLE verdicts (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    finding_key TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT,
    decided_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    is_latest BIGINT NOT NULL
);
CREATE INDEX verdicts_by_finding ON verdicts (case_id, finding_key);

CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    label TEXT NOT NULL UNIQUE,
    secret_sha256 TEXT NOT NULL UNIQUE,
    all_cases BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE token_cases (
    token_id TEXT NOT NULL REFERENCES tokens (id) ON DELETE CASCADE,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    PRIMARY KEY (token_id, case_id)
);

CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    token_id TEXT,
    action TEXT NOT NULL,
    case_id TEXT,
    request_id TEXT,
    detail TEXT
);

CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    file_id TEXT REFERENCES files (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    owner TEXT,
    lease_until BIGINT NOT NULL,
    run_after BIGINT NOT NULL,
    error TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX jobs_by_state ON jobs (state, run_after);
