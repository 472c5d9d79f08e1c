//! What is told on standard output: a line a target, and tables; for people or, with `--json`, for programs.

use std::io::{Write, stderr, stdout};

use serde_json::{Value, json};

use crate::trouble::Trouble;

/// What a target asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Goal {
    /// The ratio is at least so much.
    Ratio(f64),
    /// The ratio is at most so much.
    RatioAtMost(f64),
    /// Ours is at most so much.
    AtMost(f64),
    /// There is none: it only sets the scale.
    None,
}

impl Goal {
    fn met(self, ours: f64, ratio: Option<f64>) -> Option<bool> {
        match self {
            Goal::Ratio(least) => ratio.map(|ratio| ratio >= least),
            Goal::RatioAtMost(most) => ratio.map(|ratio| ratio <= most),
            Goal::AtMost(most) => Some(ours <= most),
            Goal::None => None,
        }
    }

    fn words(self) -> Option<String> {
        match self {
            Goal::Ratio(least) => Some(format!("ratio >= {least}")),
            Goal::RatioAtMost(most) => Some(format!("ratio <= {most}")),
            Goal::AtMost(most) => Some(format!("<= {most}")),
            Goal::None => None,
        }
    }
}

/// One figure of a target.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) target: u8,
    pub(crate) what: String,
    pub(crate) ours: f64,
    /// What it is held against, where there is something.
    pub(crate) anchor: Option<f64>,
    pub(crate) unit: &'static str,
    pub(crate) ratio: Option<f64>,
    pub(crate) goal: Goal,
    /// From how many repeats.
    pub(crate) repeats: usize,
}

/// Where everything is told.
#[derive(Debug)]
pub(crate) struct Report {
    json: bool,
    /// Figures that did not meet their goal, and those that were not measured.
    pub(crate) open: Vec<String>,
}

impl Report {
    pub(crate) fn new(json: bool) -> Self {
        let open = Vec::new();
        Self { json, open }
    }

    /// A figure that was measured.
    pub(crate) fn figure(&mut self, figure: &Figure) {
        let met = figure.goal.met(figure.ours, figure.ratio);
        if met == Some(false) {
            self.open
                .push(format!("{} {}: missed", figure.target, figure.what));
        }
        if self.json {
            return line(&as_json(figure, met).to_string());
        }
        line(&as_words(figure, met));
    }

    /// A figure that could not be measured, and why.
    pub(crate) fn not_measured(&mut self, target: u8, what: &str, why: &Trouble) {
        self.open.push(format!("{target} {what}: not measured"));
        if self.json {
            let (none, why) = (Value::Null, &why.0);
            let told = json!({"target": target, "what": what, "ours": none, "anchor": none, "unit": none,
                "ratio": none, "not_measured": why});
            return line(&told.to_string());
        }
        line(&format!("{target:>3}  {what}: not measured ({why})"));
    }

    /// A table; every row has a cell for each column.
    pub(crate) fn table(&mut self, title: &str, columns: &[&str], rows: &[Vec<String>]) {
        if self.json {
            let table = json!({"table": title, "columns": columns, "rows": rows});
            return line(&table.to_string());
        }
        line(&format!("\n{title}"));
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let heads = columns.get(column).map(|head| head.chars().count());
            cells
                .map(|cell| cell.chars().count())
                .chain(heads)
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns.len()).map(width).collect();
        let lay = |cells: &mut dyn Iterator<Item = &str>| {
            let laid = cells.zip(&widths).enumerate().map(|(at, (cell, width))| {
                if at == 0 {
                    format!("{cell:<width$}")
                } else {
                    format!("{cell:>width$}")
                }
            });
            format!("  {}", laid.collect::<Vec<_>>().join("  "))
        };
        line(lay(&mut columns.iter().copied()).trim_end());
        for row in rows {
            line(lay(&mut row.iter().map(String::as_str)).trim_end());
        }
        line("");
    }
}

/// What is going on, on standard error: it is no result.
pub(crate) fn note(text: &str) {
    let _ = writeln!(stderr(), "{text}");
}

fn line(text: &str) {
    let mut out = stdout().lock();
    // A closed pipe is no reason to fail: nobody is reading.
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}

fn as_json(figure: &Figure, met: Option<bool>) -> Value {
    json!({
        "target": figure.target,
        "what": figure.what,
        "ours": rounded(figure.ours),
        "anchor": figure.anchor.map(rounded),
        "unit": figure.unit,
        "ratio": figure.ratio.map(rounded),
        "goal": figure.goal.words(),
        "met": met,
        "repeats": figure.repeats,
    })
}

fn as_words(figure: &Figure, met: Option<bool>) -> String {
    let mut text = format!(
        "{:>3}  {}: {} {}",
        figure.target,
        figure.what,
        short(figure.ours),
        figure.unit
    );
    if let Some(anchor) = figure.anchor {
        text.push_str(&format!(" against {}", short(anchor)));
    }
    if let Some(ratio) = figure.ratio {
        text.push_str(&format!(", ratio {}", short(ratio)));
    }
    if let (Some(goal), Some(met)) = (figure.goal.words(), met) {
        let word = if met { "met" } else { "MISSED" };
        text.push_str(&format!(" (goal {goal}: {word})"));
    }
    text
}

/// As many digits as mean something.
pub(crate) fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 1000.0 => format!("{value:.0}"),
        size if size >= 100.0 => format!("{value:.1}"),
        size if size >= 10.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(goal: Goal) -> Figure {
        Figure {
            target: 1,
            what: "decode".into(),
            ours: 96.0,
            anchor: Some(100.0),
            unit: "tokens/s",
            ratio: Some(0.96),
            goal,
            repeats: 5,
        }
    }

    #[test]
    fn a_missed_goal_stays_open() {
        let mut report = Report::new(true);
        report.figure(&figure(Goal::Ratio(0.95)));
        report.figure(&figure(Goal::AtMost(96.0)));
        assert!(report.open.is_empty());
        report.figure(&figure(Goal::Ratio(0.97)));
        report.not_measured(2, "prefill", &"no model".into());
        assert_eq!(report.open.len(), 2);
    }

    #[test]
    fn a_line_has_what_the_house_asks_for() {
        let told = as_json(&figure(Goal::None), None);
        for key in ["target", "what", "ours", "anchor", "unit", "ratio"] {
            assert!(!told[key].is_null(), "{key}");
        }
        let words = as_words(&figure(Goal::Ratio(0.97)), Some(false));
        assert_eq!(
            words,
            "  1  decode: 96.00 tokens/s against 100.0, ratio 0.960 (goal ratio >= 0.97: MISSED)"
        );
    }
}
