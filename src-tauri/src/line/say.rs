//! What the command line says: results on standard output, notes and errors on standard error. What takes more words has
//! a file beside this one.

use std::path::Path;

use domain::{Error, Kind};
use engine::{
    FileState, Hit, Kept, Likely, Overview, ReadingEvent, ReadingProgress, ReadingSummary, Status,
};
use serde::Serialize;

use super::Ended;
use super::out::{name, over, remark, tell};
use super::units::{many, size};

/// How to say it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Say {
    pub(super) json: bool,
    pub(super) quiet: bool,
}

impl Say {
    pub(super) fn error(self, error: &Error) {
        remark!("longhand: {error}");
    }

    /// A note that only a person wants.
    pub(super) fn note(self, words: &str) {
        if !self.json && !self.quiet {
            remark!("{words}");
        }
    }

    pub(super) fn line<T: Serialize>(self, value: &T) {
        match serde_json::to_string(value) {
            Ok(json) => tell!("{json}"),
            Err(cause) => remark!("longhand: this cannot be written as JSON ({cause})"),
        }
    }

    pub(super) fn hits(self, hits: &[Hit]) -> Ended {
        for hit in hits {
            if self.json {
                self.line(hit);
                continue;
            }
            let by = if hit.mine { "" } else { ", by someone else" };
            let date = hit
                .date
                .map(|date| date.strftime(", %-d %B %Y").to_string())
                .unwrap_or_default();
            tell!(
                "{} ({}{date}{by})\n  {}\n  {}",
                heading(&hit.title),
                hit.kind,
                name(&hit.path),
                one_line(&hit.text, 200)
            );
            if let Some(answered) = &hit.answers {
                tell!(
                    "  answers {}: {}",
                    heading(&answered.author),
                    one_line(&answered.text, 100)
                );
            }
        }
        if hits.is_empty() {
            self.note("Nothing found.");
        }
        Ended::Done
    }

    pub(super) fn me(self, me: &[String]) -> Ended {
        if self.json {
            self.line(&serde_json::json!({ "me": me }));
        } else if me.is_empty() {
            tell!("Nobody yet. Say who you are: longhand me ADDRESS");
        } else {
            tell!("You are {}", me.join(", "));
        }
        Ended::Done
    }

    pub(super) fn forgotten(self, what: &str, before: Kept, now: Kept) -> Ended {
        if self.json {
            self.line(&serde_json::json!({ "forgotten": what, "before": before, "now": now }));
        } else {
            // Models are no memory of anything that was read.
            let all = |kept: Kept| size(kept.record + kept.index + kept.ahead);
            self.note(&format!(
                "Forgotten: {what}. Your files are as they were. Longhand kept {} before, {} now.",
                all(before),
                all(now)
            ));
        }
        Ended::Done
    }

    /// One event of reading `path`.
    pub(super) fn reading(self, path: &Path, event: &ReadingEvent, terminal: bool) {
        if self.json {
            self.line(event);
        }
        match event {
            ReadingEvent::Progress(progress) => self.background(Some(progress), terminal),
            ReadingEvent::Ended { summary, error } => {
                if terminal && !self.json && !self.quiet {
                    over!("");
                }
                if let Some(error) = error {
                    self.error(error);
                } else {
                    self.summary(path, summary);
                }
            }
        }
    }

    /// How a reading goes on, on one line that is written over and over; none wipes it away.
    pub(super) fn background(self, progress: Option<&ReadingProgress>, terminal: bool) {
        if !terminal || self.json || self.quiet {
            return;
        }
        match progress {
            Some(progress) => over!("{}", progress_line(progress)),
            None => over!(""),
        }
    }

    /// What a file holds is of another kind now.
    pub(super) fn kind(self, path: &Path, kind: Kind, documents: usize) {
        if self.json {
            let path = path.display().to_string();
            let line = serde_json::json!({ "path": path, "kind": kind, "documents": documents });
            return self.line(&line);
        }
        if documents == 0 {
            return self.note(&format!(
                "{}: there is nothing but mail in it, and mail stays mail",
                path.display()
            ));
        }
        let texts = texts(u32::try_from(documents).unwrap_or(u32::MAX));
        self.note(&format!("{}: {texts}, {kind} from now on", path.display()));
    }

