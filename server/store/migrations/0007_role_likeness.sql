-- Why: the same role is advertised with small edits, in several cities and with
-- words that another board has added, and then it counted several times. What of
-- a posting decides which others it is one role with is kept here; the rule is
-- `domain::likeness`.
--
-- Roles are looked for within a block: a fingerprint of the company and of what
-- the title says, null when a posting names no company or says nothing. From now
-- on `role_key` is the id of the role's root, or negative when a person has
-- decided. Postings recorded before get their rows from the program, which reads
-- their texts.

ALTER TABLE posting ADD COLUMN role_block BIGINT;

CREATE INDEX posting_block ON posting (role_block) WHERE role_block IS NOT NULL;

CREATE TABLE posting_likeness (
    number BIGINT NOT NULL PRIMARY KEY,
    listing TEXT NOT NULL,
    requisition TEXT,
    titles TEXT NOT NULL,
    skeleton TEXT NOT NULL,
    places TEXT NOT NULL,
    sketch TEXT NOT NULL,
    evergreen TEXT
);
