-- What stands below a letter and is no voice: signature, footers. That of a mail may grow when more of its author's come.
ALTER TABLE documents ADD COLUMN signature TEXT;
-- Why words of its author are no voice all the same: 'automatic'; NULL = they are.
ALTER TABLE documents ADD COLUMN aside TEXT;

-- What a mail answers, as the `piece` of it, the nearest first: received mail is context by this thread.
CREATE TABLE answers (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    piece       BLOB NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_by_piece ON documents (piece);

-- Up to which change signatures that repeat were looked for.
INSERT INTO counters VALUES ('signatures', 0);

-- What is there already is read again to have it.
UPDATE documents SET fingerprint = x'' WHERE mail;
UPDATE files SET state = 'waiting', reason = 'it is read again by a newer Longhand'
    WHERE state = 'read' AND id IN (SELECT file_id FROM documents WHERE mail);
