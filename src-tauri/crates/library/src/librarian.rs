//! The one who writes: adds sources, keeps them current, says who the user is, forgets.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use domain::{DocumentId, Error, ErrorCode, Kind, Result};
use jiff::Timestamp;
use store::{Access, KindFacts, Record, SourceRow, Writing};
use worker::Program;

use crate::hints::{Root, places};
use crate::index::{Index, Searcher};
use crate::kinds::kind_of;
use crate::mounts;
use crate::plan::Again;
use crate::reader::Reader;
use crate::report::{Progress, Report};
use crate::sweep::Sweep;
use crate::tails;
use crate::who::Me;

/// Where it stands in the record that something was forgotten whose words may still be on the disk.
const FORGETTING: &str = "forgetting";

/// Where the librarian works.
#[derive(Debug, Clone)]
pub struct LibraryFolders {
    /// The record; it must have been opened for writing once before.
    pub record: PathBuf,
    /// The search index.
    pub index: PathBuf,
    /// The whole data folder: never read as somebody's writing.
    pub data: PathBuf,
}

/// The one writer of a library.
pub struct Librarian {
    record: Record,
    index: Index,
    reader: Reader,
    data: PathBuf,
    now: fn() -> Timestamp,
}

impl Librarian {
    /// Opens record and index and brings the index up to date. `reader` starts the reader process.
    ///
    /// # Errors
    /// `Record` or `Io` if either cannot be opened.
    pub fn open(folders: &LibraryFolders, reader: Program, now: fn() -> Timestamp) -> Result<Self> {
        let record = Record::open(&folders.record, Access::Write)?;
        let index = Index::open(&folders.index, &record)?;
        Ok(Self {
            record,
            index,
            reader: Reader::new(reader),
            data: folders.data.clone(),
            now,
        })
    }

    /// A reading side of the index.
    ///
    /// # Errors
    /// `Io` if it cannot be read.
    pub fn searcher(&self) -> Result<Searcher> {
        self.index.searcher()
    }

    /// Adds a folder or a file and reads it to its end; one that is there already is brought up to date.
    ///
    /// # Errors
    /// `BadInput` if there is nothing at `path`; `Io` if the disk says no.
    pub fn add(
        &mut self,
        path: &Path,
        kind: Option<Kind>,
        sample: bool,
        on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Report> {
        let path = path.canonicalize().map_err(|cause| {
            let error = match cause.kind() {
                std::io::ErrorKind::NotFound => {
                    Error::new(ErrorCode::BadInput, "there is no such file or folder")
                }
                _ => Error::io("opening it", path, &cause),
            };
            error.at(path).remedy("Check the path")
        })?;
        if path.starts_with(&self.data) {
            return Err(
                Error::new(ErrorCode::BadInput, "this is Longhand's own data folder")
                    .at(&path)
                    .remedy("Add the folder that your own writing is in"),
            );
        }
        let now = (self.now)();
        let mut facts = match (kind, self.source(&path)?) {
            (Some(_), Some(source)) => self.record.kind_facts_of_source(source.id)?,
            _ => Vec::new(),
        };
        facts.iter_mut().for_each(|one| one.given = kind);
        self.record.write(|writing| {
            writing.put_source(&path, kind, sample, now)?;
            sort_again(writing, &facts)
        })?;
        let Some(source) = self.source(&path)? else {
            return Err(Error::new(ErrorCode::Record, "the folder could not be noted").at(&path));
        };
        let root = vec![source.path.clone()];
        self.sweep(&[(source, root)], Again::Failed, on)
    }

    /// Texts of the source at `path` are of this kind from now on, as far as they are no mail; none guesses. Returns
    /// whether there is such a source.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn set_source_kind(&mut self, path: &Path, kind: Option<Kind>) -> Result<bool> {
        let Some(source) = self.source(path)? else {
            return Ok(false);
        };
        let mut facts = self.record.kind_facts_of_source(source.id)?;
        facts.iter_mut().for_each(|one| one.given = kind);
        self.record.write(|writing| {
            writing.set_source_kind(source.id, kind)?;
            sort_again(writing, &facts)
        })?;
        self.settle()?;
        Ok(true)
    }

