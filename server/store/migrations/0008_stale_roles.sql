-- Why: an open role is not always one that somebody is being hired for. The signs
-- that speak for that are kept with their dates, and roles for which there are
-- enough of them are marked, so that searches and figures can leave them out.
-- The rule is `domain::staleness`.
--
-- `stale` is 1 on the root of such a role. `judged_at` is set when a role was
-- judged after it had closed, which is final until it opens again; open roles are
-- judged again and again.

ALTER TABLE posting ADD COLUMN stale BIGINT NOT NULL DEFAULT 0;
ALTER TABLE posting ADD COLUMN judged_at BIGINT;

CREATE TABLE role_sign (
    number BIGINT NOT NULL,
    sign TEXT NOT NULL,
    since BIGINT NOT NULL,
    figure BIGINT NOT NULL,
    PRIMARY KEY (number, sign)
) /* sqlite: WITHOUT ROWID */;
