//! The rows of the table: ways through the stages, and texts that need no model.

use domain::Method;
use serde_json::{Map, Value};

use crate::Outcome;
use crate::protocol::Task;

/// The way of each drafted row.
const WAYS: &str = include_str!("../../../assets/rows.json");

/// All rows in the order of the table.
const ORDER: [&str; 14] = [
    "ImmedCtx",
    "RecentDoc",
    "RankDocBM25",
    "SumCtxInd",
    "SumCtx",
    "SynCtxInd",
    "SynCtx",
    "Longhand",
    "RandomOwnDocs",
    "WrongAuthor",
    "CopyOwnDoc",
    "EchoPoints",
    "Oracle",
    "Truth",
];

/// Rows that the plan has and this tool does not make yet.
const LATER: [&str; 4] = ["RankDocDense", "RankSnippet", "RankDocBySnpt", "AuthorPred"];

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) way: Way,
}

/// Where its texts come from.
#[derive(Debug, Clone)]
pub(crate) enum Way {
    /// The engine drafts them.
    Drafted {
        method: Method,
        /// From somebody else's history.
        another: bool,
        /// Summary and words follow the true text.
        oracle: bool,
    },
    /// An old document of the author.
    Copy,
    /// The points of the brief.
    Echo,
    /// The author's own text.
    Truth,
}

impl Way {
    pub(crate) fn is_drafted(&self) -> bool {
        matches!(self, Way::Drafted { .. })
    }

    pub(crate) fn is_of_another(&self) -> bool {
        matches!(self, Way::Drafted { another: true, .. })
    }
}

/// The rows that `words` asks for, in the order of the table.
pub(crate) fn chosen(words: &str, task: Task) -> Outcome<Vec<Row>> {
    let ways: Map<String, Value> =
        serde_json::from_str(WAYS).map_err(|cause| format!("assets/rows.json: {cause}"))?;
    let asked: Vec<&str> = words.split(',').map(str::trim).collect();
    let all = words.trim() == "all";
    for name in asked.iter().filter(|_| !all) {
        if LATER.contains(name) {
            return Err(format!("the row {name} is not made yet"));
        }
        if !ORDER.contains(name) {
            return Err(format!(
                "there is no row {name}; the rows are {}",
                ORDER.join(", ")
            ));
        }
        if *name == "EchoPoints" && task == Task::P {
            return Err("EchoPoints belongs to task B: task P has no points".into());
        }
    }
    let mut rows = Vec::new();
    for name in ORDER {
        let wanted = if all {
            name != "EchoPoints" || task == Task::B
        } else {
            asked.contains(&name)
        };
        if wanted {
            let way = way(name, &ways)?;
            rows.push(Row { name, way });
        }
    }
    Ok(rows)
}

fn way(name: &str, ways: &Map<String, Value>) -> Outcome<Way> {
    Ok(match name {
        "CopyOwnDoc" => Way::Copy,
        "EchoPoints" => Way::Echo,
        "Truth" => Way::Truth,
        _ => {
            let said = ways
                .get(name)
                .cloned()
                .ok_or_else(|| format!("assets/rows.json does not say what {name} is"))?;
            let method = serde_json::from_value(said)
                .map_err(|cause| format!("assets/rows.json, {name}: {cause}"))?;
            Way::Drafted {
                method,
                another: name == "WrongAuthor",
                oracle: name == "Oracle",
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_way_and_longhand_is_the_product() {
        let rows = chosen("all", Task::B).unwrap();
        assert_eq!(rows.len(), ORDER.len());
        assert_eq!(chosen("all", Task::P).unwrap().len(), ORDER.len() - 1);
        let longhand = rows.iter().find(|row| row.name == "Longhand").unwrap();
        assert!(matches!(longhand.way, Way::Drafted { method, .. } if method == Method::default()));
        assert!(chosen("Longhand,Nonsense", Task::P).is_err());
        assert!(chosen("EchoPoints", Task::P).is_err());
    }
}
