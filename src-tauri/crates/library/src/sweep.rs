//! One look at the disk, compared with the record: what is new or changed is read, what is gone goes.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::{Error, ErrorCode, Result};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{Aside, FileRow, FileState, NewDocument, Record, SourceRow};

use crate::extract::{Extracted, Verdict};
use crate::index::Index;
use crate::kinds::kind;
use crate::reader::Reader;
use crate::walk::{SeenFile, walk};
use crate::who::is_mine;

/// Documents that are gathered before they are written in one transaction.
const BATCH: usize = 200;
/// Nor does one wait longer than this.
const BATCH_TIME: Duration = Duration::from_millis(500);

/// How far a sweep is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Files looked at so far.
    pub files: u32,
    /// Files there are.
    pub total: u32,
    /// Documents found so far.
    pub documents: u32,
    /// The file just now.
    pub path: PathBuf,
}

/// What a sweep did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are in the record now.
    pub read: u32,
    /// Of these, the ones that had not changed and were not opened.
    pub unchanged: u32,
    /// Files that were left out.
    pub skipped: u32,
    /// Files that should have been read and could not be, with the reason; and those read only in part.
    pub failed: Vec<(PathBuf, String)>,
    /// Files that are gone from the disk, and so from the record.
    pub gone: u32,
    /// Documents that were added or changed.
    pub documents: u32,
    /// Whether it was stopped before the end.
    pub stopped: bool,
}

/// All that a sweep works with.
pub(crate) struct Sweep<'a> {
    record: &'a mut Record,
    index: &'a mut Index,
    now: fn() -> Timestamp,
    /// Folders that are not entered: sources of their own, and the program's data.
    others: HashSet<PathBuf>,
    pub(crate) report: Report,
    me: BTreeSet<String>,
    pending: Vec<Pending>,
    pending_documents: usize,
    last_write: Instant,
}

/// A file whose documents are not in the record yet.
struct Pending {
    file: FileRow,
    documents: Vec<NewDocument>,
    /// The number of this reading, once a first part was written.
    reading: Option<i64>,
    /// Whether all documents that the file holds were seen, so that any other is gone from it.
    whole: bool,
}

impl<'a> Sweep<'a> {
    pub(crate) fn new(
        record: &'a mut Record,
        index: &'a mut Index,
        now: fn() -> Timestamp,
        others: HashSet<PathBuf>,
    ) -> Result<Self> {
        let me = record.identities()?;
        Ok(Self {
            record,
            index,
            now,
            others,
            report: Report::default(),
            me,
            pending: Vec::new(),
            pending_documents: 0,
            last_write: Instant::now(),
        })
    }

