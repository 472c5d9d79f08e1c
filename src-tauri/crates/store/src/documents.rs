//! Documents: written as a file is read, read by the stages.

use domain::{Document, DocumentId, Kind, Person, Result};
use jiff::Timestamp;
use rusqlite::OptionalExtension;

use crate::record::{Record, Writing, sql};
use crate::rows;

/// A document as a file gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDocument {
    /// Tells the documents of one file apart.
    pub key: String,
    /// Of everything that was read; the same means that nothing has changed.
    pub fingerprint: Vec<u8>,
    /// The same for all copies of one piece.
    pub piece: Vec<u8>,
    /// What sort of text it is.
    pub kind: Kind,
    /// Subject or title.
    pub title: String,
    /// When it was written.
    pub date: Option<Timestamp>,
    /// What sort of text it says it is.
    pub said: Option<Kind>,
    /// Whether it is a mail: one without a sender is not the user's.
    pub mail: bool,
    /// Who wrote it.
    pub author: Option<Person>,
    /// To whom.
    pub recipients: Vec<Person>,
    /// What a review is about.
    pub product: Option<String>,
    /// The rating of a review.
    pub rating: Option<String>,
    /// What a mail answers.
    pub quoted: Option<String>,
    /// The author's own new words.
    pub text: String,
    /// What stands below them and is no voice.
    pub signature: Option<String>,
    /// Whether the user wrote it.
    pub mine: bool,
    /// Why it is not the user's though it bears their name.
    pub aside: Option<Aside>,
    /// The pieces that it answers, the nearest first.
    pub answers: Vec<Vec<u8>>,
    /// Whether it lies among mails that the owner of the mailbox sent.
    pub sent: bool,
    /// The address that it was delivered to.
    pub delivered: Option<String>,
}

/// Why a mail in somebody's name is not their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// A program wrote it.
    Automatic,
}

impl Aside {
    fn as_str(self) -> &'static str {
        match self {
            Aside::Automatic => "automatic",
        }
    }
}

/// Which of the user's own documents are wanted, newest first.
#[derive(Debug, Clone, Copy)]
pub struct OwnQuery<'a> {
    /// Of this kind.
    pub kind: Kind,
    /// To this address or name, if given.
    pub to: Option<&'a str>,
    /// Written before this, if given; one without a date is not known to be.
    pub before: Option<Timestamp>,
    /// How many to find at most.
    pub limit: usize,
}

