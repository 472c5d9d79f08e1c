-- What is counted at every overview, without a look at any text: a row of `documents` holds the text, so what an index
-- lacks costs a page for each.
DROP INDEX documents_by_author;
CREATE INDEX documents_by_author ON documents (author_address, mail, mine, author_name);
DROP INDEX files_by_source;
CREATE INDEX files_by_source ON files (source_id, state);
CREATE INDEX documents_in_file ON documents (file_id, kind);