    fn summary(self, path: &Path, summary: &ReadingSummary) {
        let ReadingSummary {
            read,
            unchanged,
            skipped,
            gone,
            documents,
            ms,
            stopped,
            ..
        } = summary;
        if !self.json && !self.quiet {
            let seconds = *ms as f64 / 1000.0;
            tell!(
                "{}: {} new or changed; {read} files read ({unchanged} unchanged), {skipped} skipped, {} failed, \
                 {gone} gone, in {seconds:.1} s{}",
                path.display(),
                texts(*documents),
                summary.failed.len(),
                if *stopped {
                    "; stopped before the end"
                } else {
                    ""
                }
            );
        }
        for file in &summary.failed {
            remark!("longhand: {}: {}", name(&file.path), file.reason);
        }
    }

    /// Why the file that somebody named is not read, if it is not.
    pub(super) fn left_out(self, path: &Path, status: &Status) {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let real = real.display().to_string();
        let mut skipped = status.files.iter();
        let skipped = skipped.find(|file| file.state == FileState::Skipped && file.path == real);
        if let Some(file) = skipped {
            remark!("longhand: {}: {}", name(&file.path), file.reason);
        }
    }

    /// Mail is nobody's voice until somebody says whose it is.
    pub(super) fn who_are_you(self, overview: &Overview) {
        // Whoever has said it is not asked again, where others wrote all that was added.
        if !overview.me.is_empty() {
            return;
        }
        let unknown = !overview.senders.is_empty();
        if let Some(likely) = &overview.likely {
            self.note(&are_you(likely));
        } else if unknown {
            self.note(
                "Nobody here is you yet, so no mail counts as yours. Say who you are: longhand me ADDRESS",
            );
        }
    }

    pub(super) fn watching(self, sources: usize) {
        self.note(&format!(
            "Following {}. Stop with Ctrl+C.",
            many(sources, "source", "sources")
        ));
    }

    pub(super) fn changed(self, documents: u32) {
        if self.json {
            self.line(&serde_json::json!({ "event": "changed", "documents": documents }));
        } else {
            self.note(&format!("{} of your own", texts(documents)));
        }
    }
}

fn progress_line(progress: &ReadingProgress) -> String {
    let mut line = format!(
        "Reading {} of {} files, {}",
        progress.files,
        progress.total,
        texts(progress.documents)
    );
    if let Some(pace) = progress.documents_per_minute {
        line += &format!(", {pace} a minute");
    }
    if let Some(seconds) = progress.seconds_left {
        line += &format!(", {} left", wait(seconds));
    }
    line
}

/// A wait as a person says it.
pub(super) fn wait(seconds: u32) -> String {
    match seconds {
        0..=90 => format!("about {seconds} s"),
        91..=5400 => format!("about {} min", seconds.div_ceil(60)),
        _ => format!("about {:.1} hours", f64::from(seconds) / 3600.0),
    }
}

/// The question whether somebody is the user, and what to say if so.
pub(super) fn are_you(likely: &Likely) -> String {
    let Likely {
        person,
        mails,
        sent,
    } = likely;
    let mails = if *mails == 1 {
        "1 mail".to_owned()
    } else {
        format!("{mails} mails")
    };
    let seen = if *sent {
        format!("{mails} among the sent ones came from there")
    } else {
        format!("{mails} went there")
    };
    format!(
        "Are you {}? {seen}. If so, say: longhand me {}",
        person.label(),
        person.address
    )
}

pub(super) fn texts(count: u32) -> String {
    many(count as usize, "text", "texts")
}

pub(super) fn heading(title: &str) -> &str {
    if title.is_empty() { "untitled" } else { title }
}

/// The first `most` characters of `text` on one line.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        line
    } else {
        line.chars().take(most).chain(['…']).collect()
    }
}
