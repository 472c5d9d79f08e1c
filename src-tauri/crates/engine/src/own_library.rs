//! What the front door offers on the library: reading, watching, who the user is, forgetting, searching.

use std::path::Path;

use domain::{DocumentId, Error, ErrorCode, Kind, Result};
use library::{Librarian, Query};

use crate::engine::Engine;
use crate::jobs::Sink;
use crate::librarian::LibrarianThread;
use crate::message::remove_dropped;
use crate::tasks::Reading;
use crate::wire::{
    FileList, FileState, Hit, Kept, LibraryEvent, Overview, ReadingEvent, Status, Stored,
};
use crate::{overview, settings};

/// Who wrote the sample library.
pub const SAMPLE_PERSON: &str = "ottilie@marsh.example.org";

impl Engine {
    /// Reads a folder or a mail archive to its end, and notes it as a source. Returns when it has begun.
    ///
    /// # Errors
    /// `Busy` if something is being read. What goes wrong later is told in the last event.
    pub fn add(&self, path: &Path, kind: Option<Kind>, sink: Sink<ReadingEvent>) -> Result<()> {
        let reading = Reading::Add {
            path: path.to_owned(),
            kind,
            sample: false,
        };
        self.read(reading, sink)
    }

    /// Reads the sample library, whose writer becomes one of the user's names for as long as it is there.
    ///
    /// # Errors
    /// `BadInput` if it is not beside the program; `Busy` if something is being read.
    pub fn add_sample(&self, sink: Sink<ReadingEvent>) -> Result<()> {
        let missing = || {
            Error::new(
                ErrorCode::BadInput,
                "the sample library is not beside the program",
            )
        };
        let path = self.setup.sample_library.clone().ok_or_else(missing)?;
        let mut me = self.me()?;
        if !me.iter().any(|who| who == SAMPLE_PERSON) {
            me.push(SAMPLE_PERSON.to_owned());
            self.set_me(me)?;
        }
        let reading = Reading::Add {
            path,
            kind: None,
            sample: true,
        };
        self.read(reading, sink)
    }

    /// Brings every source up to date. Returns when it has begun.
    ///
    /// # Errors
    /// `Busy` if something is being read.
    pub fn refresh(&self, sink: Sink<ReadingEvent>) -> Result<()> {
        self.read(Reading::Everything, sink)
    }

