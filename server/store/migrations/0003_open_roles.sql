-- Why: counting the open backend roles that ask for a skill read the row of
-- every posting there ever was, and most of them are closed. This holds the open
-- roles alone, with the columns that its own condition names.

CREATE INDEX posting_open
    ON posting (backend, number, duplicate_of, role_closed_at)
    WHERE duplicate_of IS NULL AND role_closed_at IS NULL;
