//! A data folder of its own for one history, read and drafted from by the engine as the product does it.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use domain::{DraftEvent, ErrorCode, Kind, Outcome as Ending, Wish};
use engine::{Engine, Manner, ReadingEvent, Setup};
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::runtime::Handle;

use crate::Outcome;
use crate::corpus::Text;
use crate::dates::When;
use crate::kept::Line;
use crate::protocol::Case;
use crate::rows::Drafted;

/// Whose mails they are.
const ME: &str = "me@writer.example.org";
/// A fact that is longer is a sentence to the reader.
const LONGEST_FACT: usize = 200;
/// Nothing takes longer than this.
const PATIENCE: Duration = Duration::from_secs(1_200);

/// An engine on a library that holds one history and nothing else.
pub(crate) struct Home {
    engine: Engine,
    /// The name of each file, and the document that is in it.
    files: Vec<(String, String)>,
    /// How many of them are in the library.
    taken: u32,
    _folder: TempDir,
}

impl Home {
    /// Writes `history` to files of the sort that people have, in a folder of its own in `room`, and has the engine read
    /// them.
    pub(crate) fn make(
        history: &[Text],
        kind: Kind,
        model: &Path,
        room: &Path,
        runtime: &Handle,
    ) -> Outcome<Self> {
        let failed = |cause: std::io::Error| format!("writing a library: {cause}");
        let folder = tempfile::tempdir_in(room).map_err(failed)?;
        let texts = folder.path().join("texts");
        fs::create_dir(&texts).map_err(failed)?;
        let mut files = Vec::new();
        for (at, text) in history.iter().enumerate() {
            let (name, content) = file(at, text, kind);
            fs::write(texts.join(&name), content).map_err(failed)?;
            files.push((name, text.id.clone()));
        }
        let program = std::env::current_exe().map_err(failed)?;
        let setup = Setup {
            data_dir: folder.path().join("data"),
            program,
            model: Some(model.display().to_string()),
            model_folders: Vec::new(),
            memory: None,
            sample_library: None,
            now: Timestamp::now,
        };
        let engine = Engine::open(setup, runtime.clone()).map_err(|error| error.to_string())?;
        engine
            .set_me(vec![ME.into()])
            .map_err(|error| error.to_string())?;
        let (tell, told) = channel();
        let sink = Box::new(move |event| {
            if let ReadingEvent::Ended { summary, error } = event {
                let _ = tell.send((summary.documents, error));
            }
        });
        engine
            .add(&texts, Some(kind), sink)
            .map_err(|error| error.to_string())?;
        let taken = match told.recv_timeout(PATIENCE) {
            Ok((taken, None)) => taken,
            Ok((_, Some(error))) => return Err(error.to_string()),
            Err(_) => return Err("reading a history did not end".into()),
        };
        Ok(Self {
            engine,
            files,
            taken,
            _folder: folder,
        })
    }

    /// Drafts `case` as a row says and writes into `line` what came of it. That the model finds no words is a result; a draft
    /// from a history of which nothing was read would not be one of its row.
    pub(crate) fn draft(
        &self,
        case: &Case,
        drafted: Drafted,
        seed: u32,
        line: &mut Line,
    ) -> Outcome<()> {
        line.history = Some(self.taken);
        line.error = unread(self.files.len(), self.taken);
        if line.error.is_some() {
            return Ok(());
        }
        let manner = Manner {
            seed: Some(seed),
            candidates: drafted.candidates,
            method: Some(drafted.method),
            sketch: drafted.oracle.then(|| case.target.clone()),
            ..Manner::default()
        };
        let (tell, told) = channel();
        let sink = Box::new(move |event| {
            let _ = tell.send(event);
        });
        let begun = self
            .engine
            .start_draft(case.brief.clone(), Wish::default(), manner, sink);
        if let Err(error) = begun {
            return failed(error, case, line);
        }
        loop {
            match next(&told, case)? {
                DraftEvent::Stage { stage, ms } => {
                    line.ms.insert(format!("{stage:?}").to_lowercase(), ms);
                }
                DraftEvent::Sources { sources } => {
                    for source in sources {
                        line.sources.push(self.id_of(&source.path));
                        line.passages.push(source.text);
                    }
                }
                // What is said again of past pieces is their words as well.
                DraftEvent::Summary { snippets } => {
                    for snippet in snippets {
                        let opened = self.engine.open_document(snippet.id);
                        let opened = opened.map_err(|error| error.to_string())?;
                        line.sources.push(self.id_of(&opened.path));
                        line.passages.push(snippet.text);
                    }
                }
                DraftEvent::Ended {
                    outcome,
                    text,
                    error,
                    first_token_ms,
                    ..
                } => {
                    if let Some(ms) = first_token_ms {
                        line.ms.insert("first_word".into(), ms);
                    }
                    let after = text.strip_prefix(&case.brief.start).unwrap_or(&text);
                    line.text = after.trim().to_owned();
                    return match (outcome, error) {
                        (Ending::Failed, Some(error)) => failed(error, case, line),
                        _ => Ok(()),
                    };
                }
                _ => {}
            }
        }
    }