impl Record {
    /// The documents with these numbers, in their order; one that is gone is left out.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn documents(&self, ids: &[DocumentId]) -> Result<Vec<Document>> {
        let columns = rows::DOCUMENT;
        let mut statement = self
            .db
            .prepare_cached(&format!(
                "SELECT {columns} FROM documents JOIN files ON files.id = file_id WHERE documents.id = ?1"
            ))
            .map_err(sql)?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(document) = statement
                .query_row([id.0], rows::document)
                .optional()
                .map_err(sql)?
            {
                found.push(rows::with_recipients(&self.db, document)?);
            }
        }
        Ok(found)
    }

    /// The document that `id` answers: of the mails that it names, the nearest that is in the record, and of its copies the
    /// one with most words.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn answered(&self, id: DocumentId) -> Result<Option<Document>> {
        let columns = rows::DOCUMENT;
        let mut statement = self
            .db
            .prepare_cached(&format!(
                "SELECT {columns} FROM answers JOIN documents ON documents.piece = answers.piece
                     JOIN files ON files.id = file_id
                 WHERE answers.document_id = ?1 AND documents.id <> ?1 AND documents.mail
                 ORDER BY position, octet_length(text) DESC, documents.id LIMIT 1"
            ))
            .map_err(sql)?;
        let found = statement
            .query_row([id.0], rows::document)
            .optional()
            .map_err(sql)?;
        found
            .map(|document| rows::with_recipients(&self.db, document))
            .transpose()
    }

    /// Mails in the user's name that are no voice: those that a program wrote, and those with no words of their own.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn set_aside(&self) -> Result<(u32, u32)> {
        self.db
            .query_row(
                "SELECT count(DISTINCT CASE WHEN aside = 'automatic' AND (author_address IN (SELECT who FROM identities)
                            OR low(author_name) IN (SELECT who FROM identities)) THEN piece END),
                        count(DISTINCT CASE WHEN mine AND text = '' THEN piece END)
                 FROM documents WHERE mail",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .map_err(sql)
    }

    /// The user's own documents that fit `query`, newest first, without those that have no words. Of several copies that fit
    /// the one with most words, for one may be a sketch of the other, or cut by a server; of equals the first.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn own_documents(&self, query: OwnQuery<'_>) -> Result<Vec<Document>> {
        let columns = rows::DOCUMENT;
        let fits = |one: &str| {
            format!(
                "{one}.mine AND {one}.kind = ?1 AND {one}.text <> ''
                   AND (?2 IS NULL OR EXISTS (SELECT 1 FROM recipients
                        WHERE document_id = {one}.id AND (address = ?2 OR low(name) = ?2)))
                   AND (?4 IS NULL OR {one}.date < ?4)"
            )
        };
        let (this, copy) = (fits("documents"), fits("copy"));
        let mut statement = self
            .db
            .prepare_cached(&format!(
                "SELECT {columns} FROM documents JOIN files ON files.id = file_id
                 WHERE {this} AND NOT EXISTS (SELECT 1 FROM documents AS copy
                    WHERE copy.piece = documents.piece AND copy.id <> documents.id AND {copy}
                        AND (octet_length(copy.text), documents.id) > (octet_length(documents.text), copy.id))
                 ORDER BY date DESC, documents.id DESC LIMIT ?3"
            ))
            .map_err(sql)?;
        let to = query.to.map(|who| who.trim().to_lowercase());
        let limit = i64::try_from(query.limit).unwrap_or(i64::MAX);
        let before = query.before.map(Timestamp::as_second);
        let documents: Vec<Document> = statement
            .query_map((query.kind.as_str(), to, limit, before), rows::document)
            .and_then(Iterator::collect)
            .map_err(sql)?;
        documents
            .into_iter()
            .map(|document| rows::with_recipients(&self.db, document))
            .collect()
    }
}

