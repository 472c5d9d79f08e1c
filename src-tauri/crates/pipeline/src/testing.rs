//! Documents for the unit tests of the stages.

use domain::{Document, DocumentId, Kind};

/// A mail of the user's own.
pub(crate) fn document(id: i64, text: &str) -> Document {
    Document {
        id: DocumentId(id),
        path: format!("{id}.eml"),
        kind: Kind::Email,
        title: String::new(),
        date: None,
        author: None,
        recipients: Vec::new(),
        product: None,
        rating: None,
        quoted: None,
        text: text.to_owned(),
        mine: true,
    }
}
