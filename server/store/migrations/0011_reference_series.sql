-- Why: what others publish about the market stands beside our own figures, with
-- its publisher and its terms. Their files are not shipped: whoever runs the
-- program adds them, and they are read again when they have new values.
--
-- `only_rows` is a JSON object: columns of the file and the text that each must
-- hold. A day is its midnight, UTC, in milliseconds since 1970; a value is in
-- thousandths of the unit of its series.
CREATE TABLE reference_series (
    slug TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    publisher TEXT NOT NULL,
    licence TEXT NOT NULL,
    page TEXT NOT NULL,
    address TEXT,
    date_column TEXT NOT NULL,
    value_column TEXT NOT NULL,
    only_rows TEXT NOT NULL,
    read_at BIGINT NOT NULL
);

CREATE TABLE reference_point (
    series TEXT NOT NULL,
    day BIGINT NOT NULL,
    thousandths BIGINT NOT NULL,
    PRIMARY KEY (series, day)
) /* sqlite: WITHOUT ROWID */;
