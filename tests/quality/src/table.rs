//! The tables: means with their intervals, and the differences between rows on the same documents.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use likeness::Hands;
use serde_json::{Value, json};

use crate::Outcome;
use crate::kept::{Kept, RunFacts};
use crate::protocol::Case;
use crate::rows::Row;
use crate::scores;
use crate::spread::{Spread, spread};

/// The columns of the table that people read, in order.
const COLUMNS: [&str; 14] = [
    "rouge1_beyond",
    "points_kept",
    "bleu",
    "rouge1",
    "rouge2",
    "rougeL",
    "style_own",
    "style_gap",
    "delta",
    "copied_run",
    "copied_above_12",
    "repeats",
    "unsupported",
    "length_ratio",
];

/// Figures of one row by author and document, each by its name.
type Figures<'a> = BTreeMap<(&'a str, &'a str), BTreeMap<&'static str, f64>>;

/// Writes `table.json` and `table.md`, with `remarks` on what was taken from the corpus.
pub(crate) fn write(
    out: &Path,
    facts: &RunFacts,
    rows: &[Row],
    cases: &[Case],
    kept: &Kept,
    remarks: &[String],
) -> Outcome<()> {
    let mut all: Vec<(&str, Figures<'_>)> = rows
        .iter()
        .map(|row| (row.name.as_str(), Figures::new()))
        .collect();
    for case in cases {
        let others = case.strangers.iter().map(|hand| hand.pieces.clone());
        let hands = Hands::new(&case.reference.pieces, &others.collect::<Vec<_>>());
        for (row, figures) in &mut all {
            if let Some(line) = kept.find(row, case) {
                figures.insert((&case.author, &case.id), scores::of(line, &hands));
            }
        }
    }
    let means: Vec<(&str, BTreeMap<&str, Spread>)> = all
        .iter()
        .map(|(row, figures)| (*row, spreads(figures)))
        .collect();
    let rows_json: BTreeMap<&str, &BTreeMap<&str, Spread>> =
        means.iter().map(|(row, means)| (*row, means)).collect();
    let failed = failed(rows, cases, kept);
    let order: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let above: BTreeMap<&str, &str> = order.windows(2).map(|two| (two[1], two[0])).collect();
    let json = json!({
        "rows": rows_json,
        "paired": paired(&all),
        "order": order,
        "above_is": above,
        "failed": failed,
        "task": facts.task,
        "kind": facts.kind,
        "model": {"file": facts.model, "sha256": facts.sha256},
        "seed": facts.seed,
        "strangers": cases.iter().map(|case| case.strangers.len()).min(),
        "authors": facts.authors,
        "documents": facts.documents,
    });
    let pretty = serde_json::to_string_pretty(&json).map_err(|cause| cause.to_string())?;
    let unwritten = |cause: std::io::Error| format!("{}: {cause}", out.display());
    fs::write(out.join("table.json"), pretty + "\n").map_err(unwritten)?;
    let remarks: Vec<String> = remarks.iter().cloned().chain(said(&failed)).collect();
    let text = markdown(facts, &remarks, &means, &all);
    fs::write(out.join("table.md"), text).map_err(unwritten)
}

/// How many texts of each row did not come about.
fn failed<'a>(rows: &'a [Row], cases: &[Case], kept: &Kept) -> BTreeMap<&'a str, usize> {
    let count = |row: &Row| {
        let lines = cases.iter().filter_map(|case| kept.find(&row.name, case));
        lines.filter(|line| line.error.is_some()).count()
    };
    rows.iter()
        .map(|row| (row.name.as_str(), count(row)))
        .collect()
}

/// The same in a line; none where all came about.
fn said(failed: &BTreeMap<&str, usize>) -> Option<String> {
    let rows: Vec<String> = failed
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(row, count)| format!("{row} {count}"))
        .collect();
    let why = "texts that did not come about count as empty ones; raw.jsonl says why";
    (!rows.is_empty()).then(|| format!("{why}: {}", rows.join(", ")))
}

