-- Why: figures of the market over months would have to read every posting there
-- ever was. These counts follow the log of changes and hold what they need.
--
-- A month is year * 12 + month - 1. `cohort` is 'any', 'backend' (the verdict is
-- yes) or a role family. `posted` counts postings by their own date, every
-- appearance of a role; `opened` and `closed` count unique roles by the date of
-- their first appearance and by their closing date. Roles that are open at the end
-- of a month are those opened until then less those closed until then.
CREATE TABLE market_count (
    cohort TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    month BIGINT NOT NULL,
    posted BIGINT NOT NULL,
    opened BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    PRIMARY KEY (cohort, field, value, source, month)
) /* sqlite: WITHOUT ROWID */;

-- What was counted of each posting, to take it off again when it changes.
CREATE TABLE market_posting (
    number /* sqlite: INTEGER */ /* postgres: BIGINT */ NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL UNIQUE,
    counted TEXT NOT NULL
);
