-- Why: a posting that changes overwrote what it said before. Its former
-- versions are kept, so that its page can show what changed and when.

CREATE TABLE posting_version (
    number BIGINT NOT NULL,
    replaced_at BIGINT NOT NULL,
    seen_until BIGINT NOT NULL,
    title TEXT NOT NULL,
    html TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (number, replaced_at)
);
