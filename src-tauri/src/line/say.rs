//! What the command line says: results on standard output, notes and errors on standard error.

use std::path::Path;

use domain::{DraftEvent, Error, Kind, Source};
use engine::{
    FileState, Hit, Kept, Likely, Overview, ReadingEvent, ReadingProgress, ReadingSummary, Status,
};
use serde::Serialize;

use super::Ended;
use super::out::{name, over, remark, result, tell};
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
        let aside = status.set_aside;
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
        if !status.by_year.is_empty() {
            let years: Vec<String> = status
                .by_year
                .iter()
                .map(|(year, count)| format!("{year}: {count}"))
                .collect();
            tell!("by year: {}", years.join(", "));
        }
        for source in &status.sources {
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
        for file in status
            .files
            .iter()
            .filter(|file| file.state != FileState::Read)
        {
            tell!("  {:?} {}: {}", file.state, name(&file.path), file.reason);
            if let Some(digest) = &file.set_aside {
                tell!("    set aside until it changes or is added again; SHA-256 {digest}");
            }
        }
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

    /// The user's own first words, which no event repeats.
    pub(super) fn start(self, start: &str) {
        if !self.json {
            self.text(start);
        }
    }

    pub(super) fn draft(self, event: &DraftEvent, show_stages: bool) {
        if self.json {
            return self.line(event);
        }
        match event {
            DraftEvent::Text { delta, .. } => self.text(delta),
            DraftEvent::Sources { sources } => self.sources(sources),
            DraftEvent::Stage { stage, ms } if show_stages => {
                remark!("{:<11} {ms:.0} ms", format!("{stage:?}").to_lowercase());
            }
            DraftEvent::Summary { snippets } if show_stages => {
                for snippet in snippets {
                    remark!(
                        "  on \"{}\": {}",
                        one_line(&snippet.part, 40),
                        one_line(&snippet.text, 160)
                    );
                }
            }
            DraftEvent::Words { words, shell } if show_stages => {
                remark!("  words: {}", words.join(", "));
                remark!(
                    "  greeting: {:?}, sign-off: {:?}",
                    shell.greeting,
                    shell.sign_off
                );
                remark!(
                    "  usual length for this: {} to {} words",
                    shell.words_low,
                    shell.words_high
                );
            }
            DraftEvent::Ended {
                text,
                first_token_ms,
                tokens_per_s,
                voice_match,
                voice_usual,
                traits,
                unsupported,
                copied,
                ..
            } => {
                if !text.is_empty() {
                    tell!("");
                }
                self.findings(*voice_match, *voice_usual, traits, unsupported, copied);
                if let (Some(first), Some(speed)) = (first_token_ms, tokens_per_s) {
                    self.note(&format!(
                        "First word after {:.1} s, then about {:.0} words a second.",
                        first / 1000.0,
                        speed * WORDS_PER_TOKEN
                    ));
                }
            }
            DraftEvent::Ready {
                tokens,
                tokens_ready,
                ..
            } if show_stages => {
                let ready = tokens_ready * 100 / tokens.max(&1);
                remark!("  {ready} of 100 parts of what the model reads were ready");
            }
            DraftEvent::Candidates { candidates, chosen } if show_stages => {
                for (number, candidate) in candidates.iter().enumerate() {
                    let taken = if number == *chosen { ", taken" } else { "" };
                    remark!(
                        "--- draft {}: {} words, {:.0} of 100 points made{taken}\n{}\n",
                        number + 1,
                        candidate.words,
                        candidate.points_kept * 100.0,
                        candidate.text
                    );
                }
            }
            DraftEvent::Method { otherwise } => self.note(&format!(
                "Made another way than usual, as method.json says: {}.",
                otherwise.join(", ")
            )),
            DraftEvent::Stage { .. }
            | DraftEvent::Summary { .. }
            | DraftEvent::Words { .. }
            | DraftEvent::Ready { .. }
            | DraftEvent::Candidates { .. }
            | DraftEvent::Reading { .. } => {}
        }
    }

    fn sources(self, sources: &[Source]) {
        if sources.is_empty() {
            return self.note("Nothing of yours on this yet; the draft goes without.\n");
        }
        self.note("From your own writing:");
        for source in sources {
            let date = source
                .date
                .map(|date| date.strftime(", %-d %B %Y").to_string())
                .unwrap_or_default();
            self.note(&format!(
                "  {} ({}{date}): {}",
                heading(&source.title),
                source.why,
                name(&source.path)
            ));
        }
        self.note("");
    }

    /// A pipe that is closed is no reason to stop: the draft is in the record.
    fn text(self, text: &str) {
        result(format_args!("{text}"));
    }
}

/// English has about three words to four tokens.
const WORDS_PER_TOKEN: f64 = 0.75;

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

fn are_you(likely: &Likely) -> String {
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

fn texts(count: u32) -> String {
    many(count as usize, "text", "texts")
}

pub(super) fn heading(title: &str) -> &str {
    if title.is_empty() { "untitled" } else { title }
}

fn one_line(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        line
    } else {
        line.chars().take(most).chain(['…']).collect()
    }
}
