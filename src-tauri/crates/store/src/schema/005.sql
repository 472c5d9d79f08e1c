-- Every page that the user has written on, whether or not anything was drafted there.
CREATE TABLE pages (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    changed_at INTEGER NOT NULL,
    page       TEXT NOT NULL            -- JSON: brief, text, whether a draft was cut off
) STRICT;
CREATE INDEX pages_by_change ON pages (changed_at);
-- Until now there was one page, among the settings.
INSERT INTO pages (changed_at, page) SELECT unixepoch(), value FROM settings WHERE name = 'page';
UPDATE settings SET value = (SELECT max(id) FROM pages) WHERE name = 'page';