impl Writing<'_> {
    /// The number of a new reading of a file; documents of that file that it does not see are gone.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn begin_reading(&self) -> Result<i64> {
        self.next("reading")
    }

    /// Notes a document of `file_id` that `reading` has seen. Returns whether it was new or had changed.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn put_document(&self, file_id: i64, reading: i64, document: &NewDocument) -> Result<bool> {
        // What the user said of this document stands above what it looks like.
        let kind = self
            .chosen_kind(file_id, &document.key, &document.piece)?
            .unwrap_or(document.kind);
        let unchanged = self
            .db
            .prepare_cached(
                "UPDATE documents SET seen = ?1
                 WHERE file_id = ?2 AND key = ?3 AND fingerprint = ?4 AND mine = ?5 AND kind = ?6",
            )
            .and_then(|mut statement| {
                let key = (
                    reading,
                    file_id,
                    &document.key,
                    &document.fingerprint,
                    document.mine,
                );
                statement.execute((key.0, key.1, key.2, key.3, key.4, kind.as_str()))
            })
            .map_err(sql)?;
        if unchanged > 0 {
            return Ok(false);
        }
        let seq = self.next("change_seq")?;
        let id = self.upsert(file_id, reading, document, kind, seq)?;
        self.put_recipients(id, &document.recipients)?;
        self.put_answers(id, &document.answers)?;
        Ok(true)
    }

    fn upsert(
        &self,
        file_id: i64,
        reading: i64,
        document: &NewDocument,
        kind: Kind,
        seq: i64,
    ) -> Result<i64> {
        let mut statement = self
            .db
            .prepare_cached(
                "INSERT INTO documents (file_id, key, fingerprint, piece, seen, kind, title, date, mail, author_name,
                     author_address, product, rating, quoted, text, mine, change_seq, said, sent, delivered, signature,
                     aside)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                     ?22)
                 ON CONFLICT (file_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, piece = excluded.piece, seen = excluded.seen,
                     kind = excluded.kind, title = excluded.title, date = excluded.date, mail = excluded.mail,
                     author_name = excluded.author_name, author_address = excluded.author_address,
                     product = excluded.product, rating = excluded.rating, quoted = excluded.quoted,
                     text = excluded.text, mine = excluded.mine, change_seq = excluded.change_seq,
                     said = excluded.said, sent = excluded.sent, delivered = excluded.delivered,
                     signature = excluded.signature, aside = excluded.aside
                 RETURNING id",
            )
            .map_err(sql)?;
        statement
            .query_row(
                rusqlite::params![
                    file_id,
                    document.key,
                    document.fingerprint,
                    document.piece,
                    reading,
                    kind.as_str(),
                    document.title,
                    document.date.map(Timestamp::as_second),
                    document.mail,
                    document.author.as_ref().map(|person| &person.name),
                    document.author.as_ref().map(|person| &person.address),
                    document.product,
                    document.rating,
                    document.quoted,
                    document.text,
                    document.mine,
                    seq,
                    document.said.map(Kind::as_str),
                    document.sent,
                    document.delivered,
                    document.signature,
                    document.aside.map(Aside::as_str),
                ],
                |row| row.get(0),
            )
            .map_err(sql)
    }

    fn put_recipients(&self, id: i64, recipients: &[Person]) -> Result<()> {
        self.db
            .prepare_cached("DELETE FROM recipients WHERE document_id = ?1")
            .and_then(|mut statement| statement.execute([id]))
            .map_err(sql)?;
        let mut statement = self
            .db
            .prepare_cached("INSERT INTO recipients VALUES (?1, ?2, ?3, ?4)")
            .map_err(sql)?;
        for (position, person) in recipients.iter().enumerate() {
            statement
                .execute((id, position as i64, &person.name, &person.address))
                .map_err(sql)?;
        }
        Ok(())
    }

    fn put_answers(&self, id: i64, answers: &[Vec<u8>]) -> Result<()> {
        self.db
            .prepare_cached("DELETE FROM answers WHERE document_id = ?1")
            .and_then(|mut statement| statement.execute([id]))
            .map_err(sql)?;
        let mut statement = self
            .db
            .prepare_cached("INSERT INTO answers VALUES (?1, ?2, ?3)")
            .map_err(sql)?;
        for (position, piece) in answers.iter().enumerate() {
            statement
                .execute((id, position as i64, piece))
                .map_err(sql)?;
        }
        Ok(())
    }

    /// Removes the documents of `file_id` that `reading` has not seen, and what the user said of them. Of a file that is one
    /// text (its key is empty) what they said stays as long as the file: it may be empty only while it is being saved.
    /// Returns how many.
    ///
    /// # Errors
    /// If the record cannot be written.
    pub fn remove_unseen(&self, file_id: i64, reading: i64) -> Result<usize> {
        let removed = self
            .db
            .prepare_cached("DELETE FROM documents WHERE file_id = ?1 AND seen <> ?2")
            .and_then(|mut statement| statement.execute((file_id, reading)))
            .map_err(sql)?;
        self.db
            .prepare_cached(
                "DELETE FROM chosen_kinds WHERE file_id = ?1 AND key <> ''
                 AND key NOT IN (SELECT key FROM documents WHERE file_id = ?1)",
            )
            .and_then(|mut statement| statement.execute([file_id]))
            .map_err(sql)?;
        Ok(removed)
    }
}

#[cfg(test)]
mod tests;
