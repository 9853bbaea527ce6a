-- Why: which postings are one role is found by their texts, and that is wrong
-- at times. What a person says about it is kept here and wins on every import.
--
-- A role decided by hand has a negative number in `posting.role_key`, where
-- that of any other is a fingerprint of company and text. `posting` is an id
-- and outlives the row of its posting: ids are the same after a new import.

CREATE TABLE role_decision (
    posting BIGINT NOT NULL PRIMARY KEY,
    role BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    decided_at BIGINT NOT NULL
);

-- Fingerprints of company and text that belong to a role decided by hand, so
-- that copies that come later join it.
CREATE TABLE role_text (
    fingerprint BIGINT NOT NULL PRIMARY KEY,
    role BIGINT NOT NULL
);
