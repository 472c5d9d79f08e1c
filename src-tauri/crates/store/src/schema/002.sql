-- The same for all copies of one piece, so that it counts once: of the Message-ID of a mail, of the words of any other text.
ALTER TABLE documents ADD COLUMN piece BLOB NOT NULL DEFAULT x'';
-- What is there already is read again to have it; until then each document is a piece of its own.
UPDATE documents SET piece = CAST(id AS BLOB), fingerprint = x'';
UPDATE files SET state = 'waiting', reason = 'it is read again by a newer Longhand' WHERE state = 'read';
DROP INDEX documents_by_kind;
CREATE INDEX documents_by_kind ON documents (mine, kind, piece, date);
