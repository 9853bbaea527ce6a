-- Why: the first shape of the board. Postings with what they state, companies,
-- sources, the log of changes that the search index follows, and free settings.
--
-- Written once for both engines. What stands in a comment that names an engine
-- is part of the statement on that engine only.
--
-- A posting's row is small and its texts lie apart, so that counting does not
-- read texts and seeing a posting again does not rewrite them. Everything that
-- belongs to a posting hangs on `number`, which grows with each new posting:
-- rows are appended instead of scattered as the random `id` would.

CREATE TABLE source (
    key TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    homepage TEXT
) /* sqlite: WITHOUT ROWID */;

CREATE TABLE company (
    slug TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) /* sqlite: WITHOUT ROWID */;

-- `role_key` is a fingerprint of (company, content_hash): postings that share
-- it are appearances of one role. The earliest posted is the root, the others
-- point at it with `duplicate_of`. The `role_` columns of a root say what holds
-- of the role as a whole; those of a duplicate repeat its own.
-- `fingerprint` covers every text and fact as given: unequal means updated.
CREATE TABLE posting (
    number /* sqlite: INTEGER */ /* postgres: BIGINT */ NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL UNIQUE,
    source TEXT NOT NULL REFERENCES source (key),
    external_id TEXT NOT NULL,
    company TEXT REFERENCES company (slug),
    backend TEXT NOT NULL,
    visa TEXT NOT NULL,
    posted_at BIGINT NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    closed_at BIGINT,
    content_hash TEXT NOT NULL,
    fingerprint BIGINT NOT NULL,
    role_key BIGINT,
    duplicate_of BIGINT,
    role_posted_at BIGINT NOT NULL,
    role_last_seen BIGINT NOT NULL,
    role_closed_at BIGINT,
    UNIQUE (source, external_id)
);

CREATE INDEX posting_role ON posting (role_key) WHERE role_key IS NOT NULL;
CREATE INDEX posting_duplicate ON posting (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX posting_company ON posting (company, role_closed_at, backend, role_posted_at)
    WHERE duplicate_of IS NULL AND company IS NOT NULL;

CREATE TABLE posting_content (
    number /* sqlite: INTEGER */ /* postgres: BIGINT */ NOT NULL PRIMARY KEY REFERENCES posting (number),
    title TEXT NOT NULL,
    html TEXT NOT NULL,
    facts TEXT NOT NULL,
    url TEXT,
    apply_url TEXT
);

-- What a posting states, one row for each value, for counting in plain SQL.
-- Written and deleted only together with the posting.
CREATE TABLE posting_fact (
    number BIGINT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (number, field, value)
) /* sqlite: WITHOUT ROWID */;

CREATE TABLE posting_skill (
    number BIGINT NOT NULL,
    skill TEXT NOT NULL,
    requirement TEXT NOT NULL,
    PRIMARY KEY (number, skill)
) /* sqlite: WITHOUT ROWID */;

CREATE TABLE posting_place (
    number BIGINT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    PRIMARY KEY (number, slug)
) /* sqlite: WITHOUT ROWID */;

-- The most a posting pays a year in each currency it names.
CREATE TABLE posting_pay (
    number BIGINT NOT NULL,
    currency TEXT NOT NULL,
    yearly_top BIGINT NOT NULL,
    PRIMARY KEY (number, currency)
) /* sqlite: WITHOUT ROWID */;

-- Appended to in the transaction of the change itself; `posting` is an id.
CREATE TABLE change (
    sequence
        /* sqlite: INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT */
        /* postgres: BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY */,
    posting BIGINT NOT NULL,
    kind TEXT NOT NULL
);

CREATE TABLE import_run (
    id
        /* sqlite: INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT */
        /* postgres: BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY */,
    source TEXT NOT NULL REFERENCES source (key),
    started_at BIGINT NOT NULL,
    finished_at BIGINT NOT NULL,
    read_count BIGINT NOT NULL,
    new_count BIGINT NOT NULL,
    updated_count BIGINT NOT NULL,
    unchanged_count BIGINT NOT NULL,
    duplicate_count BIGINT NOT NULL,
    rejected_count BIGINT NOT NULL
);

CREATE INDEX import_run_source ON import_run (source, id);

CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) /* sqlite: WITHOUT ROWID */;
