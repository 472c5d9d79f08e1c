//! What there is: the status of the command line, the overview of the window, and hits of a search.

use std::collections::BTreeMap;

use domain::{Kind, Result};
use library::{Query, Searcher};
use model::ModelFile;
use store::{FileRow, Record, SourceRow};

use crate::page;
use crate::wire::{
    FileReport, FileState, Hit, IndexHealth, Kept, ModelInfo, Overview, Sender, Settings,
    SourceFolder, Status,
};

/// Where the user's decisions for good lie in the record.
const SETTINGS: &str = "settings";
/// Senders that are proposed for *Who am I*.
const SENDERS: usize = 12;

pub(crate) fn status(record: &Record, searcher: Option<&Searcher>, kept: Kept) -> Result<Status> {
    let (by_kind, context) = record.counts()?;
    let (found, change_seq) = match searcher {
        Some(searcher) => searcher.health(record)?,
        None => (0, 0),
    };
    Ok(Status {
        documents: by_kind.values().sum(),
        by_kind,
        by_year: record.own_by_year()?,
        context,
        kept,
        me: record.identities()?.into_iter().collect(),
        sources: sources(record)?,
        files: record.files()?.into_iter().map(file_report).collect(),
        index: IndexHealth {
            documents: u32::try_from(found).unwrap_or(u32::MAX),
            change_seq,
            current: change_seq == record.change_seq()?,
        },
    })
}

/// What the user has decided for good.
pub(crate) fn settings(record: &Record) -> Result<Settings> {
    Ok(record.setting(SETTINGS)?.unwrap_or_default())
}

pub(crate) fn save_settings(record: &mut Record, settings: &Settings) -> Result<()> {
    record.write(|writing| writing.set(SETTINGS, settings))
}

pub(crate) fn overview(
    record: &Record,
    settings: Settings,
    model: Option<ModelFile>,
    reading: bool,
) -> Result<Overview> {
    let (by_kind, context): (BTreeMap<Kind, u32>, u32) = record.counts()?;
    let senders = record.senders(SENDERS)?;
    Ok(Overview {
        documents: by_kind.values().sum(),
        by_kind,
        context,
        sources: sources(record)?,
        failed: record
            .failed_files()?
            .into_iter()
            .map(file_report)
            .collect(),
        me: record.identities()?.into_iter().collect(),
        senders: senders
            .into_iter()
            .map(|one| Sender {
                person: one.person,
                mails: one.mails,
                me: one.mine,
            })
            .collect(),
        model: model.map(ModelInfo::of),
        settings,
        page: page::load(record)?,
        reading,
    })
}

impl ModelInfo {
    pub(crate) fn of(file: ModelFile) -> Self {
        Self {
            name: file.name,
            bytes: file.bytes,
            rough: file.rough,
        }
    }
}

/// Documents that fit, best first, each with its best passage.
pub(crate) fn hits(record: &Record, searcher: &Searcher, query: Query<'_>) -> Result<Vec<Hit>> {
    let mut hits = Vec::new();
    for found in searcher.search(query)? {
        for document in record.documents(&[found.id])? {
            hits.push(Hit {
                id: document.id,
                text: searcher.best_passage(query.words, &document.text)?,
                title: document.title,
                path: document.path,
                kind: document.kind,
                date: document.date,
                mine: document.mine,
                score: found.score,
            });
        }
    }
    Ok(hits)
}

fn sources(record: &Record) -> Result<Vec<SourceFolder>> {
    let folder = |source: SourceRow| {
        let [read, skipped, failed, waiting] = record.file_counts(source.id)?;
        let (path, kind, sample) = (
            source.path.display().to_string(),
            source.kind,
            source.sample,
        );
        Ok(SourceFolder {
            path,
            kind,
            sample,
            read,
            skipped,
            failed,
            waiting,
        })
    };
    record.sources()?.into_iter().map(folder).collect()
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
    }
}
