//! The disk against the record, file by file: what is to be read, what is gone, and what only has another name now.
//!
//! Nothing of a file that is as it was is kept, so that looking at a large library takes no more memory than at a small
//! one. Nothing is written either: what is noted of the disk must not be taken for what was known before.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use domain::Result;
use store::{FileRow, FileState, Record, SourceRow};

use crate::maildir;
use crate::mounts::is_left_empty;
use crate::plan::{Again, is_unchanged};
use crate::report::Report;
use crate::walk::{SeenFile, Sight, walk};

/// How many things are looked up in the record at once: each time costs a look for what is the newest in it. Nor is it held
/// for longer than they take, for it cannot be cleared meanwhile of what was removed.
const AT_ONCE: usize = 500;

/// What is said of a source, or of a disk in it, that is not where it was: it may come back.
pub(crate) const AWAY: &str = "it is not there now; what was read from it is kept";

/// What came out.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    /// Files that there are.
    pub(crate) files: u32,
    /// Those that are new or have changed, with what the record knows of them.
    pub(crate) to_read: Vec<(SeenFile, Option<FileRow>)>,
    /// Mails that have another name now, with the number of their file.
    pub(crate) moved: Vec<(i64, PathBuf)>,
    /// What is left out, and why, as far as the record does not say so yet.
    pub(crate) left_out: Vec<(PathBuf, &'static str)>,
    /// What could not be looked at, and what to say of it: what was known at and below it is kept.
    pub(crate) hidden: Vec<(PathBuf, String)>,
    /// Folders at which other disks begin.
    pub(crate) mounts: Vec<PathBuf>,
    /// The numbers of files that are not there any more.
    pub(crate) gone: Vec<i64>,
}

/// What is compared, and how far.
pub(crate) struct Comparison<'a> {
    pub(crate) record: &'a Record,
    pub(crate) source: &'a SourceRow,
    /// Folders that are not entered: sources of their own, and the program's data.
    pub(crate) others: &'a HashSet<PathBuf>,
    pub(crate) again: Again,
    /// Folders at which other disks began.
    pub(crate) mounts: &'a [PathBuf],
    /// Told what is there as it was, and what is left out.
    pub(crate) report: &'a mut Report,
}

impl Comparison<'_> {
    /// Compares `places`, which lie in the source or are all of it, as one.
    pub(crate) fn run(mut self, places: &[PathBuf]) -> Result<Compared> {
        let mut compared = Compared::default();
        let mut known = Numbers::default();
        for place in places {
            let mut sights = Vec::new();
            walk(place, &self.source.path, self.others, &mut |sight| {
                sights.push(sight);
                if sights.len() < AT_ONCE {
                    return Ok(());
                }
                self.look_up(&mut sights, &mut known, &mut compared)
            })?;
            self.look_up(&mut sights, &mut known, &mut compared)?;
        }
        let within = |mount: &&PathBuf| places.iter().any(|place| mount.starts_with(place));
        for mount in self.mounts.iter().filter(within) {
            if is_left_empty(mount) {
                compared.hidden.push((mount.clone(), AWAY.into()));
            }
        }
        self.look_for_gone(places, &known, &mut compared)?;
        Ok(compared)
    }

    fn look_up(
        &mut self,
        sights: &mut Vec<Sight>,
        known: &mut Numbers,
        compared: &mut Compared,
    ) -> Result<()> {
        let record = self.record;
        let mut before = |path: &Path| {
            let row = record.file(path)?;
            if let Some(row) = &row {
                known.insert(row.id);
            }
            Ok(row)
        };
        record.at_once(|| {
            for sight in sights.drain(..) {
                match sight {
                    Sight::File(file) => {
                        compared.files += 1;
                        match before(&file.path)? {
                            Some(row) if self.is_as_it_was(&row, &file) => {
                                self.report.note_unchanged(row);
                            }
                            before => compared.to_read.push((file, before)),
                        }
                    }
                    Sight::LeftOut(path, reason) => {
                        self.report.skipped += 1;
                        let said = before(&path)?.is_some_and(|row| {
                            row.state == FileState::Skipped && row.reason == reason
                        });
                        if !said {
                            compared.left_out.push((path, reason));
                        }
                    }
                    Sight::Hidden(path, reason) => compared.hidden.push((path, reason)),
                    // A disk that is taken out is taken out as a whole.
                    Sight::Gone(path) if path == self.source.path => {
                        compared.hidden.push((path, AWAY.into()));
                    }
                    Sight::Mounted(path) => compared.mounts.push(path),
                    // It was not seen, and nothing hides it.
                    Sight::Gone(_) => {}
                }
            }
            Ok(())
        })
    }

    fn is_as_it_was(&self, row: &FileRow, file: &SeenFile) -> bool {
        self.again.leaves(row) && is_unchanged(row, file, self.source)
    }

    /// A mail in a Maildir has another name as soon as somebody has looked at it, and is the same mail. Everything else that
    /// was known and was not seen is gone.
    fn look_for_gone(
        &mut self,
        places: &[PathBuf],
        known: &Numbers,
        compared: &mut Compared,
    ) -> Result<()> {
        let is_new_mail = |(file, before): &(SeenFile, Option<FileRow>)| {
            before.is_none() && maildir::mail(&file.path).is_some()
        };
        let new_mail = compared.to_read.iter().any(is_new_mail);
        let mut mails = HashMap::new();
        for place in places {
            self.record.each_file_under(place, &mut |row| {
                let hidden = || {
                    compared
                        .hidden
                        .iter()
                        .any(|(path, _)| row.path.starts_with(path))
                };
                if known.has(row.id) || self.is_of_another(&row.path) || hidden() {
                    return;
                }
                match maildir::mail(&row.path) {
                    Some((folder, name)) if new_mail => {
                        mails.insert((folder.to_owned(), name), row);
                    }
                    _ => compared.gone.push(row.id),
                }
            })?;
        }
        let mut follow = |(file, before): (SeenFile, Option<FileRow>)| {
            let new = before.is_none().then(|| maildir::mail(&file.path));
            let same = new
                .flatten()
                .and_then(|(folder, name)| mails.remove(&(folder.to_owned(), name)));
            let Some(row) = same else {
                return Some((file, before));
            };
            compared.moved.push((row.id, file.path.clone()));
            let row = FileRow {
                path: file.path.clone(),
                ..row
            };
            if self.is_as_it_was(&row, &file) {
                self.report.note_unchanged(row);
                return None;
            }
            Some((file, Some(row)))
        };
        if new_mail {
            let to_read = std::mem::take(&mut compared.to_read);
            compared.to_read = to_read.into_iter().filter_map(&mut follow).collect();
        }
        compared.gone.extend(mails.into_values().map(|row| row.id));
        Ok(())
    }

    fn is_of_another(&self, path: &Path) -> bool {
        self.others.iter().any(|other| path.starts_with(other))
    }
}

/// Numbers of files; a bit for each.
#[derive(Debug, Default)]
struct Numbers(Vec<u64>);

impl Numbers {
    fn insert(&mut self, number: i64) {
        let (word, bit) = place(number);
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= bit;
    }

    fn has(&self, number: i64) -> bool {
        let (word, bit) = place(number);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

/// Numbers of the record rise from 1 by 1.
fn place(number: i64) -> (usize, u64) {
    let number = number.unsigned_abs();
    ((number / 64) as usize, 1 << (number % 64))
}

#[cfg(test)]
mod tests;
