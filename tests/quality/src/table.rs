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

/// Writes `table.json` and `table.md`.
pub(crate) fn write(
    out: &Path,
    facts: &RunFacts,
    rows: &[Row],
    cases: &[Case],
    kept: &Kept,
) -> Outcome<()> {
    let mut all: Vec<(&str, Figures<'_>)> = rows
        .iter()
        .map(|row| (row.name.as_str(), Figures::new()))
        .collect();
    for case in cases {
        let hands = Hands::new(&case.reference, &case.strangers);
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
    let rows_json: BTreeMap<&str, &BTreeMap<&str, Spread>> =
        means.iter().map(|(row, means)| (*row, means)).collect();
    let json = json!({
        "rows": rows_json,
        "paired": paired,
        "task": facts.task,
        "kind": facts.kind,
        "model": {"file": facts.model, "sha256": facts.sha256},
        "seed": facts.seed,
        "strangers": cases.iter().map(|case| case.strangers.len()).min(),
        "authors": facts.authors,
        "documents": facts.documents,
    });
    let pretty = serde_json::to_string_pretty(&json).map_err(|cause| cause.to_string())?;
    let failed = |cause: std::io::Error| format!("{}: {cause}", out.display());
    fs::write(out.join("table.json"), pretty + "\n").map_err(failed)?;
    fs::write(out.join("table.md"), markdown(facts, &means, &all)).map_err(failed)
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
