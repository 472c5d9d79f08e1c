//! The cases of a run as lines of `cases.jsonl`: whose texts stand for what, so that others can compute the style of the
//! drafts again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Serialize;

use crate::Outcome;
use crate::corpus::Text;
use crate::protocol::Case;

/// One case. Texts are named by their ids.
#[derive(Serialize)]
struct CaseLine<'a> {
    author: &'a str,
    id: &'a str,
    history: Vec<&'a str>,
    reference: &'a [String],
    /// Whose history `WrongAuthor` has.
    other_author: &'a str,
    other_history: Vec<&'a str>,
    /// Whether that was written before the document.
    other_is_earlier: bool,
    /// The reference of each.
    strangers: BTreeMap<&'a str, &'a [String]>,
    enough_words: usize,
}

impl<'a> CaseLine<'a> {
    fn of(case: &'a Case) -> Self {
        let strangers = case.strangers.iter();
        Self {
            author: &case.author,
            id: &case.id,
            history: ids(&case.history),
            reference: &case.reference.ids,
            other_author: &case.other.author,
            other_history: ids(&case.other.history),
            other_is_earlier: case.other.is_earlier,
            strangers: strangers
                .map(|hand| (hand.author.as_str(), hand.ids.as_slice()))
                .collect(),
            enough_words: case.enough_words,
        }
    }
}

fn ids(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| text.id.as_str()).collect()
}

/// Writes `cases.jsonl`.
pub(crate) fn write(out: &Path, cases: &[Case]) -> Outcome<()> {
    let mut lines = String::new();
    for case in cases {
        let line = serde_json::to_string(&CaseLine::of(case)).map_err(|cause| cause.to_string())?;
        lines.push_str(&line);
        lines.push('\n');
    }
    let path = out.join("cases.jsonl");
    fs::write(&path, lines).map_err(|cause| format!("{}: {cause}", path.display()))
}

#[cfg(test)]
mod tests {
    use domain::Kind;

    use super::*;
    use crate::given::Task;
    use crate::protocol::cases;
    use crate::testing::author;

    #[test]
    fn a_case_names_all_that_it_is_drafted_from_and_held_against() {
        let authors = ["ada", "ben", "cleo"].map(|name| author(name, 12)).to_vec();
        let cases = cases(authors, Task::P, Kind::Post, 3, 2, 1).unwrap().cases;
        let out = tempfile::tempdir().unwrap();
        write(out.path(), &cases).unwrap();
        let written = fs::read_to_string(out.path().join("cases.jsonl")).unwrap();
        let lines: Vec<serde_json::Value> = written
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 6);
        for (line, case) in lines.iter().zip(&cases) {
            assert_eq!(line["author"], case.author.as_str());
            assert_eq!(line["id"], case.id.as_str());
            let history = line["history"].as_array().unwrap().len();
            assert_eq!(
                (history, line["reference"].as_array().unwrap().len()),
                (case.history.len(), 4)
            );
            assert_eq!(line["other_author"], case.other.author.as_str());
            assert_eq!(
                line["other_history"].as_array().unwrap().len(),
                case.other.history.len()
            );
            assert_eq!(line["other_is_earlier"], case.other.is_earlier);
            let strangers = line["strangers"].as_object().unwrap();
            let stranger = &case.strangers[0];
            assert_eq!(strangers.len(), 1);
            assert_eq!(
                strangers[&stranger.author].as_array().unwrap().len(),
                stranger.ids.len()
            );
            assert_eq!(line["enough_words"], case.enough_words);
        }
    }
}
