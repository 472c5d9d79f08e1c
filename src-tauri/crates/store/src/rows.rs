//! From rows of SQL to the nouns of `domain`.

use domain::{Document, DocumentId, Kind, Person, Result, path_from_bytes};
use jiff::Timestamp;
use rusqlite::{Connection, Row};

use crate::record::sql;

/// The columns that `document` reads, of `documents` joined with `files`.
pub(crate) const DOCUMENT: &str = "documents.id, files.path, documents.kind, title, date, author_name, author_address, \
     product, rating, quoted, text, mine";

/// A row of `DOCUMENT`, still without recipients.
pub(crate) fn document(row: &Row<'_>) -> rusqlite::Result<Document> {
    let address: Option<String> = row.get(6)?;
    Ok(Document {
        id: DocumentId(row.get(0)?),
        path: path_from_bytes(row.get(1)?).display().to_string(),
        kind: kind(row.get::<_, String>(2)?.as_str()),
        title: row.get(3)?,
        date: row.get::<_, Option<i64>>(4)?.and_then(time),
        author: row.get::<_, Option<String>>(5)?.map(|name| Person {
            name,
            address: address.unwrap_or_default(),
        }),
        recipients: Vec::new(),
        product: row.get(7)?,
        rating: row.get(8)?,
        quoted: row.get(9)?,
        text: row.get(10)?,
        mine: row.get(11)?,
    })
}

/// Adds the recipients of `document`.
pub(crate) fn with_recipients(db: &Connection, mut document: Document) -> Result<Document> {
    let mut statement = db
        .prepare_cached(
            "SELECT name, address FROM recipients WHERE document_id = ?1 ORDER BY position",
        )
        .map_err(sql)?;
    document.recipients = statement
        .query_map([document.id.0], |row| {
            Ok(Person {
                name: row.get(0)?,
                address: row.get(1)?,
            })
        })
        .and_then(Iterator::collect)
        .map_err(sql)?;
    Ok(document)
}

/// A word that this version does not know is a note: kinds are only ever written by `Kind::as_str`.
pub(crate) fn kind(word: &str) -> Kind {
    word.parse().unwrap_or(Kind::Note)
}

pub(crate) fn time(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_second(seconds).ok()
}
