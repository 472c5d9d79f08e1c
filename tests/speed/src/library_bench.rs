//! What the library costs with ever more documents: targets 6 to 9 and 14, and how often a search finds what belongs
//! together.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use clap::Args;
use engine::{Engine, Search};
use serde::Deserialize;
use tokio::runtime::Handle;

use crate::changed::Text;
use crate::library::{self, Library};
use crate::place::{Place, said};
use crate::report::{Figure, Goal, Report, note};
use crate::stats::{Chance, Pairs, median, percentile};
use crate::trouble::{Outcome, Trouble};
use crate::{recall, saving};

/// Hits that a search is asked for.
const TOP: usize = 50;
/// GPT4All's LocalDocs reads 500 to 3,500 words a second by its own account; held against the faster.
const LOCAL_DOCS: f64 = 3_500.0;

/// What is wanted.
#[derive(Debug, Args)]
pub(crate) struct Wanted {
    /// How many documents, one library after the other; growth is that of the last against the first.
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000")]
    sizes: Vec<usize>,
    /// How many queries are searched for, and how many files saved.
    #[arg(long, default_value_t = 200)]
    queries: usize,
    /// How many files are saved at each size.
    #[arg(long, default_value_t = 40)]
    saves: usize,
    /// How often reading is measured.
    #[arg(long, default_value_t = 3)]
    repeats: usize,
}

/// What is measured at each size.
struct Row {
    documents: u64,
    search_ms: Vec<f64>,
    start_ms: Vec<f64>,
    saved_ms: Vec<f64>,
}

/// Measures all.
pub(crate) fn run(
    place: &Place,
    wanted: &Wanted,
    runtime: &Handle,
    report: &mut Report,
) -> Outcome<()> {
    let mut rows = Vec::new();
    let sizes = wanted.sizes.iter();
    let mut libraries = sizes
        .map(|size| library::of_size(place, *size))
        .collect::<Outcome<Vec<_>>>()?;
    libraries.push(library::of_targets(place)?);
    libraries.sort_by_key(|library| library.documents);
    for library in libraries {
        let size = library.size();
        note(&size);
        let queries = queries(&library, wanted.queries)?;
        let outcome = lexical(place, &library, &queries, report);
        tell(report, 6, "lexical search", outcome);
        let outcome = reading(place, &library, wanted.repeats, report);
        tell(report, 7, "reading", outcome);
        let outcome = caches(&library, report);
        tell(report, 14, "caches on the disk", outcome);
        let (start_ms, search_ms) = searching(place, &library, &queries, runtime)?;
        let saved = saving::measure(place, &library, wanted.saves, runtime);
        let saved_ms = saved.unwrap_or_else(|why| {
            report.not_measured(8, "saved file to found", &why);
            Vec::new()
        });
        percentile_figure(
            report,
            6,
            &format!("search as `longhand search` does it, top {TOP}, p95, {size}"),
            &search_ms,
            if library.is_of_targets() {
                Goal::AtMost(10.0)
            } else {
                Goal::None
            },
        );
        if !saved_ms.is_empty() {
            percentile_figure(
                report,
                8,
                &format!("saved file to found, p95, {size}"),
                &saved_ms,
                Goal::AtMost(700.0),
            );
        }
        rows.push(Row {
            documents: library.documents,
            search_ms,
            start_ms,
            saved_ms,
        });
    }
    growth(&rows, report);
    let outcome = recall::measure(place, report);
    tell(report, 0, "recall", outcome);
    Ok(())
}

/// What cannot be measured is told, and the rest goes on.
fn tell(report: &mut Report, target: u8, what: &str, outcome: Outcome<()>) {
    if let Err(why) = outcome {
        report.not_measured(target, what, &why);
    }
}

fn percentile_figure(report: &mut Report, target: u8, what: &str, values: &[f64], goal: Goal) {
    report.figure(&Figure {
        target,
        what: what.to_owned(),
        ours: percentile(values, 95.0),
        anchor: None,
        unit: "ms",
        ratio: None,
        goal,
        repeats: values.len(),
    });
}

