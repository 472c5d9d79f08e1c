//! The rows of the table: ways through the stages, and texts that need no model.

use std::collections::BTreeMap;

use domain::Method;
use serde::Deserialize;

use crate::Outcome;
use crate::given::Task;

/// The way of each drafted row.
const WAYS: &str = include_str!("../../../assets/rows.json");

/// The rows of the paper's table, in its order, and the controls.
const ORDER: [&str; 18] = [
    "ImmedCtx",
    "RecentDoc",
    "RankDocBM25",
    "RankDocDense",
    "RankSnippet",
    "RankDocBySnpt",
    "SumCtxInd",
    "SumCtx",
    "SynCtxInd",
    "SynCtx",
    "AuthorPred",
    "Longhand",
    "RandomOwnDocs",
    "WrongAuthor",
    "CopyOwnDoc",
    "EchoPoints",
    "Oracle",
    "Truth",
];

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) way: Way,
}

/// Where its texts come from.
#[derive(Debug, Clone)]
pub(crate) enum Way {
    /// The engine drafts them.
    Drafted(Drafted),
    /// An old document of the author.
    Copy,
    /// The points of the brief.
    Echo,
    /// The author's own text.
    Truth,
}

/// What `assets/rows.json` says of a row; what it does not say is as in the product.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Drafted {
    pub(crate) method: Method,
    /// From somebody else's history.
    pub(crate) another: bool,
    /// Summary and words follow the true text.
    pub(crate) oracle: bool,
    /// How many drafts, of which the one that is most in the author's hand is taken.
    pub(crate) candidates: usize,
}

impl Default for Drafted {
    fn default() -> Self {
        Self {
            method: Method::default(),
            another: false,
            oracle: false,
            candidates: 1,
        }
    }
}

impl Way {
    pub(crate) fn is_drafted(&self) -> bool {
        matches!(self, Way::Drafted(_))
    }

    pub(crate) fn is_of_another(&self) -> bool {
        matches!(self, Way::Drafted(drafted) if drafted.another)
    }
}

/// The rows that `words` asks for, in the order of the table.
pub(crate) fn chosen(words: &str, task: Task) -> Outcome<Vec<Row>> {
    let ways: BTreeMap<String, Drafted> =
        serde_json::from_str(WAYS).map_err(|cause| format!("assets/rows.json: {cause}"))?;
    let asked: Vec<&str> = words.split(',').map(str::trim).collect();
    let all = words.trim() == "all";
    // A claim of the method, with and without: only for whoever asks.
    let more: Vec<&str> = ways.keys().map(String::as_str).collect();
    let more = more.into_iter().filter(|name| !ORDER.contains(name));
    let order: Vec<&str> = ORDER.into_iter().chain(more).collect();
    for name in asked.iter().filter(|_| !all) {
        if !order.contains(name) {
            return Err(format!(
                "there is no row {name}; the rows are {}",
                order.join(", ")
            ));
        }
        if *name == "EchoPoints" && task == Task::P {
            return Err("EchoPoints belongs to task B: task P has no points".into());
        }
    }
    let mut rows = Vec::new();
    for name in order {
        let wanted = if all {
            ORDER.contains(&name) && (name != "EchoPoints" || task == Task::B)
        } else {
            asked.contains(&name)
        };
        if wanted {
            let way = way(name, &ways)?;
            let name = name.to_owned();
            rows.push(Row { name, way });
        }
    }
    Ok(rows)
}

fn way(name: &str, ways: &BTreeMap<String, Drafted>) -> Outcome<Way> {
    Ok(match name {
        "CopyOwnDoc" => Way::Copy,
        "EchoPoints" => Way::Echo,
        "Truth" => Way::Truth,
        _ => {
            let said = ways.get(name);
            Way::Drafted(
                *said.ok_or_else(|| format!("assets/rows.json does not say what {name} is"))?,
            )
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_row_does_not_say_is_as_in_the_product() {
        let said: Drafted = serde_json::from_str(r#"{"method":{"sketch":true}}"#).unwrap();
        let product = Method::default();
        let sketched = Method {
            sketch: true,
            ..product
        };
        assert_eq!((said.method, said.candidates), (sketched, 1));
        for wrong in [r#"{"candidate":2}"#, r#"{"method":{"entry":"bm25"}}"#] {
            assert!(serde_json::from_str::<Drafted>(wrong).is_err());
        }
    }

    #[test]
    fn every_row_has_a_way_and_longhand_is_the_product() {
        let rows = chosen("all", Task::B).unwrap();
        assert_eq!(rows.len(), ORDER.len());
        assert_eq!(chosen("all", Task::P).unwrap().len(), ORDER.len() - 1);
        let drafted = |name: &str| match rows.iter().find(|row| row.name == name).unwrap().way {
            Way::Drafted(drafted) => drafted,
            _ => panic!("{name} is not drafted"),
        };
        for name in ["Longhand", "WrongAuthor"] {
            let said = drafted(name);
            assert_eq!((said.method, said.candidates), (Method::default(), 1));
            assert_eq!((said.another, said.oracle), (name != "Longhand", false));
        }
        assert!(drafted("Oracle").oracle && drafted("AuthorPred").candidates > 1);
        // Each row differs from the one above it, so that none is there twice under two names.
        let methods: Vec<String> = ORDER[..11]
            .iter()
            .map(|name| format!("{:?}", drafted(name)))
            .collect();
        assert!(methods.windows(2).all(|two| two[0] != two[1]));
        let more = chosen("Longhand-words,Longhand", Task::P).unwrap();
        let names: Vec<&str> = more.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Longhand", "Longhand-words"]);
        assert!(chosen("Longhand,Nonsense", Task::P).is_err());
        assert!(chosen("EchoPoints", Task::P).is_err());
    }
}
