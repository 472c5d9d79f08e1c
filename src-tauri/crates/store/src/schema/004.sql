-- How far a file of many documents was read, so that one that has grown, or was left in the middle, is read from there.
-- A later change that wants files read again as a whole empties this table.
CREATE TABLE marks (
    file_id INTEGER PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
    reading INTEGER NOT NULL,           -- the reading that came so far; it goes on under the same number
    key     TEXT NOT NULL,              -- of the document that begins there: it may have been cut
    note    TEXT NOT NULL               -- the reader's own, as JSON
) STRICT;

-- SHA-256 of a file that ended the reader or held it up; until it is another file it is left alone.
ALTER TABLE files ADD COLUMN digest BLOB;

-- The kind that a text says it is of, and how one can tell whose mailbox a mail was in.
ALTER TABLE documents ADD COLUMN said TEXT;
ALTER TABLE documents ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN delivered TEXT;

-- Kinds that the user gave to single documents.
CREATE TABLE chosen_kinds (
    file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    key     TEXT NOT NULL,
    kind    TEXT NOT NULL,
    PRIMARY KEY (file_id, key)
) STRICT, WITHOUT ROWID;

UPDATE documents SET fingerprint = x'';
UPDATE files SET state = 'waiting', reason = 'it is read again by a newer Longhand' WHERE state = 'read';
