//! One look at the disk, compared with the record: what is new or changed is read, what is gone goes.

use std::collections::{HashSet, VecDeque};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use domain::{Error, ErrorCode, Result};
use jiff::Timestamp;
use store::{FileRow, FileState, MarkRow, Record, SourceRow, Writing};

use crate::compare::{AWAY, Compared, Comparison};
use crate::extract::{Found, Mark, Verdict};
use crate::inbox::Inbox;
use crate::index::Index;
use crate::mounts;
use crate::plan::{Again, Plan, digest, nothing, plan, row};
use crate::reader::{Ending, Reader};
use crate::report::{Progress, Report};
use crate::walk::SeenFile;

/// How many files are planned ahead, for the reader to go on with.
const PLANNED: usize = 32;

/// All that a sweep works with.
pub(crate) struct Sweep<'a> {
    inbox: Inbox<'a>,
    /// Folders that are not entered: sources of their own, and the program's data.
    others: HashSet<PathBuf>,
    pub(crate) report: Report,
    progress: Progress,
}

impl<'a> Sweep<'a> {
    pub(crate) fn new(
        record: &'a mut Record,
        index: &'a mut Index,
        now: fn() -> Timestamp,
        others: HashSet<PathBuf>,
    ) -> Result<Self> {
        Ok(Self {
            inbox: Inbox::new(record, index, now)?,
            others,
            report: Report::default(),
            progress: Progress::default(),
        })
    }

