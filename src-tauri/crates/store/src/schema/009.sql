-- What every overview tells, counted at these changes, as JSON; one row, or none. With everything counted at each start, a
-- start took the longer the more documents there are. A change of documents or files empties it, for it holds names.
CREATE TABLE tally (
    change_seq INTEGER NOT NULL,
    file_seq   INTEGER NOT NULL,
    tally      TEXT NOT NULL
) STRICT;
-- Rises with every change of what is known of a file.
INSERT INTO counters VALUES ('file_seq', 0);

-- These few are listed, and the others not looked at.
CREATE INDEX files_failed ON files (path) WHERE state = 'failed';
