-- Why: boards are asked every hour, and most of their postings say the same as
-- an hour ago. A fingerprint of what a board said of each posting is kept, so
-- that only what differs is read, and its text asked for, again.
--
-- `read_at` is when the posting was last read in full. A run also says how
-- often texts contradicted what the source states, by fact, as a JSON object.

CREATE TABLE board_outline (
    board BIGINT NOT NULL,
    external_id TEXT NOT NULL,
    outline BIGINT NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (board, external_id)
) /* sqlite: WITHOUT ROWID */;

ALTER TABLE board_run ADD COLUMN disagreements TEXT NOT NULL DEFAULT '{}';
