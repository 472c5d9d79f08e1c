//! The words of the command line and their options.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use domain::{Brief, Kind, Length, Ranking};
use engine::{MOST_CANDIDATES, Search};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Drafts in your own hand, on your own machine. Without a word it opens the window.
#[derive(Debug, Parser)]
#[command(name = "longhand", version, about, arg_required_else_help = false)]
pub(super) struct Line {
    #[command(flatten)]
    pub(super) common: Common,
    /// Answers the dialog for a folder or a file with this one; for tests of the window.
    #[arg(long = "pick-folder", hide = true, value_name = "PATH")]
    pub(super) pick_source: Option<PathBuf>,
    /// Answers the dialog for saving with this folder; for tests of the window.
    #[arg(long, hide = true, value_name = "DIR")]
    pub(super) save_in: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) word: Option<Word>,
}

#[derive(Debug, Args)]
pub(super) struct Common {
    /// Where the library is kept (default: longhand in your data folder).
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data_dir: Option<PathBuf>,
    /// The model: a name such as writer or starter, or any GGUF file.
    #[arg(long, global = true, value_name = "NAME|FILE")]
    pub(super) model: Option<String>,
    /// One JSON object a line.
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Only results and errors.
    #[arg(long, global = true)]
    pub(super) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Word {
    /// Read folders or mail archives, and say what was read and what was not.
    Add {
        /// Folders or files.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// What sort of text they hold, where it is not mail: email, review, post or note.
        #[arg(long)]
        kind: Option<Kind>,
    },
    /// Say who you are: addresses and names whose words are yours. Without any, show them.
    Me {
        /// Addresses or names.
        #[arg(value_parser = some_name)]
        who: Vec<String>,
    },
    /// Folders, files read, skipped and failed with reasons, documents by kind, health of the index.
    Status,
    /// Find documents by their words and by what they mean.
    Search(Sought),
    /// Write a draft in your own hand.
    Draft(Box<Wanted>),
    /// What it has learned of your voice.
    Voice {
        /// Of this kind of text.
        #[arg(long)]
        kind: Option<Kind>,
        /// To this person.
        #[arg(long)]
        to: Option<String>,
    },
    /// How close it comes to your own last documents.
    Replay {
        /// Of this kind of text.
        #[arg(long)]
        kind: Option<Kind>,
        /// How many documents.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
        last: u32,
    },
    /// The models of this machine: list, add, remove, check, use or time them.
    Model {
        /// What to do.
        #[command(subcommand)]
        word: ModelWord,
    },
    /// Keep the library up to date until stopped.
    Watch,
    /// Remove what was read; never your files.
    Forget {
        /// A folder or file that was added.
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        path: Option<PathBuf>,
        /// Everything: folders, drafts, settings.
        #[arg(long)]
        all: bool,
    },
}

/// What to do with models.
#[derive(Debug, Subcommand)]
pub(super) enum ModelWord {
    /// The models there are, which one drafts use, and how to get the others.
    List,
    /// Add a GGUF file from anywhere, once it has been looked at and tried.
    Add {
        /// The file.
        file: PathBuf,
    },
    /// Delete a model that was added.
    Remove {
        /// Its name, as 'longhand model list' shows it.
        name: String,
    },
    /// Compare checksums with the catalog and try the models out.
    Check {
        /// Only this one.
        name: Option<String>,
    },
    /// Have drafts use a model from now on.
    Use {
        /// Its name, or best for the best there is.
        name: String,
    },
    /// Measure the model that drafts use, in about ten seconds.
    Bench,
}

/// What to look for.
#[derive(Debug, Args)]
pub(super) struct Sought {
    /// Any of these words.
    #[arg(required = true)]
    words: Vec<String>,
    /// Only this kind: email, review, post or note.
    #[arg(long)]
    kind: Option<Kind>,
    /// Only what went to this address or name.
    #[arg(long, value_name = "ADDRESS|NAME")]
    to: Option<String>,
    /// Only what was written on this day or later, such as 2024-05-31.
    #[arg(long, value_name = "DAY", value_parser = day)]
    since: Option<Date>,
    /// Only what was written on this day or earlier.
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Option<Date>,
    /// Only what you wrote yourself.
    #[arg(long)]
    own: bool,
    /// How many to show at most.
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// bm25 by words, dense by meaning, fused by both.
    #[arg(long, default_value_t = Ranking::Fused)]
    method: Ranking,
}

impl Sought {
    /// The words in one line.
    pub(super) fn line(&self) -> String {
        self.words.join(" ")
    }

    /// The search for `line`. A day begins and ends as it does in Greenwich.
    pub(super) fn search<'a>(&'a self, line: &'a str) -> Search<'a> {
        let begin = |day: Date| {
            day.to_zoned(TimeZone::UTC)
                .ok()
                .map(|time| time.timestamp())
        };
        Search {
            words: line,
            by: self.method,
            kind: self.kind,
            to: self.to.as_deref(),
            since: self.since.and_then(begin),
            before: self.until.and_then(|day| begin(day.tomorrow().ok()?)),
            only_mine: self.own,
            limit: self.limit,
            ..Search::default()
        }
    }
}

/// A day as people write it to a program.
fn day(word: &str) -> Result<Date, String> {
    word.parse()
        .map_err(|_| "write a day as year, month and day, such as 2024-05-31".to_owned())
}

/// An address or a name, and no empty word.
fn some_name(word: &str) -> Result<String, String> {
    match word.trim() {
        "" => Err("there is no address or name in it".to_owned()),
        name => Ok(name.to_owned()),
    }
}

/// A brief in words of the command line.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// email, review, post or note.
    #[arg(long)]
    kind: Kind,
    /// Subject or title.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    title: String,
    /// To whom: an address or a name.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    to: String,
    /// What a review is about.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    about: String,
    /// The rating of a review, such as 4/5.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    rating: String,
    /// A point to make; as often as wanted.
    #[arg(long = "point", value_name = "POINT", allow_hyphen_values = true)]
    points: Vec<String>,
    /// Your own first words.
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    start: String,
    /// The message that it answers: a file, or - for standard input.
    #[arg(long, value_name = "FILE|-")]
    pub(super) reply_to: Option<PathBuf>,
    /// short, usual or long.
    #[arg(long, default_value = "usual", value_parser = ["short", "usual", "long"])]
    length: String,
    /// How many drafts to choose from.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=MOST_CANDIDATES as i64))]
    pub(super) candidates: u32,
    /// The same seed gives the same draft.
    #[arg(long)]
    pub(super) seed: Option<u32>,
    /// Show what each stage did.
    #[arg(long)]
    pub(super) show_stages: bool,
}

impl Wanted {
    /// The brief, still without the message that it answers.
    pub(super) fn brief(&self) -> Brief {
        Brief {
            kind: self.kind,
            title: self.title.clone(),
            to: self.to.clone(),
            about: self.about.clone(),
            rating: self.rating.clone(),
            points: self.points.clone(),
            reply_to: String::new(),
            start: self.start.clone(),
            length: match self.length.as_str() {
                "short" => Length::Short,
                "long" => Length::Long,
                _ => Length::Usual,
            },
        }
    }
}
