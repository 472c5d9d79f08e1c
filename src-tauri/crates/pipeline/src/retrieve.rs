//! Stage 1: which of the user's own documents may help. BM25 on documents of that kind, the brief as the query.

use domain::{Brief, Document, Person, Result};

use crate::ports::{Found, Shelf};

/// How many the query may find.
const FOUND: usize = 30;
/// How many of the newest are counted for habits and for rare words.
const RECENT: usize = 1_000;
/// How many letters to the same person are looked at for style.
const TO_THEM: usize = 20;

/// What may help with a brief.
#[derive(Debug, Clone, Default)]
pub(crate) struct Retrieved {
    /// By topic, best first.
    pub(crate) by_topic: Vec<Found>,
    /// To the same person, newest first.
    pub(crate) to_them: Vec<Document>,
    /// Of the same kind, newest first.
    pub(crate) recent: Vec<Document>,
    /// To whom the piece goes, with name and address where they are known from earlier letters.
    pub(crate) person: Option<Person>,
}

/// Runs the stage.
pub(crate) fn retrieve(brief: &Brief, shelf: &dyn Shelf) -> Result<Retrieved> {
    let query = query(brief);
    let by_topic = if query.trim().is_empty() {
        Vec::new()
    } else {
        shelf.search(brief.kind, &query, FOUND)?
    };
    let to_them = if brief.to.is_empty() {
        Vec::new()
    } else {
        shelf.recent(brief.kind, Some(&brief.to), TO_THEM)?
    };
    let recent = shelf.recent(brief.kind, None, RECENT)?;
    let person = person(&brief.to, &to_them);
    Ok(Retrieved {
        by_topic,
        to_them,
        recent,
        person,
    })
}

/// The brief in one line: what it is about counts, whom it goes to does not.
pub(crate) fn query(brief: &Brief) -> String {
    let mut parts = vec![brief.title.as_str(), brief.about.as_str()];
    parts.extend(brief.points.iter().map(String::as_str));
    parts.extend([brief.start.as_str(), brief.reply_to.as_str()]);
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n")
}

/// Name and address of the one that the brief calls `to`.
fn person(to: &str, to_them: &[Document]) -> Option<Person> {
    if to.is_empty() {
        return None;
    }
    let known = to_them
        .iter()
        .flat_map(|document| &document.recipients)
        .find(|person| person.is(to))
        .cloned();
    Some(known.unwrap_or_else(|| {
        let name = if to.contains('@') {
            String::new()
        } else {
            to.to_owned()
        };
        Person {
            name,
            address: if to.contains('@') {
                to.to_lowercase()
            } else {
                String::new()
            },
        }
    }))
}
