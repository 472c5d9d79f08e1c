//! Documents and a shelf for the unit tests of the stages.

use domain::{Document, DocumentId, Kind, Person, Ranking, Result};

use crate::ports::{Found, Shelf};

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

/// A mail of the user's own to Tom.
pub(crate) fn letter(id: i64, text: &str) -> Document {
    let tom = Person {
        name: "Tom Averill".into(),
        address: "tom@example.org".into(),
    };
    Document {
        recipients: vec![tom],
        ..document(id, text)
    }
}

/// A shelf on which every query finds everything.
pub(crate) struct Letters(pub(crate) Vec<Document>);

impl Shelf for Letters {
    fn search(&self, _: Kind, _: &str, _: Ranking, limit: usize) -> Result<Vec<Found>> {
        let found = |document: &Document| Found {
            document: document.clone(),
            score: 1.0,
        };
        Ok(self.0.iter().take(limit).map(found).collect())
    }

    fn likeness(&self, one: &str, other: &str) -> f64 {
        f64::from(u8::from(one == other))
    }

    fn recent(&self, _: Kind, to: Option<&str>, limit: usize) -> Result<Vec<Document>> {
        let fits =
            |d: &&Document| to.is_none_or(|who| d.recipients.iter().any(|person| person.is(who)));
        Ok(self.0.iter().filter(fits).take(limit).cloned().collect())
    }
}
