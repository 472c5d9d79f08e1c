//! The command line: what can be said, and what each word does. A contract; see the README.

mod draft;
mod job;
mod model;
mod out;
mod reading;
mod replay;
mod say;
mod say_draft;
mod say_model;
mod say_replay;
mod say_status;
mod say_voice;
mod units;
mod words;

use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use domain::{Error, ErrorCode, Result};
use engine::Engine;
use tokio::runtime::{Handle, Runtime};

use crate::dialog_answers::Answers;
use crate::{environment, window};
use say::Say;
use words::{Line, Word};

/// How a command ended, as the contract numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Done = 0,
    Failed = 1,
    WrongUse = 2,
    Stopped = 130,
}

/// Does what the arguments of this process say.
pub(crate) fn run() -> ExitCode {
    let line = Line::parse();
    keep_a_log();
    let say = Say {
        json: line.common.json,
        quiet: line.common.quiet,
    };
    let ended = obey(line, say).unwrap_or_else(|error| {
        say.error(&error);
        Ended::Failed
    });
    let ended = match out::failure() {
        Some(cause) => {
            let output = Path::new("standard output");
            say.error(&Error::io("writing the result", output, cause));
            Ended::Failed
        }
        None => ended,
    };
    ExitCode::from(ended as u8)
}

fn obey(line: Line, say: Say) -> Result<Ended> {
    let setup = environment::setup(line.common.data_dir, line.common.model)?;
    let Some(word) = line.word else {
        environment::display()?;
        let answers = Answers {
            pick_source: line.pick_source,
            save_in: line.save_in,
        };
        window::open(setup, answers)?;
        return Ok(Ended::Done);
    };
    let runtime = Runtime::new().map_err(|cause| {
        Error::new(
            ErrorCode::Io,
            format!("Longhand could not start its threads ({cause})"),
        )
    })?;
    let handle = runtime.handle().clone();
    let ended = match word {
        Word::Status => say.status(&Engine::open_to_read(setup, handle)?.status()?),
        Word::Search(sought) => {
            let engine = Engine::open_to_read(setup, handle)?;
            say.hits(&engine.search(sought.search(&sought.line()))?)
        }
        Word::Voice { kind, to } => {
            say.voice(&Engine::open_to_read(setup, handle)?.voice(kind, to.as_deref())?)
        }
        Word::Me { who } if who.is_empty() => say.me(&Engine::open_to_read(setup, handle)?.me()?),
        Word::Model { word } => model::obey(word, setup, say, &handle)?,
        word => write(word, &Engine::open(setup, handle.clone())?, say, &handle)?,
    };
    Ok(ended)
}

/// The words that need the data folder for themselves.
fn write(word: Word, engine: &Engine, say: Say, runtime: &Handle) -> Result<Ended> {
    match word {
        Word::Add { paths, kind } => reading::add(engine, &paths, kind, say, runtime),
        Word::Me { who } => {
            engine.set_me(who)?;
            Ok(say.me(&engine.me()?))
        }
        Word::Draft(wanted) => draft::draft(engine, *wanted, say, runtime),
        Word::Replay { kind, last } => replay::replay(engine, kind, last as usize, say, runtime),
        Word::Watch => reading::watch(engine, say, runtime),
        Word::Forget {
            path: Some(path), ..
        } => {
            let before = engine.forget(&path)?;
            Ok(say.forgotten(&path.display().to_string(), before, engine.kept()))
        }
        Word::Forget { .. } => {
            let before = engine.forget_all()?;
            Ok(say.forgotten("everything", before, engine.kept()))
        }
        Word::Status | Word::Search(_) | Word::Voice { .. } | Word::Model { .. } => {
            Ok(Ended::WrongUse)
        }
    }
}

/// Numbers and names of stages, never a word of the user's; only where it was asked for.
fn keep_a_log() {
    if std::env::var_os("LONGHAND_LOG").is_some() {
        tracing_subscriber::fmt()
            .with_writer(std::io::stderr)
            .init();
    }
}