    fn id_of(&self, path: &str) -> String {
        let is_it = |file: &&(String, String)| path.ends_with(&file.0);
        let id = self.files.iter().find(is_it).map(|file| file.1.clone());
        id.unwrap_or_else(|| path.to_owned())
    }
}

/// What is wrong where of so many `texts` none was `taken`.
fn unread(texts: usize, taken: u32) -> Option<String> {
    let trouble = || format!("none of the {texts} texts of the history was read into the library");
    (texts > 0 && taken == 0).then(trouble)
}

/// The next event of the draft of `case`.
fn next(told: &Receiver<DraftEvent>, case: &Case) -> Outcome<DraftEvent> {
    told.recv_timeout(PATIENCE).map_err(|error| match error {
        RecvTimeoutError::Timeout => format!("{} took too long", case.id),
        RecvTimeoutError::Disconnected => "a draft never ended".into(),
    })
}

/// Takes down that there is no text. A brief that cannot be drafted is a result; a worker that died or a full disk says
/// nothing about a row.
fn failed(error: domain::Error, case: &Case, line: &mut Line) -> Outcome<()> {
    if !matches!(error.code, ErrorCode::BadInput | ErrorCode::PromptTooLong) {
        return Err(format!("{}: {error}", case.id));
    }
    line.error = Some(error.what);
    Ok(())
}

/// `value` as a fact at the top of a file: no longer than the reader takes for one.
fn fact(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST_FACT).collect()
}

/// Name and content of the file for one document: a mail, or a plain text with its facts on top.
fn file(at: usize, text: &Text, kind: Kind) -> (String, String) {
    let title = fact(&text.title);
    // What has no date keeps its place: it stands only among others of its like.
    let placed = || Timestamp::from_second(at as i64).unwrap_or_default();
    let date = text.when().and_then(When::begins).unwrap_or_else(placed);
    if kind == Kind::Email {
        let date = date.strftime("%a, %d %b %Y %H:%M:%S +0000");
        let content = format!(
            "From: {ME}\nSubject: {title}\nDate: {date}\nMIME-Version: 1.0\n\
             Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}\n",
            text.text
        );
        return (format!("{at:05}.eml"), content);
    }
    let mut content = String::new();
    let facts = [
        ("Title", title),
        ("About", fact(&text.product())),
        ("Rating", text.rating()),
        ("Date", date.to_string()),
    ];
    // A text without a title says so; otherwise the reader would look for one.
    for (key, value) in facts {
        if !value.is_empty() || key == "Title" {
            content.push_str(&format!("{key}: {value}\n"));
        }
    }
    (
        format!("{at:05}.txt"),
        format!("{content}\n{}\n", text.text),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::text;

    #[test]
    fn a_history_of_which_nothing_was_read_is_told_from_an_empty_one() {
        let said = "none of the 3 texts of the history was read into the library";
        assert_eq!(unread(3, 0).as_deref(), Some(said));
        assert_eq!((unread(3, 1), unread(0, 0)), (None, None));
    }

    #[test]
    fn texts_without_a_date_keep_their_order_in_the_library() {
        let date = |at: usize, date: &str| {
            let (_, content) = file(at, &text("ada", at, date), Kind::Post);
            let line = content.lines().find_map(|line| line.strip_prefix("Date: "));
            line.unwrap().to_owned()
        };
        assert_eq!(date(7, "2004-05-24"), "2004-05-24T00:00:00Z");
        assert_eq!(date(7, ""), "1970-01-01T00:00:07Z");
    }
}