    /// Looks at `root`, which is `source` or lies in it.
    pub(crate) fn run(
        &mut self,
        reader: &mut Reader,
        source: &SourceRow,
        root: &Path,
        again: Again,
        on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<()> {
        if root == source.path && !root.exists() {
            // A disk that is not there now may come back: nothing is forgotten.
            let missing = (
                root.to_owned(),
                "it is not there now; what was read from it is kept".to_owned(),
            );
            self.report.failed.push(missing);
            return Ok(());
        }
        let seen = walk(root, &self.others);
        let known = self.record.files_under(root)?;
        let mut known: HashMap<PathBuf, FileRow> = known
            .into_iter()
            .filter(|file| !self.is_of_another(&file.path))
            .map(|f| (f.path.clone(), f))
            .collect();
        self.note_left_out(source, &seen.left_out, &mut known)?;
        for (path, reason) in &seen.hidden {
            self.note_hidden(source, path, reason, &mut known)?;
        }

        let total = seen.files.len() as u32;
        for (at, file) in seen.files.iter().enumerate() {
            let progress = Progress {
                files: at as u32,
                total,
                documents: self.report.documents + self.pending_documents as u32,
                path: file.path.clone(),
            };
            if on(&progress).is_break() {
                self.report.stopped = true;
                break;
            }
            let before = known.remove(&file.path);
            match before.filter(|row| again.leaves(row) && is_unchanged(row, file, source)) {
                Some(row) => self.note_unchanged(row),
                None => self.read(reader, source, file, on)?,
            }
            if self.report.stopped {
                break;
            }
        }
        if !self.report.stopped {
            self.remove_gone(known)?;
        }
        self.write()
    }

    fn note_unchanged(&mut self, row: FileRow) {
        match row.state {
            FileState::Failed => self.report.failed.push((row.path, row.reason)),
            FileState::Skipped => self.report.skipped += 1,
            FileState::Read | FileState::Waiting => {
                self.report.read += 1;
                self.report.unchanged += 1;
            }
        }
    }

    fn is_of_another(&self, path: &Path) -> bool {
        self.others.iter().any(|other| path.starts_with(other))
    }

    fn note_left_out(
        &mut self,
        source: &SourceRow,
        left_out: &[(PathBuf, &'static str)],
        known: &mut HashMap<PathBuf, FileRow>,
    ) -> Result<()> {
        for (path, reason) in left_out {
            self.report.skipped += 1;
            let before = known.remove(path);
            if before.is_some_and(|row| row.state == FileState::Skipped && row.reason == *reason) {
                continue;
            }
            let seen = SeenFile {
                path: path.clone(),
                bytes: 0,
                modified_ns: 0,
            };
            let file = row(source, &seen, FileState::Skipped, reason);
            self.pending.push(Pending {
                file,
                documents: Vec::new(),
                reading: None,
                whole: true,
            });
        }
        Ok(())
    }

    /// What cannot be looked at is a failure; what was known at and below it is kept.
    fn note_hidden(
        &mut self,
        source: &SourceRow,
        path: &Path,
        reason: &str,
        known: &mut HashMap<PathBuf, FileRow>,
    ) -> Result<()> {
        if !path.exists() && path != source.path {
            // It went while we looked; the comparison finds that out.
            return Ok(());
        }
        known.retain(|below, _| !below.starts_with(path));
        let reason = format!("it cannot be looked at ({reason}); check its permissions");
        let seen = SeenFile {
            path: path.to_owned(),
            bytes: 0,
            modified_ns: 0,
        };
        self.report.failed.push((path.to_owned(), reason.clone()));
        let failed = row(source, &seen, FileState::Failed, &reason);
        let now = (self.now)();
        self.record
            .write(|writing| writing.put_file(&failed, now))?;
        Ok(())
    }

    fn read(
        &mut self,
        reader: &mut Reader,
        source: &SourceRow,
        seen: &SeenFile,
        on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<()> {
        self.pending.push(Pending {
            file: row(source, seen, FileState::Waiting, "it is being read"),
            documents: Vec::new(),
            reading: None,
            whole: false,
        });
        let mut stopped = false;
        let verdict = reader.read(&seen.path, &mut |extracted| {
            self.take(source, &seen.path, extracted)?;
            if self.pending_documents >= BATCH {
                self.write()?;
                let progress = Progress {
                    files: 0,
                    total: 0,
                    documents: self.report.documents,
                    path: seen.path.clone(),
                };
                stopped = on(&progress).is_break();
            }
            if stopped {
                Err(Error::new(ErrorCode::Busy, "stopped"))
            } else {
                Ok(())
            }
        });
        if stopped {
            // The file stays `waiting` and is read again next time; nothing of it is then there twice.
            self.report.stopped = true;
            reader.restart();
            return Ok(());
        }
        self.conclude(verdict?)
    }

    /// Takes a document of the file that is being read.
    fn take(&mut self, source: &SourceRow, path: &Path, extracted: Extracted) -> Result<()> {
        let mail = !extracted.key.is_empty();
        let bytes = serde_json::to_vec(&extracted).map_err(|cause| {
            Error::new(
                ErrorCode::Record,
                format!("a document cannot be kept ({cause})"),
            )
        })?;
        let document = NewDocument {
            fingerprint: Sha256::digest(&bytes).to_vec(),
            piece: piece(&extracted, &bytes),
            kind: kind(mail, source.kind, extracted.kind, path, &source.path),
            mail,
            mine: !extracted.automatic && is_mine(extracted.author.as_ref(), mail, &self.me),
            aside: extracted.automatic.then_some(Aside::Automatic),
            answers: extracted.answers.iter().map(|id| piece_of(id)).collect(),
            key: extracted.key,
            title: extracted.title,
            date: extracted.date,
            author: extracted.author,
            recipients: extracted.recipients,
            product: extracted.product,
            rating: extracted.rating,
            quoted: extracted.quoted,
            text: extracted.text,
            signature: extracted.signature,
        };
        if let Some(pending) = self.pending.last_mut() {
            pending.documents.push(document);
            self.pending_documents += 1;
        }
        Ok(())
    }

    /// The file that was being read is done, one way or another.
    fn conclude(&mut self, verdict: Verdict) -> Result<()> {
        let Some(pending) = self.pending.last_mut() else {
            return Ok(());
        };
        // What was read only in part is there as far as it goes, and is a failure all the same: a person should know.
        pending.whole = !matches!(verdict, Verdict::Failed { .. });
        (pending.file.state, pending.file.reason) = match verdict {
            Verdict::Read => (FileState::Read, String::new()),
            Verdict::Skipped { reason } => (FileState::Skipped, reason),
            Verdict::Partly { reason } | Verdict::Failed { reason } => (FileState::Failed, reason),
        };
        match pending.file.state {
            FileState::Skipped => self.report.skipped += 1,
            FileState::Failed => {
                self.report
                    .failed
                    .push((pending.file.path.clone(), pending.file.reason.clone()));
            }
            FileState::Read | FileState::Waiting => self.report.read += 1,
        }
        if self.pending_documents >= BATCH || self.last_write.elapsed() >= BATCH_TIME {
            self.write()?;
        }
        Ok(())
    }

    /// Writes all that is pending in one transaction, and lets the index follow.
    fn write(&mut self) -> Result<()> {
        let now = (self.now)();
        let pending = &mut self.pending;
        let changed = self.record.write(|writing| {
            let mut changed = 0;
            for one in pending.iter_mut() {
                let id = writing.put_file(&one.file, now)?;
                let reading = match one.reading {
                    Some(reading) => reading,
                    None => writing.begin_reading()?,
                };
                one.reading = Some(reading);
                for document in one.documents.drain(..) {
                    changed += u32::from(writing.put_document(id, reading, &document)?);
                }
                // A file that could not be read keeps what an earlier reading found in it.
                if one.whole {
                    writing.remove_unseen(id, reading)?;
                }
            }
            Ok(changed)
        })?;
        self.report.documents += changed;
        self.pending
            .retain(|one| one.file.state == FileState::Waiting);
        self.pending_documents = 0;
        self.last_write = Instant::now();
        self.index.follow(self.record)
    }

    fn remove_gone(&mut self, gone: HashMap<PathBuf, FileRow>) -> Result<()> {
        self.record.write(|writing| {
            for file in gone.values() {
                writing.remove_file(file.id)?;
            }
            Ok(())
        })?;
        self.report.gone += gone.len() as u32;
        Ok(())
    }
}

/// What all copies of a piece have in common: the same mail in two folders, a file that was copied. Two mails with the same
/// words are two pieces, for two people may get the same answer.
fn piece(extracted: &Extracted, bytes: &[u8]) -> Vec<u8> {
    if !extracted.key.is_empty() {
        return piece_of(&extracted.key);
    }
    let mut hash = Sha256::new();
    if extracted.text.is_empty() {
        hash.update(bytes);
    } else {
        for word in extracted.text.split_whitespace() {
            hash.update(word);
            hash.update(" ");
        }
    }
    hash.finalize()[..16].to_vec()
}

/// The piece that is the mail with this Message-ID.
fn piece_of(id: &str) -> Vec<u8> {
    Sha256::digest(without_repeat(id))[..16].to_vec()
}

/// A key without the number that tells repeats within one mailbox apart.
fn without_repeat(key: &str) -> &str {
    match key.rsplit_once('#') {
        Some((key, number)) if number.bytes().all(|digit| digit.is_ascii_digit()) => key,
        _ => key,
    }
}

/// Which files are read again though the disk shows no change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// None.
    Nothing,
    /// Those that failed: the user asks for it, and what was wrong may lie outside of the file.
    Failed,
    /// All: their kind is another now.
    Everything,
}

impl Again {
    fn leaves(self, row: &FileRow) -> bool {
        match self {
            Again::Nothing => true,
            Again::Failed => row.state != FileState::Failed,
            Again::Everything => false,
        }
    }
}

/// A file that was not read to its end is never unchanged.
fn is_unchanged(row: &FileRow, seen: &SeenFile, source: &SourceRow) -> bool {
    row.bytes == seen.bytes
        && row.modified_ns == seen.modified_ns
        && row.source_id == source.id
        && row.state != FileState::Waiting
}

fn row(source: &SourceRow, seen: &SeenFile, state: FileState, reason: &str) -> FileRow {
    FileRow {
        id: 0,
        source_id: source.id,
        path: seen.path.clone(),
        bytes: seen.bytes,
        modified_ns: seen.modified_ns,
        state,
        reason: reason.to_owned(),
    }
}
