-- What the user wants otherwise than it was counted, for one kind of text, or for what goes to one person.
CREATE TABLE corrections (
    kind        TEXT NOT NULL,
    person      TEXT NOT NULL,          -- address, or name where there is none, in lower case; '' = everybody
    corrections TEXT NOT NULL,          -- JSON
    PRIMARY KEY (kind, person)
) STRICT, WITHOUT ROWID;