    /// A document and its copies are of this kind, whatever they look like; none takes that back.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn choose_kind(&mut self, id: DocumentId, kind: Option<Kind>) -> Result<()> {
        let facts = self.record.kind_facts_of_copies(id)?;
        self.choose(facts, kind)
    }

    /// The same for every text of the file at `path`; a mail stays an e-mail. Returns how many texts there are.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn choose_kind_of_file(&mut self, path: &Path, kind: Kind) -> Result<usize> {
        let mut facts = self.record.kind_facts_of_file(path)?;
        facts.retain(|one| !one.mail);
        let count = facts.len();
        self.choose(facts, Some(kind))?;
        Ok(count)
    }

    fn choose(&mut self, mut facts: Vec<KindFacts>, kind: Option<Kind>) -> Result<()> {
        facts.iter_mut().for_each(|one| one.chosen = kind);
        self.record.write(|writing| {
            facts
                .iter()
                .try_for_each(|one| writing.choose_kind(one.id, kind))?;
            sort_again(writing, &facts)
        })?;
        self.settle()
    }

    /// Looks at every source again.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn refresh_all(
        &mut self,
        on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Report> {
        let roots: Vec<_> = self
            .record
            .sources()?
            .into_iter()
            .map(|source| (source.clone(), vec![source.path]))
            .collect();
        self.sweep(&roots, Again::Nothing, on)
    }

    /// Looks at `paths` again: files or folders that were changed, made or removed.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn refresh(
        &mut self,
        paths: &[PathBuf],
        on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Report> {
        let roots = places(&self.record.sources()?, &self.data, paths);
        self.sweep(&roots, Again::Nothing, on)
    }

    /// Tries files or folders again that could not be read.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn try_again(
        &mut self,
        paths: &[PathBuf],
        on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Report> {
        let roots = places(&self.record.sources()?, &self.data, paths);
        self.sweep(&roots, Again::Failed, on)
    }

    fn sweep(
        &mut self,
        roots: &[Root],
        again: Again,
        on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Report> {
        let sources: Vec<PathBuf> = self
            .record
            .sources()?
            .into_iter()
            .map(|source| source.path)
            .collect();
        let mut report = Report::default();
        for (source, places) in roots {
            let inside = |path: &&PathBuf| path.starts_with(&source.path) && **path != source.path;
            let mut others: HashSet<PathBuf> = sources.iter().filter(inside).cloned().collect();
            others.insert(self.data.clone());
            let mut sweep = Sweep::new(&mut self.record, &mut self.index, self.now, others)?;
            let result = sweep.run(&mut self.reader, source, places, again, on);
            report.merge(sweep.report);
            result?;
            if report.stopped {
                break;
            }
        }
        self.settle()?;
        Ok(report)
    }

    /// The sources: what there is to watch.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn roots(&self) -> Result<Vec<PathBuf>> {
        Ok(self
            .record
            .sources()?
            .into_iter()
            .map(|source| source.path)
            .collect())
    }

    /// The user is these addresses and names, and nobody else; sorts out again who wrote what.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn set_me(&mut self, who: &[String]) -> Result<usize> {
        let called = who.iter().map(|who| who.trim().to_lowercase());
        let me = Me::called(called.collect(), &self.record)?;
        let changed = self.record.write(|writing| {
            writing.set_identities(who)?;
            writing.reassign(&|author, form| me.wrote(author, form))
        })?;
        self.settle()?;
        Ok(changed)
    }

    /// Forgets a source with all that was read from it, on the disk too. The user's files are left alone. Returns
    /// whether there was one.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn forget(&mut self, path: &Path) -> Result<bool> {
        let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let is_it = |source: &SourceRow| source.path == canonical || source.path == path;
        let mut sources = self.record.sources()?;
        let Some(at) = sources.iter().position(is_it) else {
            return Ok(false);
        };
        let source = sources.remove(at);
        let mounts = mounts::within(mounts::noted(&self.record)?, &sources);
        self.record.write(|writing| {
            writing.remove_source(source.id)?;
            mounts::note(writing, &mounts)?;
            writing.set(FORGETTING, &true)
        })?;
        self.give_back()?;
        Ok(true)
    }

    /// Forgets everything: sources, drafts, settings, who the user is.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn forget_all(&mut self) -> Result<()> {
        let sources = self.record.sources()?;
        self.record.write(|writing| {
            sources
                .iter()
                .try_for_each(|source| writing.remove_source(source.id))?;
            writing.remove_drafts()?;
            writing.remove_pages()?;
            writing.remove_corrections()?;
            writing.remove_settings()?;
            writing.set(FORGETTING, &true)
        })?;
        self.give_back()
    }

    /// What was forgotten is gone from the disk too: the index is made anew even where the record cannot be made smaller.
    fn give_back(&mut self) -> Result<()> {
        let compacted = self.record.compact();
        self.index.rebuild(&self.record)?;
        compacted?;
        self.record.write(|writing| writing.set(FORGETTING, &false))
    }

    /// Goes on with what was to be forgotten when the program ended or the disk said no. Returns whether there was such.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn finish_forgetting(&mut self) -> Result<bool> {
        let unfinished = self.record.setting(FORGETTING)?.unwrap_or(false);
        if unfinished {
            self.give_back()?;
        }
        Ok(unfinished)
    }

    /// Signatures are learned from what is new; the index follows and is committed: what was read can be found.
    fn settle(&mut self) -> Result<()> {
        tails::learn(&mut self.record)?;
        self.index.follow(&self.record)?;
        self.index.commit()?;
        self.index.tidy();
        Ok(())
    }

    fn source(&self, path: &Path) -> Result<Option<SourceRow>> {
        Ok(self
            .record
            .sources()?
            .into_iter()
            .find(|source| source.path == path))
    }
}

/// Gives each document the kind that follows from what is known now, in the transaction that makes it known.
fn sort_again(writing: &Writing<'_>, facts: &[KindFacts]) -> Result<()> {
    facts.iter().try_for_each(|one| {
        writing.set_kind(one.id, kind_of(one).0)?;
        Ok(())
    })
}
