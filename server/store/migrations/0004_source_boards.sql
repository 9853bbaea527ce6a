-- Why: postings are fetched from employers' boards again and again. Which
-- boards, who is fetching which, how each run went, and which postings the last
-- complete listing of a board held, so that what is gone from it can close.
--
-- Times are milliseconds since 1970. A board is removed by its state, so that
-- the shipped list does not bring it back.

CREATE TABLE source_board (
    number
        /* sqlite: INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT */
        /* postgres: BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY */,
    system TEXT NOT NULL,
    token TEXT NOT NULL,
    name TEXT NOT NULL,
    added_by TEXT NOT NULL,
    state TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    lease_holder TEXT,
    lease_until BIGINT,
    validators TEXT NOT NULL DEFAULT '[]',
    listed_at BIGINT,
    listed_count BIGINT NOT NULL DEFAULT 0,
    held_since BIGINT,
    held_until BIGINT,
    held_times BIGINT NOT NULL DEFAULT 0,
    UNIQUE (system, token)
);

CREATE INDEX source_board_due ON source_board (due_at, number) WHERE state = 'active';

-- The newest runs of each board. `reasons` is a JSON object of counts.
CREATE TABLE board_run (
    number
        /* sqlite: INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT */
        /* postgres: BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY */,
    board BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    took BIGINT NOT NULL,
    fetched BIGINT NOT NULL,
    new_count BIGINT NOT NULL,
    changed_count BIGINT NOT NULL,
    closed_count BIGINT NOT NULL,
    reopened_count BIGINT NOT NULL,
    rejected_count BIGINT NOT NULL,
    reasons TEXT NOT NULL,
    warning TEXT,
    error TEXT
);

CREATE INDEX board_run_board ON board_run (board, number);

-- Postings that complete listings of a board have held. `absent_since` is set
-- while its newest one does not hold the posting; when that closed the posting,
-- it equals the posting's closing date.
CREATE TABLE board_posting (
    board BIGINT NOT NULL,
    number BIGINT NOT NULL,
    absent_since BIGINT,
    PRIMARY KEY (board, number)
) /* sqlite: WITHOUT ROWID */;

CREATE INDEX board_posting_number ON board_posting (number);
