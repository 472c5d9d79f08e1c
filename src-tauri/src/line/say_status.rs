//! What the command line says of what was read, what was not, and why.

use engine::{FileReport, FileState, SetAside, SourceFolder, Status};

use super::Ended;
use super::out::{name, tell};
use super::say::{Say, are_you, texts};
use super::units::size;

impl Say {
    /// All that `longhand status` tells.
    pub(super) fn status(self, status: &Status) -> Ended {
        if self.json {
            self.line(status);
            return Ended::Done;
        }
        tell!(
            "{} of your own, {} by others",
            texts(status.documents),
            texts(status.context)
        );
        for (kind, count) in &status.by_kind {
            tell!("  {kind}: {count}");
        }
        aside(status.set_aside);
        if !status.by_year.is_empty() {
            let years: Vec<String> = status
                .by_year
                .iter()
                .map(|(year, count)| format!("{year}: {count}"))
                .collect();
            tell!("by year: {}", years.join(", "));
        }
        status.sources.iter().for_each(source);
        let unread = |file: &&FileReport| file.state != FileState::Read;
        status.files.iter().filter(unread).for_each(file);
        let health = if status.index.current {
            "up to date"
        } else {
            "being brought up to date"
        };
        tell!(
            "search index: {} documents, {health}",
            status.index.documents
        );
        tell!(
            "kept on the disk: {} of what was read, {} to search it, {} read ahead by the model",
            size(status.kept.record),
            size(status.kept.index),
            size(status.kept.ahead)
        );
        tell!(
            "you are: {}",
            if status.me.is_empty() {
                "not said yet".into()
            } else {
                status.me.join(", ")
            }
        );
        if let Some(likely) = &status.likely {
            tell!("{}", are_you(likely));
        }
        if status.paused {
            tell!("reading is paused; 'longhand add' and 'longhand watch' go on with it");
        }
        Ended::Done
    }
}

/// Mails in the user's name whose words are no voice.
fn aside(aside: SetAside) {
    if aside.automatic > 0 {
        tell!(
            "  no examples of your voice: {} in your name that are no letters (answers by a program, spam, chats)",
            texts(aside.automatic)
        );
    }
    if aside.without_words > 0 {
        tell!(
            "  no examples of your voice: {} without a word of your own, such as mails you passed on",
            texts(aside.without_words)
        );
    }
}

fn source(source: &SourceFolder) {
    tell!(
        "{}: {} read, {} skipped, {} failed, {} waiting{}",
        name(&source.path),
        source.read,
        source.skipped,
        source.failed,
        source.waiting,
        if source.away {
            "; it is not there now, and what was read of it is kept"
        } else if source.polled {
            "; on a network drive or the like, so it is looked at from time to time"
        } else {
            ""
        }
    );
}

/// A file that was not read, and why.
fn file(file: &FileReport) {
    tell!("  {:?} {}: {}", file.state, name(&file.path), file.reason);
    if let Some(digest) = &file.set_aside {
        tell!("    set aside until it changes or is added again; SHA-256 {digest}");
    }
}