    /// Looks at `places`, which lie in `source` or are all of it, as one.
    pub(crate) fn run(
        &mut self,
        reader: &mut Reader,
        source: &SourceRow,
        places: &[PathBuf],
        again: Again,
        on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<()> {
        if !source.path.exists() {
            // A disk that is not there now may come back: nothing is forgotten.
            let missing = (source.path.clone(), AWAY.to_owned());
            self.report.failed.push(missing);
            return Ok(());
        }
        let mounts = mounts::noted(self.inbox.record)?;
        let comparison = Comparison {
            mounts: &mounts,
            record: self.inbox.record,
            source,
            others: &self.others,
            again,
            report: &mut self.report,
        };
        let compared = comparison.run(places)?;
        self.note_moved(&compared.moved)?;
        self.note_left_out(source, &compared.left_out);
        self.note_mounts(mounts, places, &compared)?;
        self.note_hidden(source, compared.hidden)?;

        let to_read = compared.to_read;
        self.progress.total = compared.files;
        self.progress.files = self.progress.total - to_read.len() as u32;
        self.progress.total_bytes = to_read.iter().map(|(file, _)| file.bytes).sum();
        let read = self.read_all(reader, source, to_read, again, on);
        // It may be in the middle of a file, and further ones were announced.
        if read.is_err() || self.report.stopped {
            reader.let_go();
        }
        read?;
        if !self.report.stopped {
            self.remove_gone(&compared.gone)?;
        }
        self.inbox.write()?;
        self.report.documents = self.inbox.changed;
        Ok(())
    }

    fn read_all(
        &mut self,
        reader: &mut Reader,
        source: &SourceRow,
        to_read: Vec<(SeenFile, Option<FileRow>)>,
        again: Again,
        on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<()> {
        let mut rest = to_read.into_iter();
        let mut planned = VecDeque::new();
        let mut done = 0;
        loop {
            while planned.len() < PLANNED
                && let Some((seen, before)) = rest.next()
            {
                let plan = plan(self.inbox.record, source, &seen, before, again)?;
                if let Plan::Read { from, .. } = &plan {
                    let mark = from.as_ref().map(|(_, mark)| mark);
                    reader.announce(&seen.path, mark, seen.bytes);
                }
                planned.push_back((seen, plan));
            }
            let Some((seen, plan)) = planned.pop_front() else {
                return Ok(());
            };
            self.progress.path.clone_from(&seen.path);
            if self.goes_on(on) {
                self.read(reader, source, &seen, plan, on)?;
            }
            if self.report.stopped {
                return Ok(());
            }
            done += seen.bytes;
            self.progress.bytes = done;
            self.progress.files += 1;
        }
    }

    /// Tells how far it is, and asks whether to go on.
    fn goes_on(&mut self, on: &mut dyn FnMut(&Progress) -> ControlFlow<()>) -> bool {
        self.progress.documents = self.inbox.found();
        self.report.stopped = on(&self.progress).is_break();
        !self.report.stopped
    }

    fn note_moved(&mut self, moved: &[(i64, PathBuf)]) -> Result<()> {
        self.inbox.record.write(|writing| {
            moved
                .iter()
                .try_for_each(|(id, path)| writing.move_file(*id, path))
        })
    }

    fn note_left_out(&mut self, source: &SourceRow, left_out: &[(PathBuf, &'static str)]) {
        for (path, reason) in left_out {
            self.inbox
                .note(row(source, &nothing(path), FileState::Skipped, reason));
        }
    }

    /// Of the folders at which disks begin those that were seen now, those elsewhere, and those whose disk is away.
    fn note_mounts(
        &mut self,
        before: Vec<PathBuf>,
        places: &[PathBuf],
        compared: &Compared,
    ) -> Result<()> {
        let away = |mount: &PathBuf| compared.hidden.iter().any(|(path, _)| path == mount);
        let elsewhere = |mount: &PathBuf| !places.iter().any(|place| mount.starts_with(place));
        let kept = before
            .iter()
            .filter(|mount| away(mount) || elsewhere(mount));
        let now: Vec<PathBuf> = kept.chain(&compared.mounts).cloned().collect();
        if now == before {
            return Ok(());
        }
        let note = |writing: &Writing<'_>| mounts::note(writing, &now);
        self.inbox.record.write(note)
    }

    /// What cannot be looked at is a failure.
    fn note_hidden(&mut self, source: &SourceRow, hidden: Vec<(PathBuf, String)>) -> Result<()> {
        for (path, reason) in hidden {
            let failed = row(source, &nothing(&path), FileState::Failed, &reason);
            let before = self.inbox.record.file(&path)?;
            if before.is_none_or(|row| (row.state, &row.reason) != (failed.state, &reason)) {
                self.inbox.note(failed);
            }
            self.report.failed.push((path, reason));
        }
        Ok(())
    }

    /// Does with the next file what was planned.
    fn read(
        &mut self,
        reader: &mut Reader,
        source: &SourceRow,
        seen: &SeenFile,
        plan: Plan,
        on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<()> {
        let (file, from) = match plan {
            Plan::Leave(failed) => {
                self.inbox.note(failed.clone());
                self.report.note_unchanged(failed);
                return Ok(());
            }
            Plan::Read { file, from } => (file, from),
        };
        self.inbox.begin(file);
        let ending = self.listen(reader, source, seen, from.as_ref(), on);
        if self.report.stopped {
            // The file stays `waiting` and is read on next time; nothing of it is then there twice.
            return Ok(());
        }
        self.conclude(ending?, &seen.path)
    }

    /// Takes what the reader finds in a file.
    fn listen(
        &mut self,
        reader: &mut Reader,
        source: &SourceRow,
        seen: &SeenFile,
        from: Option<&(MarkRow, Mark)>,
        on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Ending> {
        let done = self.progress.bytes;
        let mark = from.map(|(_, mark)| mark);
        reader.read(&seen.path, mark, &mut |found| {
            match found {
                Found::Continued => {
                    self.inbox.go_on(from.map(|(row, _)| row))?;
                    let at = mark.map_or(0, Mark::at);
                    self.progress.bytes = self.progress.bytes.max(done + at);
                }
                Found::Behind => self.inbox.go_on_behind()?,
                // The reader's own business.
                Found::Next(_) => {}
                Found::Document(document) => self.inbox.take(source, *document)?,
                Found::Mark(mark) => {
                    self.progress.bytes = done + mark.at();
                    self.inbox.mark(mark);
                }
            }
            if self.goes_on(on) {
                Ok(())
            } else {
                Err(Error::new(ErrorCode::Busy, "stopped"))
            }
        })
    }

    /// The file that was being read is done, one way or another.
    fn conclude(&mut self, ending: Ending, path: &Path) -> Result<()> {
        // What was read only in part is there as far as it goes, and is a failure all the same: a person should know.
        let whole = !matches!(
            ending,
            Ending::Broke(_) | Ending::Read(Verdict::Failed { .. } | Verdict::Unread { .. })
        );
        if matches!(ending, Ending::Read(Verdict::Unread { .. })) {
            self.inbox.look_again();
        }
        let quarantine = match &ending {
            Ending::Broke(_) => digest(path),
            Ending::Read(_) => None,
        };
        let (state, reason) = match ending {
            Ending::Read(Verdict::Read) => (FileState::Read, String::new()),
            Ending::Read(Verdict::Skipped { reason }) => (FileState::Skipped, reason),
            Ending::Read(
                Verdict::Partly { reason }
                | Verdict::Unread { reason }
                | Verdict::Failed { reason },
            ) => (FileState::Failed, reason),
            Ending::Broke(reason) => (FileState::Failed, reason.to_owned()),
        };
        match state {
            FileState::Skipped => self.report.skipped += 1,
            FileState::Failed => self.report.failed.push((path.to_owned(), reason.clone())),
            FileState::Read | FileState::Waiting => self.report.read += 1,
        }
        self.inbox.conclude(state, reason, quarantine, whole)
    }

    fn remove_gone(&mut self, gone: &[i64]) -> Result<()> {
        self.inbox
            .record
            .write(|writing| gone.iter().try_for_each(|id| writing.remove_file(*id)))?;
        self.report.gone += gone.len() as u32;
        Ok(())
    }
}