/// Twelve words in a row out of a text, as a brief has them.
fn queries(library: &Library, count: usize) -> Outcome<Vec<String>> {
    let plain = library.plain();
    let failed = |cause: std::io::Error| Trouble::at("reading", &plain, &cause);
    let lines = std::fs::read_to_string(&plain).map_err(failed)?;
    let lines: Vec<&str> = lines.lines().collect();
    let mut chance = Chance::new(11);
    let mut queries = Vec::new();
    for _ in 0..count * 2 {
        let line = lines
            .get(chance.below(lines.len()))
            .copied()
            .unwrap_or_default();
        let text: Text = serde_json::from_str(line)
            .map_err(|cause| Trouble::at("understanding", &plain, &cause))?;
        let words: Vec<&str> = text.text.split_whitespace().collect();
        if words.len() >= 12 && queries.len() < count {
            let from = chance.below(words.len() - 11);
            queries.push(words[from..from + 12].join(" "));
        }
    }
    Ok(queries)
}

#[derive(Deserialize)]
struct Both {
    ours: Vec<f64>,
    raw: Vec<f64>,
}

#[derive(Deserialize)]
struct Read {
    seconds: f64,
    words: f64,
}

fn beside<T: for<'de> Deserialize<'de>>(
    place: &Place,
    words: &[&dyn AsRef<std::ffi::OsStr>],
) -> Outcome<T> {
    let program = place
        .beside_tantivy
        .as_deref()
        .ok_or("the example beside_tantivy was not built")?;
    let text = said(Command::new(program).args(words))?;
    serde_json::from_str(&text).map_err(|cause| Trouble::at("understanding", program, &cause))
}

/// Each query in our index and in tantivy's own, in turns in one process.
fn lexical(
    place: &Place,
    library: &Library,
    queries: &[String],
    report: &mut Report,
) -> Outcome<()> {
    let folder = place.temporary("raw-")?;
    let raw = folder.path().join("index");
    let _: Read = beside(place, &[&"read", &library.plain(), &raw])?;
    let list = folder.path().join("queries");
    std::fs::write(&list, queries.join("\n"))
        .map_err(|cause| Trouble::at("writing", &list, &cause))?;
    let both: Both = beside(
        place,
        &[
            &"search",
            &raw,
            &library.data_dir.join("index"),
            &list,
            &TOP.to_string(),
        ],
    )?;
    let mut pairs = Pairs::default();
    both.ours
        .iter()
        .zip(&both.raw)
        .for_each(|(ours, raw)| pairs.push(*ours, *raw));
    report.figure(&Figure {
        target: 6,
        what: format!(
            "lexical search, top {TOP} of {}, against tantivy by itself",
            library.size()
        ),
        ours: median(&pairs.ours),
        anchor: Some(median(&pairs.anchor)),
        unit: "ms",
        ratio: Some(pairs.as_part()),
        goal: Goal::RatioAtMost(1.1),
        repeats: queries.len(),
    });
    Ok(())
}

/// Reading .txt, .md, .eml and .mbox from the disk to the index, against tantivy with the same texts in memory.
fn reading(place: &Place, library: &Library, repeats: usize, report: &mut Report) -> Outcome<()> {
    // As many pairs as take a bearable time: reading 100,000 documents is measured once.
    let repeats = if library.documents > 20_000 {
        1
    } else {
        repeats
    };
    let mut pairs = Pairs::default();
    let mut words = 0.0;
    for _ in 0..repeats {
        let folder = place.temporary("read-")?;
        let raw: Read = beside(
            place,
            &[&"read", &library.plain(), &folder.path().join("raw")],
        )?;
        words = raw.words;
        let started = Instant::now();
        library::read(place, &library.words(), &folder.path().join("data"))?;
        pairs.push(words / started.elapsed().as_secs_f64(), words / raw.seconds);
    }
    let mut figure = Figure {
        target: 7,
        what: format!(
            "reading {} documents (.txt .md .eml .mbox), {words:.0} words, against tantivy with the same texts in memory",
            library.documents
        ),
        ours: median(&pairs.ours),
        anchor: Some(median(&pairs.anchor)),
        unit: "words/s",
        ratio: Some(pairs.as_part()),
        goal: Goal::Ratio(0.6),
        repeats,
    };
    report.figure(&figure);
    figure.what = "reading, against what LocalDocs says of itself (not measured here)".to_owned();
    figure.anchor = Some(LOCAL_DOCS);
    figure.ratio = Some(figure.ours / LOCAL_DOCS);
    figure.goal = Goal::Ratio(100.0);
    report.figure(&figure);
    Ok(())
}