    /// Tries a file again that could not be read, or all of them below a folder. Returns when it has begun.
    ///
    /// # Errors
    /// `Busy` if something is being read.
    pub fn try_again(&self, path: &Path, sink: Sink<ReadingEvent>) -> Result<()> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        self.read(Reading::Again(vec![path]), sink)
    }

    /// Nothing is read until this is taken back, in later runs of the program either; what is being read goes on then
    /// where it was. Whoever asks for something to be read takes it back.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn pause_reading(&self, paused: bool) -> Result<()> {
        settings::set_paused(&mut self.record(), paused)?;
        self.librarian()?.pause(paused);
        Ok(())
    }

    /// Before the end of a reading is told, what the model had read of words that are gone is gone, too.
    fn read(&self, reading: Reading, mut sink: Sink<ReadingEvent>) -> Result<()> {
        let workshop = self.workshop.clone();
        let tidying = move |event| match (event, &workshop) {
            (ReadingEvent::Ended { summary, error }, Some(workshop)) => {
                let tidied = workshop.library_changed().err();
                let error = error.or(tidied);
                sink(ReadingEvent::Ended { summary, error });
            }
            (event, _) => sink(event),
        };
        if self.librarian()?.way().is_paused() {
            self.pause_reading(false)?;
        }
        self.librarian()?.read(reading, Box::new(tidying))
    }

    /// Stops what is being read; what was read stays.
    pub fn stop_reading(&self) {
        if let Some(librarian) = &self.librarian {
            librarian.stop_reading();
        }
    }

    /// Brings every source up to date as soon as there is nothing else to do, and follows their folders as they
    /// change from now on.
    ///
    /// # Errors
    /// `Io` if the system cannot follow folders.
    pub fn watch(&self) -> Result<()> {
        let librarian = self.librarian()?;
        librarian.watch()?;
        librarian.catch_up()
    }

    /// Tells `sink` whenever the library has changed.
    ///
    /// # Errors
    /// `Locked` in an engine that only reads.
    pub fn follow(&self, sink: Sink<LibraryEvent>) -> Result<()> {
        self.librarian()?.follow(sink);
        Ok(())
    }

    /// Addresses and names of the user.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn me(&self) -> Result<Vec<String>> {
        Ok(self.record().identities()?.into_iter().collect())
    }

    /// The user is these addresses and names, and nobody else; sorts out again who wrote what.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn set_me(&self, who: Vec<String>) -> Result<()> {
        self.librarian()?.change(move |librarian| {
            librarian.set_me(&who)?;
            Ok(())
        })
    }

    /// Texts of the source at `path` are of this kind, as far as they are no mail; none guesses each.
    ///
    /// # Errors
    /// `BadInput` if `path` is no source; `Io` if the disk says no.
    pub fn set_source_kind(&self, path: &Path, kind: Option<Kind>) -> Result<()> {
        let source = path.to_owned();
        let change = move |librarian: &mut Librarian| librarian.set_source_kind(&source, kind);
        if !self.librarian()?.change(change)? {
            return Err(none_of_ours(path));
        }
        self.workshop()?.library_changed()
    }

    /// A document is of this kind, whatever it looks like, and stays so when it is read again; none guesses again.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn set_kind(&self, id: DocumentId, kind: Option<Kind>) -> Result<()> {
        self.librarian()?
            .change(move |librarian| librarian.choose_kind(id, kind))?;
        self.workshop()?.library_changed()
    }

    /// Whether the file at `path` was read with the folder it lies in, and is no source of its own.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn is_of_a_folder(&self, path: &Path) -> Result<bool> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let record = self.record();
        let source = record.sources()?.iter().any(|one| one.path == path);
        Ok(!source && !record.kind_facts_of_file(&path)?.is_empty())
    }

    /// All texts that were read from the file at `path` are of this kind; its mails stay e-mails. Returns how many texts
    /// those are.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn set_kind_of_file(&self, path: &Path, kind: Kind) -> Result<usize> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let count = self
            .librarian()?
            .change(move |librarian| librarian.choose_kind_of_file(&path, kind))?;
        self.workshop()?.library_changed()?;
        Ok(count)
    }

    /// The first `limit` files that were looked at and whose path or reason has `words` in it; of those in `state`, if
    /// one is given.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn files(&self, words: &str, state: Option<FileState>, limit: usize) -> Result<FileList> {
        overview::files(&self.record(), words, state, limit)
    }

    /// Forgets a source with all that was read from it. The user's files are left alone. Returns how much lay in the data
    /// folder before.
    ///
    /// # Errors
    /// `BadInput` if `path` is no source; `Io` if the disk says no.
    pub fn forget(&self, path: &Path) -> Result<Kept> {
        let before = self.kept();
        let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let is_it = |source: &store::SourceRow| source.path == canonical || source.path == path;
        let source = self.record().sources()?.into_iter().find(is_it);
        let Some(source) = source else {
            return Err(none_of_ours(path));
        };
        let forgotten = self.librarian()?.forget(&source.path);
        // What the model remembers of it goes, too, where the disk could not be cleared.
        self.workshop()?.library_changed()?;
        forgotten?;
        if source.sample {
            let me = self
                .me()?
                .into_iter()
                .filter(|who| who != SAMPLE_PERSON)
                .collect();
            self.set_me(me)?;
        }
        Ok(before)
    }

    /// Forgets everything: sources, drafts, settings, who the user is. Returns how much lay in the data folder before.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn forget_all(&self) -> Result<Kept> {
        let before = self.kept();
        self.drafts.stop_all();
        let forgotten = self.librarian()?.forget_all();
        self.librarian()?.pause(false);
        let workshop = self.workshop()?;
        workshop.loaded.rest();
        workshop.standings.clear()?;
        remove_dropped(&self.folder.root)?;
        forgotten?;
        Ok(before)
    }

    /// What there is, for the command line.
    ///
    /// # Errors
    /// If record or index cannot be read.
    pub fn status(&self) -> Result<Status> {
        let kept = self.kept();
        overview::status(&mut self.record(), self.searcher.as_ref().ok(), kept)
    }

    /// How much lies in the data folder.
    pub fn kept(&self) -> Kept {
        self.folder.kept()
    }

    /// Where everything is kept, and how much of it there is.
    pub fn stored(&self) -> Stored {
        Stored {
            folder: self.folder.root.display().to_string(),
            kept: self.kept(),
        }
    }

    /// What there is, for the window.
    ///
    /// # Errors
    /// If the record cannot be read.
    pub fn overview(&self) -> Result<Overview> {
        let librarian = self.librarian.as_ref();
        let reading = librarian.is_some_and(LibrarianThread::is_reading);
        let away = librarian.map(LibrarianThread::away).unwrap_or_default();
        // Walked before the record is held: a draft should not wait for the sizes of files.
        let kept = self.kept();
        let mut record = self.record();
        let settings = settings::settings(&record)?;
        let model = self.choice.find(&settings).ok();
        let model = model.map(|file| self.choice.shown(file));
        overview::overview(&mut record, settings, model, reading, &away, kept)
    }

    /// The documents that fit `query`, best first, each with its best passage.
    ///
    /// # Errors
    /// If record or index cannot be read; `Io` that says why if there is no index to look in.
    pub fn search(&self, query: Query<'_>) -> Result<Vec<Hit>> {
        let searcher = self.searcher.as_ref().map_err(Clone::clone)?;
        overview::hits(&self.record(), searcher, query)
    }
}

fn none_of_ours(path: &Path) -> Error {
    Error::new(
        ErrorCode::BadInput,
        "this is none of the folders that were added",
    )
    .at(path)
    .remedy("See 'longhand status' for the folders")
}