/// What is left of each row's figures after those of others on the same documents are taken away.
fn paired(all: &[(&str, Figures<'_>)]) -> serde_json::Map<String, Value> {
    let mut paired = serde_json::Map::new();
    for (at, (row, figures)) in all.iter().enumerate() {
        let named = |name: &str| all.iter().find(|other| other.0 == name && other.0 != *row);
        let above = at.checked_sub(1).map(|at| &all[at]);
        let held = [
            ("ImmedCtx", named("ImmedCtx")),
            ("WrongAuthor", named("WrongAuthor")),
            ("above", above),
        ];
        let mut against = serde_json::Map::new();
        for (name, other) in held {
            if let Some((_, other)) = other {
                against.insert(name.into(), json!(spreads(&less(figures, other))));
            }
        }
        paired.insert((*row).into(), Value::Object(against));
    }
    paired
}

fn spreads(figures: &Figures<'_>) -> BTreeMap<&'static str, Spread> {
    let named = |name: &'static str| {
        let one = figures
            .iter()
            .filter_map(|((author, _), scores)| Some((*author, *scores.get(name)?)));
        Some((name, spread(&one.collect::<Vec<_>>())?))
    };
    COLUMNS.into_iter().filter_map(named).collect()
}

/// The differences on the documents that both have.
fn less<'a>(one: &Figures<'a>, other: &Figures<'a>) -> Figures<'a> {
    let both = one.iter().filter_map(|(document, scores)| {
        let theirs = other.get(document)?;
        let differences = scores
            .iter()
            .filter_map(|(name, score)| Some((*name, score - theirs.get(name)?)));
        Some((*document, differences.collect()))
    });
    both.collect()
}

fn markdown(
    facts: &RunFacts,
    remarks: &[String],
    means: &[(&str, BTreeMap<&str, Spread>)],
    all: &[(&str, Figures<'_>)],
) -> String {
    let columns: Vec<&str> = COLUMNS
        .into_iter()
        .filter(|name| means.iter().any(|(_, row)| row.contains_key(name)))
        .collect();
    let mut text = format!(
        "# Task {}, {}, {}\n\n{} authors, {} documents, seed {}; sha256 of the model {}. Each figure is the mean, with the 95% \
         interval over authors.\n\n",
        facts.task,
        facts.kind,
        facts.model,
        facts.authors.len(),
        facts.documents.len(),
        facts.seed,
        facts.sha256
    );
    for remark in remarks {
        text.push_str(&format!("{remark}.\n\n"));
    }
    head(&mut text, &columns);
    for (row, figures) in means {
        line(&mut text, row, &columns, figures);
    }
    for against in ["ImmedCtx", "WrongAuthor"] {
        let Some((_, other)) = all.iter().find(|(row, _)| *row == against) else {
            continue;
        };
        text.push_str(&format!("\n## Less {against}, on the same documents\n\n"));
        head(&mut text, &columns);
        for (row, figures) in all.iter().filter(|(row, _)| *row != against) {
            line(&mut text, row, &columns, &spreads(&less(figures, other)));
        }
    }
    text
}

fn head(text: &mut String, columns: &[&str]) {
    text.push_str(&format!(
        "| row | {} |\n|---|{}\n",
        columns.join(" | "),
        "---|".repeat(columns.len())
    ));
}

fn line(text: &mut String, row: &str, columns: &[&str], figures: &BTreeMap<&str, Spread>) {
    let cell = |name: &&str| {
        let spread = figures.get(*name);
        spread.map_or_else(String::new, |one| {
            format!("{:.2} ({:.2} to {:.2})", one.mean, one.low, one.high)
        })
    };
    let cells: Vec<String> = columns.iter().map(cell).collect();
    text.push_str(&format!("| {row} | {} |\n", cells.join(" | ")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::Task;
    use crate::kept::Line;
    use crate::protocol::{LeftOut, cases};
    use crate::rows::chosen;
    use crate::testing::author;

    fn facts() -> RunFacts {
        serde_json::from_value(json!({
            "task": "P", "kind": "post", "model": "m.gguf", "sha256": "0f", "seed": 1, "authors": ["ada"],
            "documents": ["ada/1"], "rows": "", "program": "", "texts": "",
        }))
        .unwrap()
    }

    #[test]
    fn whoever_is_left_out_is_named_above_the_table() {
        let facts = facts();
        let table = |names: &[&str]| {
            let left_out = LeftOut {
                names: names.iter().map(|name| (*name).to_owned()).collect(),
                of: 2,
                documents: 1,
            };
            let remarks: Vec<String> = left_out.said().into_iter().collect();
            markdown(&facts, &remarks, &[], &[])
        };
        let said =
            "1 of 2 authors have written too little for a document each, and are left out: ben.";
        assert!(table(&["ben"]).contains(&format!("over authors.\n\n{said}\n\n| row")));
        assert!(!table(&[]).contains("left out"));
    }

    #[test]
    fn what_did_not_come_about_is_counted_and_the_rows_stand_in_their_order() {
        let authors = ["ada", "ben", "cleo"].map(|name| author(name, 12)).to_vec();
        let cases = cases(authors, Task::P, domain::Kind::Post, 3, 1, 1)
            .unwrap()
            .cases;
        let rows = chosen("Truth,ImmedCtx,Longhand", Task::P).unwrap();
        let out = tempfile::tempdir().unwrap();
        let mut kept = Kept::open(out.path(), &facts()).unwrap();
        for case in &cases {
            for row in &rows {
                let mut line = Line::empty(Task::P, &row.name, case, 1);
                line.error = (row.name == "Longhand" && case.author != "ada").then(|| "no".into());
                kept.add(line).unwrap();
            }
        }
        write(out.path(), &facts(), &rows, &cases, &kept, &[]).unwrap();
        let read = |name: &str| fs::read_to_string(out.path().join(name)).unwrap();
        let table: Value = serde_json::from_str(&read("table.json")).unwrap();
        assert_eq!(table["order"], json!(["ImmedCtx", "Longhand", "Truth"]));
        assert_eq!(
            table["above_is"],
            json!({"Longhand": "ImmedCtx", "Truth": "Longhand"})
        );
        assert_eq!(
            table["failed"],
            json!({"ImmedCtx": 0, "Longhand": 2, "Truth": 0})
        );
        assert!(table["paired"]["Truth"]["above"]["bleu"]["mean"].is_number());
        assert!(read("table.md").contains("raw.jsonl says why: Longhand 2.\n"));
        assert_eq!(said(&BTreeMap::from([("Truth", 0)])), None);
    }
}
