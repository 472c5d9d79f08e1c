//! What there is: the status of the command line, the overview of the window, and hits of a search.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::{Document, DocumentId, Person, Result};
use library::{Passages, Query, Searcher, changes_untold, kind_of};
use store::{FileRow, Record, SourceCounts, SourceRow};

use crate::hex::hex;
use crate::page;
use crate::settings::is_paused;
use crate::wire::{
    Answered, FileList, FileReport, FileState, Hit, IndexHealth, Kept, KindReason, Likely,
    ModelInfo, Overview, Sender, SetAside, Settings, SourceFolder, Status,
};

pub(crate) fn status(
    record: &mut Record,
    searcher: Option<&Searcher>,
    kept: Kept,
) -> Result<Status> {
    let tally = record.tally()?;
    let mut files = Vec::new();
    record.each_file(&mut |file| files.push(file_report(file)))?;
    let (automatic, without_words) = record.set_aside()?;
    let (found, change_seq) = match searcher {
        Some(searcher) => searcher.health(record)?,
        None => (0, 0),
    };
    Ok(Status {
        documents: tally.counts.own.values().sum(),
        by_kind: tally.counts.own,
        by_year: tally.counts.own_by_year,
        context: tally.counts.context,
        set_aside: SetAside {
            automatic,
            without_words,
        },
        kept,
        me: record.identities()?.into_iter().collect(),
        paused: is_paused(record)?,
        sources: sources(record, tally.sources, &|path| !path.exists())?,
        likely: likely(tally.sender_of_sent, tally.common_recipient),
        files,
        index: IndexHealth {
            documents: u32::try_from(found).unwrap_or(u32::MAX),
            change_seq,
            current: change_seq == record.change_seq()?,
        },
    })
}

pub(crate) fn overview(
    record: &mut Record,
    settings: Settings,
    model: Option<ModelInfo>,
    reading: bool,
    away: &BTreeSet<PathBuf>,
    kept: Kept,
) -> Result<Overview> {
    let tally = record.tally()?;
    Ok(Overview {
        documents: tally.counts.own.values().sum(),
        by_kind: tally.counts.own,
        by_year: tally.counts.own_by_year,
        context: tally.counts.context,
        kept,
        sources: sources(record, tally.sources, &|path| away.contains(path))?,
        failed: record
            .failed_files()?
            .into_iter()
            .map(file_report)
            .collect(),
        me: record.identities()?.into_iter().collect(),
        senders: tally
            .senders
            .into_iter()
            .map(|one| Sender {
                person: one.person,
                mails: one.mails,
                me: one.mine,
            })
            .collect(),
        likely: likely(tally.sender_of_sent, tally.common_recipient),
        model,
        settings,
        page: page::load(record)?,
        reading,
        paused: is_paused(record)?,
    })
}

/// Documents that fit, best first, each with its best passage.
pub(crate) fn hits(record: &Record, searcher: &Searcher, query: Query<'_>) -> Result<Vec<Hit>> {
    let mut passages = Passages::new(query);
    let found = searcher.search(query)?;
    record.at_once(|| {
        let mut hits = Vec::new();
        for found in &found {
            for document in record.documents(&[found.id])? {
                hits.push(Hit {
                    id: document.id,
                    text: passages.best(found, &document.text).to_owned(),
                    title: document.title,
                    path: document.path,
                    kind: document.kind,
                    why: why(record, document.id)?,
                    date: document.date,
                    mine: document.mine,
                    score: found.score,
                    answers: record.answered(found.id)?.map(answered),
                });
            }
        }
        Ok(hits)
    })
}

fn answered(document: Document) -> Answered {
    Answered {
        id: document.id,
        title: document.title,
        author: document
            .author
            .map(|author| author.label().to_owned())
            .unwrap_or_default(),
        date: document.date,
        text: document.text,
    }
}

fn sources(
    record: &Record,
    mut counts: BTreeMap<i64, SourceCounts>,
    is_away: &dyn Fn(&Path) -> bool,
) -> Result<Vec<SourceFolder>> {
    let folder = |source: SourceRow| {
        // One that came since they were counted has nothing yet.
        let counts = counts.remove(&source.id).unwrap_or_default();
        let [read, skipped, failed, waiting] = counts.files;
        let (path, kind, sample) = (
            source.path.display().to_string(),
            source.kind,
            source.sample,
        );
        SourceFolder {
            path,
            kind,
            sample,
            away: is_away(&source.path),
            polled: changes_untold(&source.path),
            read,
            skipped,
            failed,
            waiting,
            by_kind: counts.kinds,
        }
    };
    Ok(record.sources()?.into_iter().map(folder).collect())
}

/// Who the user likely is: whoever sent most of what lies among sent mail, else whoever most mails came to. None as soon
/// as mail of theirs is known, for then they have said it, and neither is looked for.
fn likely(sender: Option<(Person, u32)>, recipient: Option<(Person, u32)>) -> Option<Likely> {
    let by = |sent| {
        move |(person, mails)| Likely {
            person,
            mails,
            sent,
        }
    };
    sender.map(by(true)).or(recipient.map(by(false)))
}

/// Why a document is of its kind. One that went just now has no reason.
fn why(record: &Record, id: DocumentId) -> Result<KindReason> {
    let reason = record.kind_facts(id)?.map(|facts| kind_of(&facts).1);
    Ok(match reason {
        Some(library::KindReason::Chosen) => KindReason::Chosen,
        Some(library::KindReason::Mail) => KindReason::Mail,
        Some(library::KindReason::Given) => KindReason::Given,
        Some(library::KindReason::Said) => KindReason::Said,
        Some(library::KindReason::Name(name)) => KindReason::Name { name },
        Some(library::KindReason::Nothing) | None => KindReason::Nothing,
    })
}

/// The first `limit` files whose path or reason has `words` in it, of those in `state`, if any is given.
pub(crate) fn files(
    record: &Record,
    words: &str,
    state: Option<FileState>,
    limit: usize,
) -> Result<FileList> {
    let wanted = words.trim().to_lowercase();
    let fits = |report: &FileReport| {
        state.is_none_or(|state| report.state == state)
            && (report.path.to_lowercase().contains(&wanted)
                || report.reason.to_lowercase().contains(&wanted))
    };
    let mut list = FileList {
        files: Vec::new(),
        total: 0,
    };
    record.each_file(&mut |file| {
        let report = file_report(file);
        if fits(&report) {
            list.total += 1;
            if list.files.len() < limit {
                list.files.push(report);
            }
        }
    })?;
    Ok(list)
}

fn file_report(file: FileRow) -> FileReport {
    let state = match file.state {
        store::FileState::Read => FileState::Read,
        store::FileState::Skipped => FileState::Skipped,
        store::FileState::Failed => FileState::Failed,
        store::FileState::Waiting => FileState::Waiting,
    };
    FileReport {
        path: file.path.display().to_string(),
        state,
        reason: file.reason,
        read_at: Some(file.read_at),
        set_aside: file.digest.map(|digest| hex(&digest)),
    }
}
