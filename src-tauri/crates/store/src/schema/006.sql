-- Of drafts only the newest is kept, and of no draft its brief: both held words of pages that are gone.
DELETE FROM drafts WHERE id <> (SELECT max(id) FROM drafts);
ALTER TABLE drafts DROP COLUMN brief;

-- What 003 and 004 wanted read again, and left out where a file could be read only in part. Without its SHA-256 a file that
-- ended the reader is tried once more.
UPDATE files SET state = 'waiting', reason = 'it is read again by a newer Longhand', digest = NULL
    WHERE state = 'failed' AND id IN (SELECT file_id FROM documents);
DELETE FROM marks;

-- Who the user may be is looked for at every overview until they have said it: all that this needs, without any text. A
-- column that is always 1 in an index stands there because SQLite would look it up in the document itself.
CREATE INDEX documents_own_mail ON documents (file_id, mine, mail) WHERE mine AND mail;
CREATE INDEX documents_sent ON documents (author_address, piece, author_name, sent) WHERE sent AND author_address <> '';
CREATE INDEX documents_delivered ON documents (delivered, piece, mail) WHERE mail AND delivered IS NOT NULL;
CREATE INDEX documents_mail ON documents (piece, mail) WHERE mail;
