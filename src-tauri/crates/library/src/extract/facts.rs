//! What a text says about itself: "Rating: 4/5" at its top or in its front matter.

mod dates;

use std::path::Path;

use domain::{Kind, Person};
use jiff::Timestamp;

use super::Extracted;
pub(super) use dates::{date, is_likely};

/// A mail to more people than this is to nobody in particular.
pub(super) const MOST_PEOPLE: usize = 500;

/// The facts found so far.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Facts {
    pub(super) kind: Option<Kind>,
    pub(super) title: Option<String>,
    pub(super) date: Option<Timestamp>,
    pub(super) author: Option<Person>,
    pub(super) recipients: Vec<Person>,
    pub(super) product: Option<String>,
    pub(super) rating: Option<String>,
}

impl Facts {
    /// Takes in one fact. False if `key` is the name of none.
    pub(super) fn set(&mut self, key: &str, value: &str) -> bool {
        let value = value.trim().trim_matches(['"', '\'']).trim();
        let text = || (!value.is_empty()).then(|| value.to_owned());
        match key.trim().to_lowercase().as_str() {
            "title" => self.title = text(),
            "date" => self.date = date(value),
            "product" | "about" | "item" => self.product = text(),
            "rating" => self.rating = rating(value),
            "author" => self.author = people(value).into_iter().next(),
            "to" => self.recipients.extend(people(value)),
            "kind" => self.kind = value.to_lowercase().parse().ok(),
            _ => return false,
        }
        true
    }

    /// The document that these facts are about. What it does not say about itself, its file says.
    pub(super) fn document(
        self,
        text: String,
        path: &Path,
        modified: Option<Timestamp>,
    ) -> Extracted {
        let stem = path
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default();
        let (named, rest) = dated_name(&stem);
        // A number counts files and says nothing of what is in them.
        let counts = rest.bytes().all(|c| c.is_ascii_digit());
        let rest = if counts { "" } else { rest };
        let review = self.product.is_some() || self.rating.is_some();
        Extracted {
            key: String::new(),
            kind: self.kind.or(review.then_some(Kind::Review)),
            title: self
                .title
                .unwrap_or_else(|| rest.replace(['-', '_'], " ").trim().to_owned()),
            date: self.date.or(named).or(modified),
            author: self.author,
            recipients: self.recipients,
            product: self.product,
            rating: self.rating,
            quoted: None,
            sent: false,
            delivered: None,
            text,
            signature: None,
            answers: Vec::new(),
            automatic: false,
        }
    }
}

/// The date that a file name begins with, and what else the name says.
fn dated_name(stem: &str) -> (Option<Timestamp>, &str) {
    let day = stem
        .get(..10)
        .filter(|_| !stem[10..].starts_with(|c: char| c.is_ascii_digit()));
    match day.and_then(date) {
        Some(found) if stem.trim_end().len() > 10 => (Some(found), &stem[10..]),
        Some(found) => (Some(found), stem),
        None => (None, stem),
    }
}

/// `4/5` from "4", "4 out of 5", "4 stars" or "★★★★☆". Anything else stays as it is written.
fn rating(text: &str) -> Option<String> {
    let full = text.chars().filter(|c| matches!(c, '★' | '⭐')).count();
    let empty = text.chars().filter(|c| *c == '☆').count();
    if full + empty > 0 && !text.chars().any(|c| c.is_ascii_digit()) {
        return Some(format!("{full}/{}", (full + empty).max(5)));
    }
    let numbers: Vec<&str> = text
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .filter(|part| part.parse::<f32>().is_ok())
        .collect();
    match numbers[..] {
        [given, best] => Some(format!("{given}/{best}")),
        [given] => {
            let value = given.parse::<f32>().ok()?;
            let best = [5.0, 10.0, 100.0]
                .into_iter()
                .find(|best| value <= *best && (*best == 100.0 || !text.contains('%')));
            best.map(|best| format!("{given}/{best}"))
        }
        _ => (!text.is_empty()).then(|| text.to_owned()),
    }
}

/// "Anna Bell <anna@example.org>, ben@example.org", also as a list in brackets.
fn people(text: &str) -> Vec<Person> {
    let list = text.trim().trim_start_matches('[').trim_end_matches(']');
    let people = Person::all_in(list).into_iter().map(|one| Person {
        name: one.name.trim_matches('\'').to_owned(),
        address: one.address.to_lowercase(),
    });
    people.take(MOST_PEOPLE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_are_parts_of_a_whole() {
        for (written, meant) in [
            ("4/5", "4/5"),
            ("3.5 / 5", "3.5/5"),
            ("4 out of 5", "4/5"),
            ("4", "4/5"),
            ("8", "8/10"),
            ("80%", "80/100"),
            ("4 stars", "4/5"),
            ("★★★★☆", "4/5"),
            ("★★★", "3/5"),
            ("great", "great"),
        ] {
            assert_eq!(rating(written).as_deref(), Some(meant), "{written}");
        }
        assert_eq!(rating(""), None);
    }

    #[test]
    fn people_have_names_or_addresses() {
        let found = people("[\"Anna Bell\" <Anna@Example.org>, ben@example.org; Uncle Joe]");
        let pairs: Vec<_> = found
            .iter()
            .map(|p| (p.name.as_str(), p.address.as_str()))
            .collect();
        assert_eq!(
            pairs,
            [
                ("Anna Bell", "anna@example.org"),
                ("", "ben@example.org"),
                ("Uncle Joe", "")
            ]
        );
    }

    #[test]
    fn the_file_says_what_the_text_does_not() {
        let of = |name: &str| Facts::default().document(String::new(), Path::new(name), None);
        let dated = of("2024-03-05-my_first-day.txt");
        assert_eq!(
            (dated.title.as_str(), dated.date.is_some()),
            ("my first day", true)
        );
        assert_eq!(of("2024-03-05.txt").title, "2024 03 05");
        assert_eq!(of("ünïcödé-ñame").title, "ünïcödé ñame");
        assert_eq!(of("ünï").date, None);
    }

    #[test]
    fn a_rating_makes_a_review_unless_the_kind_is_given() {
        let mut facts = Facts::default();
        assert!(facts.set("Rating", "4") && !facts.set("Colour", "red"));
        assert_eq!(
            facts.document(String::new(), Path::new("x"), None).kind,
            Some(Kind::Review)
        );
        let mut facts = Facts::default();
        assert!(facts.set("rating", "4") && facts.set("kind", "Post"));
        assert_eq!(
            facts.document(String::new(), Path::new("x"), None).kind,
            Some(Kind::Post)
        );
    }
}
