//! The paper's table: how near drafts come to what their authors wrote, row by row.
//!
//! People's texts are drafted again by the engine of the product, from what they wrote before, and held against what they
//! wrote (method, section 4). A row is a way through the stages, or a text that needs no model. What is made is kept line
//! by line, so that a run can be stopped and goes on where it was.

mod case_list;
mod corpus;
mod dates;
mod given;
mod home;
mod kept;
mod parts;
mod protocol;
mod rows;
mod scores;
mod spread;
mod table;
#[cfg(test)]
mod testing;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use clap::builder::RangedU64ValueParser;
use domain::Kind;
use engine::{WorkerWord, serve_worker};

use crate::given::Task;
use crate::home::Home;
use crate::kept::{Kept, Line, RunFacts};
use crate::protocol::{Case, Drawn};
use crate::rows::{Row, Way};

/// What goes wrong is said in a line.
pub(crate) type Outcome<T> = Result<T, String>;

/// Drafts people's texts again and holds them against what they wrote.
#[derive(Parser, Debug)]
struct Words {
    /// A folder of authors, each a folder of JSON files; or a folder of such folders, with --kind.
    #[arg(long)]
    corpus: PathBuf,
    /// A model file (GGUF).
    #[arg(long)]
    model: PathBuf,
    /// P: go on from the first 150 characters. B: from a brief.
    #[arg(long, default_value = "P")]
    task: Task,
    /// email, review, post or note; else taken from the name of the folder.
    #[arg(long)]
    kind: Option<Kind>,
    /// all, or names of rows with commas between.
    #[arg(long, default_value = "all")]
    rows: String,
    /// How many authors, drawn by lot.
    #[arg(long, default_value_t = 10, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    authors: usize,
    /// How many documents of each.
    #[arg(long, default_value_t = 2, value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    documents: usize,
    /// The same seed draws the same authors and writes the same drafts.
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// Where tables and raw outputs go.
    #[arg(long, default_value = "quality-out")]
    out: PathBuf,
}

fn main() -> ExitCode {
    let word = std::env::args().nth(1);
    if let Some(worker) = word.as_deref().and_then(WorkerWord::of) {
        return match serve_worker(worker) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    match run(&Words::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            note(&format!("error: {trouble}"));
            ExitCode::FAILURE
        }
    }
}

fn run(words: &Words) -> Outcome<()> {
    let (folder, kind) = corpus::place(&words.corpus, words.kind)?;
    let rows = rows::chosen(&words.rows, words.task)?;
    let corpus = corpus::read(&folder, kind)?;
    let mut remarks = corpus.remarks;
    remarks.iter().for_each(|remark| note(remark));
    let Drawn { cases, left_out } = protocol::cases(
        corpus.authors,
        words.task,
        kind,
        words.authors,
        words.documents,
        words.seed,
    )?;
    if let Some(who) = left_out.said() {
        note(&who);
        remarks.push(who);
    }
    note("taking the checksum of the model");
    let facts = RunFacts::of(words, kind, &cases)?;
    let mut kept = Kept::open(&words.out, &facts)?;
    case_list::write(&words.out, &cases)?;
    let room = room(&words.out)?;
    make_missing(words, kind, &rows, &cases, &mut kept, &room)?;
    // No library is in use any more.
    fs::remove_dir_all(&room).map_err(|cause| format!("{}: {cause}", room.display()))?;
    table::write(&words.out, &facts, &rows, &cases, &kept, &remarks)
}

/// Makes the texts that are not kept yet, one after the other.
fn make_missing(
    words: &Words,
    kind: Kind,
    rows: &[Row],
    cases: &[Case],
    kept: &mut Kept,
    room: &Path,
) -> Outcome<()> {
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|cause| format!("threads could not be started: {cause}"))?;
    let all = cases.len() * rows.len();
    let missing = |kept: &Kept, case: &Case| -> Vec<&Row> {
        let there = |row: &&Row| kept.find(&row.name, case).is_none();
        rows.iter().filter(there).collect()
    };
    let mut left: usize = cases.iter().map(|case| missing(kept, case).len()).sum();
    note(&format!(
        "{all} texts, of which {left} are still to be made"
    ));
    if left > 0 && kept.by_another {
        return Err(format!(
            "{} was begun by another build of this program, whose drafts are not this one's; name another folder with --out",
            words.out.display()
        ));
    }
    let (begun, mut made) = (Instant::now(), 0_usize);
    for case in cases {
        let open = missing(kept, case);
        for other in [false, true] {
            let of_these = open.iter().filter(|row| row.way.is_of_another() == other);
            let mut home: Option<Home> = None;
            for row in of_these {
                if home.is_none() && row.way.is_drafted() {
                    let history = if other {
                        &case.other.history
                    } else {
                        &case.history
                    };
                    home = Some(Home::make(
                        history,
                        kind,
                        &words.model,
                        room,
                        runtime.handle(),
                    )?);
                }
                let line = make(row, case, home.as_ref(), words)?;
                kept.add(line)?;
                (made, left) = (made + 1, left - 1);
                let minutes = begun.elapsed().as_secs_f64() / 60.0 / made as f64 * left as f64;
                note(&format!(
                    "{} of {all}: {} {}; about {minutes:.0} min left",
                    all - left,
                    row.name,
                    case.id
                ));
            }
        }
    }
    Ok(())
}

/// Where libraries are made, without what a run that was stopped left there.
fn room(out: &Path) -> Outcome<PathBuf> {
    let room = out.join("quality-libraries");
    let failed = |cause: io::Error| format!("{}: {cause}", room.display());
    if room.exists() {
        fs::remove_dir_all(&room).map_err(failed)?;
    }
    fs::create_dir(&room).map_err(failed)?;
    Ok(room)
}

/// One row's text for one case.
fn make(row: &Row, case: &Case, home: Option<&Home>, words: &Words) -> Outcome<Line> {
    let mut line = Line::empty(words.task, &row.name, case, words.seed);
    match (&row.way, home) {
        (Way::Drafted(drafted), Some(home)) => {
            let mut drafted = *drafted;
            drafted.method.enough_words = Some(case.enough_words);
            home.draft(case, drafted, words.seed, &mut line)?;
        }
        (Way::Drafted(_), None) => return Err("a draft needs a library".into()),
        (Way::Truth, _) => line.text = case.target.clone(),
        (Way::Copy, _) => {
            line.text = case.copy.text.clone();
            line.sources.push(case.copy.id.clone());
            line.passages.push(case.copy.text.clone());
        }
        (Way::Echo, _) => line.text = case.brief.points.join(". "),
    }
    Ok(line)
}

/// A line for the one who looks on.
#[expect(
    clippy::print_stderr,
    reason = "progress is what standard error is for"
)]
fn note(line: &str) {
    eprintln!("{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_authors_and_no_documents_cannot_be_asked_for() {
        let words = |more: [&str; 2]| {
            let asked = ["quality", "--corpus", "texts", "--model", "m.gguf"];
            Words::try_parse_from(asked.into_iter().chain(more))
        };
        assert!(words(["--authors", "0"]).is_err() && words(["--documents", "0"]).is_err());
        let one = words(["--authors", "1"]).unwrap();
        assert_eq!((one.authors, one.documents), (1, 2));
    }
}
