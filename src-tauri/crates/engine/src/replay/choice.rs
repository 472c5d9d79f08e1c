//! Which texts are drafted again, and what is given of each in its place (method, section 4, task B).

use std::collections::HashSet;

use domain::{Brief, Document, Error, ErrorCode, Kind, Result};
use jiff::Timestamp;
use pipeline::Shelf;
use store::{OwnQuery, Record};
use voice::{length, points_of};

use super::types::ReplayOf;

/// A text is longer than this, in characters.
const SHORTEST: usize = 300;
/// And has at least so many before it.
const EARLIER: usize = 2;
/// How many of the newest of each kind are looked at.
const NEWEST: usize = 2_000;

/// One text to be drafted again.
pub(crate) struct Case {
    pub(crate) document: Document,
    pub(crate) date: Timestamp,
    pub(crate) brief: Brief,
}

/// The newest texts of the user's that qualify, newest first.
///
/// # Errors
/// `BadInput` where there is none, saying what one has to be like; `Record` if the library cannot be read.
pub(crate) fn cases(record: &Record, of: ReplayOf) -> Result<Vec<Case>> {
    let mut found: Vec<(Timestamp, Document)> = Vec::new();
    for kind in Kind::ALL {
        if of.kind.is_none_or(|wanted| wanted == kind) {
            found.extend(qualified(record.own_documents(OwnQuery {
                kind,
                to: None,
                before: None,
                limit: NEWEST,
            })?));
        }
    }
    found.sort_by(|(one, a), (other, b)| other.cmp(one).then(b.id.cmp(&a.id)));
    let mut cases = Vec::new();
    let mut seen = HashSet::new();
    for (date, document) in found {
        if cases.len() >= of.last {
            break;
        }
        let pieces: Vec<&str> = document.text.split_whitespace().collect();
        if !seen.insert(pieces.join(" ")) {
            continue;
        }
        if let Some(brief) = brief_of(record, &document, date)? {
            cases.push(Case {
                document,
                date,
                brief,
            });
        }
    }
    if cases.is_empty() {
        return Err(too_little(of.kind));
    }
    Ok(cases)
}

/// Those of `newest`, all of one kind, that are long enough, have a date and have enough before them.
fn qualified(newest: Vec<Document>) -> Vec<(Timestamp, Document)> {
    let dates: Vec<Timestamp> = newest.iter().filter_map(|one| one.date).collect();
    let earlier = |date: Timestamp| dates.iter().filter(|other| **other < date).count();
    newest
        .into_iter()
        .filter_map(|document| Some((document.date?, document)))
        .filter(|(date, document)| {
            document.text.chars().count() > SHORTEST && earlier(*date) >= EARLIER
        })
        .collect()
}

/// What would have been said of it beforehand; none where there is nothing to say.
fn brief_of(record: &Record, document: &Document, date: Timestamp) -> Result<Option<Brief>> {
    let to = document.recipients.first();
    // Only a message that was there before can have been answered.
    let answered = record.answered(document.id)?;
    let answered = answered.filter(|message| message.date.is_some_and(|sent| sent < date));
    let reply_to = match answered {
        Some(message) => message.text,
        None => document.quoted.clone().unwrap_or_default(),
    };
    let brief = Brief {
        kind: document.kind,
        title: document.title.clone(),
        to: to.map_or("", |person| person.address_or_name()).to_owned(),
        about: document.product.clone().unwrap_or_default(),
        rating: document.rating.clone().unwrap_or_default(),
        points: points_of(&document.text),
        reply_to,
        ..Brief::default()
    };
    let unrated = Brief {
        rating: String::new(),
        ..brief.clone()
    };
    // A rating may be written as no rating of ours is.
    Ok(brief.checked().or_else(|_| unrated.checked()).ok())
}

/// How many earlier texts there are, of the newest, and how many words half of them have at most.
///
/// # Errors
/// If the library cannot be read.
pub(crate) fn usual_words(kind: Kind, shelf: &dyn Shelf) -> Result<(usize, usize)> {
    let earlier = shelf.recent(kind, None, NEWEST)?;
    let mut lengths: Vec<usize> = earlier.iter().map(|one| length(&one.text)).collect();
    lengths.sort_unstable();
    let middle = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    Ok((lengths.len(), middle))
}

fn too_little(kind: Option<Kind>) -> Error {
    let of = kind.map_or_else(String::new, |kind| format!(" of the kind {kind}"));
    Error::new(
        ErrorCode::BadInput,
        format!("there is too little of yours{of} yet to try this with"),
    )
    .remedy(
        "It takes a text of more than 300 letters that has a date, and two earlier ones of the same kind: \
         add more of what you have written",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replay::testing::{SmallLibrary, day};
    use domain::DocumentId;

    fn text(id: i64, date: Option<i64>, characters: usize) -> Document {
        Document {
            id: DocumentId(id),
            path: String::new(),
            kind: Kind::Post,
            title: String::new(),
            date: date.map(|second| Timestamp::from_second(second).unwrap()),
            author: None,
            recipients: Vec::new(),
            product: None,
            rating: None,
            quoted: None,
            text: "a".repeat(characters),
            mine: true,
        }
    }

    #[test]
    fn a_text_is_long_has_a_date_and_two_before_it() {
        let newest = vec![
            text(6, Some(5), 301),
            text(5, Some(5), 300),
            text(4, None, 301),
            text(3, Some(3), 301),
            text(2, Some(2), 10),
            text(1, Some(2), 301),
        ];
        let found = qualified(newest);
        let ids: Vec<i64> = found.iter().map(|(_, document)| document.id.0).collect();
        assert_eq!(ids, [6, 3]);
    }

    #[test]
    fn the_usual_length_is_that_of_the_middle_one_with_or_without_gaps_between_words() {
        let mut library = SmallLibrary::new();
        library.put("short", "A gull.", Some(day(1)));
        // Ten letters, of which 1.6 make a word.
        library.put("middle", "海鸥飞走了，今天有大风。", Some(day(2)));
        library.put("long", &"The gull is gone. ".repeat(5), Some(day(3)));
        let usual = usual_words(Kind::Note, &library.shelf()).unwrap();
        assert_eq!(usual, (3, 7));
    }
}