/// All that lies in the data folder and can be made anew, against the text that was read.
fn caches(library: &Library, report: &mut Report) -> Outcome<()> {
    let record = |name: &str| name.starts_with("record.sqlite");
    let mut caches = 0;
    let mut kept = 0;
    let failed = |cause: std::io::Error| Trouble::at("reading", &library.data_dir, &cause);
    for entry in std::fs::read_dir(&library.data_dir)
        .map_err(failed)?
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        // What the model has read has a bound of its own; its files are the user's to choose.
        if !matches!(name.as_str(), "lock" | "models" | "standing") {
            *(if record(&name) {
                &mut kept
            } else {
                &mut caches
            }) += size(&entry.path());
        }
    }
    let text = library.bytes as f64;
    for (what, bytes, goal) in [
        (
            "caches on the disk against the text that was read",
            caches,
            Goal::RatioAtMost(1.5),
        ),
        ("the record itself against it", kept, Goal::None),
    ] {
        report.figure(&Figure {
            target: 14,
            what: format!("{what}, {} documents", library.documents),
            ours: bytes as f64 / 1e6,
            anchor: Some(text / 1e6),
            unit: "MB",
            ratio: Some(bytes as f64 / text),
            goal,
            repeats: 1,
        });
    }
    Ok(())
}

fn size(path: &Path) -> u64 {
    let Ok(about) = std::fs::symlink_metadata(path) else {
        return 0;
    };
    if !about.is_dir() {
        return about.len();
    }
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| size(&entry.path())).sum()
}

/// Milliseconds to open the library up to its first hit, ten times, and of each query after that.
fn searching(
    place: &Place,
    library: &Library,
    queries: &[String],
    runtime: &Handle,
) -> Outcome<(Vec<f64>, Vec<f64>)> {
    let mut start_ms = Vec::new();
    for words in queries.iter().take(10) {
        let started = Instant::now();
        let engine = open(place, &library.data_dir, runtime)?;
        engine.overview()?;
        engine.search(Search {
            words,
            limit: 1,
            ..Search::default()
        })?;
        start_ms.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    let engine = open(place, &library.data_dir, runtime)?;
    let mut search_ms = Vec::new();
    for words in queries {
        let started = Instant::now();
        engine.search(Search {
            words,
            limit: TOP,
            ..Search::default()
        })?;
        search_ms.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    Ok((start_ms, search_ms))
}

/// The front door on `data_dir`; it drafts nothing.
pub(crate) fn open(place: &Place, data_dir: &Path, runtime: &Handle) -> Outcome<Engine> {
    place.engine(data_dir, "starter", runtime.clone())
}

/// What each thing costs with the most documents, against the fewest.
fn growth(rows: &[Row], report: &mut Report) {
    let [first, .., last] = rows else { return };
    for (what, of) in [
        ("search", (|row| &row.search_ms) as fn(&Row) -> &Vec<f64>),
        ("saved file to found", |row| &row.saved_ms),
        ("start, up to the first hit", |row| &row.start_ms),
    ] {
        let (few, many) = (median(of(first)), median(of(last)));
        report.figure(&Figure {
            target: 9,
            what: format!(
                "{what}, {} documents against {}",
                last.documents, first.documents
            ),
            ours: many,
            anchor: Some(few),
            unit: "ms",
            ratio: Some(many / few),
            goal: Goal::RatioAtMost(2.0),
            repeats: of(last).len(),
        });
    }
}
