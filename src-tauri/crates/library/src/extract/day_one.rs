//! A journal as Day One exports it (JSON): each entry is a text of its own, in Markdown.

use std::path::Path;

use domain::Kind;
use jiff::Timestamp;
use serde::Deserialize;

use super::Extracted;
use super::facts::Facts;
use super::markdown;
use super::tidy::clean;

/// What is said of a journal that is not whole.
pub(super) const DAMAGED: &str = "it is damaged; export the journal again";
/// An entry is numbered in so many letters at the most.
const LONGEST_NUMBER: usize = 64;
/// What stands in the first entries of a journal, whatever comes first in them: when one was written, ...
const WRITTEN: &str = "\"creationDate\"";
/// ... and where.
const WHERE: [&str; 2] = ["\"creationDevice", "\"timeZone\""];
/// The two parts of a journal.
const PARTS: [&str; 2] = ["\"metadata\"", "\"entries\""];

#[derive(Deserialize)]
struct Journal {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    uuid: Option<String>,
    #[serde(rename = "creationDate")]
    written: Option<String>,
    text: Option<String>,
}

/// Whether `text` begins as such a journal does.
pub(super) fn is_journal(text: &str) -> bool {
    let inside = text.trim_start().strip_prefix('{').map(str::trim_start);
    let begins = inside.is_some_and(|inside| PARTS.iter().any(|part| inside.starts_with(part)));
    begins
        && text.contains(PARTS[1])
        && text.contains(WRITTEN)
        && WHERE.iter().any(|name| text.contains(name))
}

/// The entries of the journal `text` that have words, in their order; none where it is damaged.
pub(super) fn read(text: &str, path: &Path, modified: Option<Timestamp>) -> Option<Vec<Extracted>> {
    let text = text.trim_start_matches('\u{feff}');
    let journal: Journal = serde_json::from_str(text).ok()?;
    let entries = journal.entries.into_iter().zip(1usize..);
    let document = |(entry, number): (Entry, usize)| {
        let words = entry.text?;
        let words = clean(&words);
        let words = words.trim_start_matches('\n');
        let heading = words.starts_with('#') && words.trim_start_matches('#').starts_with(' ');
        let mut facts = Facts {
            kind: Some(Kind::Note),
            // Its file says nothing of it, and a heading further down is none of the whole.
            title: (!heading).then(String::new),
            ..Facts::default()
        };
        if let Some(written) = entry.written {
            facts.set("date", &written);
        }
        let known = entry.uuid.filter(|uuid| uuid.len() <= LONGEST_NUMBER);
        Some(Extracted {
            key: known
                .filter(|uuid| !uuid.is_empty())
                .unwrap_or_else(|| number.to_string()),
            ..markdown::document(facts, words, path, modified)
        })
    };
    Some(entries.filter_map(document).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOURNAL: &str = r##"{
  "metadata" : { "version" : "1.0" },
  "entries" : [
    {
      "creationDevice" : "Anna’s iPhone",
      "creationDate" : "2024-03-05T10:15:00Z",
      "timeZone" : "Europe\/Berlin",
      "photos" : [ { "identifier" : "A1", "type" : "jpeg" } ],
      "richText" : "{\"contents\":[{\"text\":\"The boat is in the water.\"}]}",
      "text" : "# The boat\n\nIt is in the water\\. I was there \\(with Tom\\)\\!\n\n![](dayone-moment:\/\/A1)\n\nAt ten\\-thirty we rowed.",
      "uuid" : "0123456789ABCDEF0123456789ABCDEF"
    },
    { "creationDate" : "2024-03-06T10:15:00Z", "text" : null, "uuid" : "1" },
    { "creationDate" : "2024-03-07T10:15:00Z", "text" : "![](dayone-moment:\/\/A2)", "uuid" : "2" },
    { "creationDate" : "2024-03-08T10:15:00Z", "text" : "Rain all day.\n\n## Later\n\nStill rain." }
  ]
}"##;

    fn of(text: &str) -> Vec<Extracted> {
        let mut found = read(text, Path::new("Journal.json"), None).unwrap();
        found.retain(|one| !one.text.is_empty());
        found
    }

    #[test]
    fn each_entry_is_a_text() {
        assert!(is_journal(JOURNAL));
        let found = of(JOURNAL);
        let told: Vec<_> = found
            .iter()
            .map(|one| {
                assert!(one.kind == Some(Kind::Note) && one.author.is_none());
                let date = one.date.map(|date| date.to_string()).unwrap_or_default();
                (
                    one.key.as_str(),
                    one.title.as_str(),
                    one.text.as_str(),
                    date,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (
                    "0123456789ABCDEF0123456789ABCDEF",
                    "The boat",
                    "It is in the water. I was there (with Tom)!\n\nAt ten-thirty we rowed.",
                    "2024-03-05T10:15:00Z".to_owned()
                ),
                (
                    "4",
                    "",
                    "Rain all day.\n\nLater\n\nStill rain.",
                    "2024-03-08T10:15:00Z".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn other_data_is_no_journal() {
        for text in [
            "{\"entries\": [{\"text\": \"words\"}]}",
            "{\"log\": {\"entries\": [], \"creationDate\": 1, \"timeZone\": 2}}",
            "[{\"metadata\": 1}]",
            "My \"metadata\" and \"entries\"",
            "",
        ] {
            assert!(!is_journal(text), "{text}");
        }
        assert!(of("{\"entries\": [{}]}").is_empty());
    }

    #[test]
    fn one_that_is_cut_off_is_damaged() {
        let deep = "{\"entries\":[".repeat(5_000);
        let cut = JOURNAL.split_at(JOURNAL.len() / 2).0;
        for text in [cut, "{", "{\"entries\": 1}", "", deep.as_str()] {
            assert!(read(text, Path::new("Journal.json"), None).is_none());
        }
    }
}
