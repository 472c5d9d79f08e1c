-- What the user gave to read.
CREATE TABLE sources (
    id       INTEGER PRIMARY KEY,
    path     BLOB NOT NULL UNIQUE,
    kind     TEXT,                      -- given by the user for texts that are not mail; NULL = guessed
    sample   INTEGER NOT NULL,
    added_at INTEGER NOT NULL           -- seconds since 1970, as all times here
) STRICT;

-- Every file that was looked at, and what became of it.
CREATE TABLE files (
    id          INTEGER PRIMARY KEY,
    source_id   INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    path        BLOB NOT NULL UNIQUE,
    bytes       INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    state       TEXT NOT NULL,          -- read | skipped | failed | waiting
    reason      TEXT NOT NULL,
    read_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX files_by_source ON files (source_id);

-- AUTOINCREMENT: an id is never used twice, for the search index knows documents by it.
CREATE TABLE documents (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    file_id        INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    key            TEXT NOT NULL,       -- tells the documents of one file apart
    fingerprint    BLOB NOT NULL,       -- of all that was read; the same = nothing has changed
    seen           INTEGER NOT NULL,    -- the reading of the file that saw it last
    kind           TEXT NOT NULL,
    title          TEXT NOT NULL,
    date           INTEGER,
    mail           INTEGER NOT NULL,
    author_name    TEXT,
    author_address TEXT,
    product        TEXT,
    rating         TEXT,
    quoted         TEXT,
    text           TEXT NOT NULL,
    mine           INTEGER NOT NULL,
    change_seq     INTEGER NOT NULL,
    UNIQUE (file_id, key)
) STRICT;
CREATE INDEX documents_by_change ON documents (change_seq);
CREATE INDEX documents_by_kind ON documents (mine, kind, date);
CREATE INDEX documents_by_author ON documents (author_address);

CREATE TABLE recipients (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    name        TEXT NOT NULL,
    address     TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipients_by_address ON recipients (address);

-- Documents that are gone, in the same sequence as the changes, so that the index can follow.
CREATE TABLE tombstones (
    document_id INTEGER PRIMARY KEY,
    change_seq  INTEGER NOT NULL
) STRICT;
CREATE INDEX tombstones_by_change ON tombstones (change_seq);
CREATE TRIGGER document_gone AFTER DELETE ON documents BEGIN
    UPDATE counters SET value = value + 1 WHERE name = 'change_seq';
    INSERT INTO tombstones (document_id, change_seq)
        SELECT OLD.id, value FROM counters WHERE name = 'change_seq';
END;

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES ('change_seq', 0), ('reading', 0);

-- Addresses and names, in lower case, whose words are the user's.
CREATE TABLE identities (who TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Every draft that was started, with its text whatever became of it.
CREATE TABLE drafts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,
    state      TEXT NOT NULL,           -- running | finished | cancelled | failed | interrupted
    model      TEXT NOT NULL,
    brief      TEXT NOT NULL,           -- JSON
    text       TEXT NOT NULL
) STRICT;
CREATE INDEX drafts_running ON drafts (state) WHERE state = 'running';

-- The user's own decisions, as JSON.
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- Tells this record from any other, so that an index that belongs to another one is not believed.
INSERT INTO settings VALUES ('record_id', json_quote(lower(hex(randomblob(16)))));
