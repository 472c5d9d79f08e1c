//! The search index: a copy of the record's words that follows it by `change_seq` and is rebuilt when in doubt.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::{Document, Error, ErrorCode, Result};
use store::{Change, Record};
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{
    Directory, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term,
};

use crate::dense::Vectors;
use crate::meaning;
use crate::vectors::{self, Stored, TEXT};
use crate::words::analyzer;

/// Goes up with every change of the fields, of how words are cut, or of what a snippet is.
const VERSION: &str = "5";
/// Memory of the writer before it makes a segment.
const HEAP: usize = 64 << 20;
/// Changes that are fetched from the record at once.
const BATCH: usize = 1_000;
/// An index of fewer documents is searched in no time.
const WORTH_TIDYING: u32 = 5_000;
/// Segments are put together once more than one document in this many is gone.
const MOST_GONE: u32 = 4;
/// While files are read, the index is committed this often.
const COMMIT_EVERY: Duration = Duration::from_secs(1);
/// How the index calls the rule by which words are cut.
const TOKENIZER: &str = "words";
/// Tantivy's list of segments: another one after each commit and each merge.
const SEGMENTS: &str = "meta.json";
/// The column of the documents' numbers.
pub(crate) const ID: &str = "id";
/// The column of what all copies of a piece have in common.
pub(crate) const PIECE: &str = "piece";

#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) kind: Field,
    pub(crate) mine: Field,
    /// Addresses and names, in lower case, of those whom it went to.
    pub(crate) to: Field,
    /// Seconds since 1970.
    pub(crate) date: Field,
    /// The same for all copies of one piece.
    pub(crate) piece: Field,
    pub(crate) title: Field,
    pub(crate) text: Field,
}

/// The writing side; one for a data folder.
pub struct Index {
    folder: PathBuf,
    index: tantivy::Index,
    /// None after it has failed: what it had taken in is lost then, and its next commit would not say so.
    writer: Option<IndexWriter>,
    fields: Fields,
    /// Which record this index belongs to.
    record_id: String,
    /// The newest change that was given to the writer.
    applied: i64,
    /// No document with a number above this was ever given to it.
    highest: u64,
    committed: i64,
    last_commit: Instant,
}

/// The reading side; as many as are wanted, in any process.
#[derive(Clone)]
pub struct Searcher {
    pub(crate) index: tantivy::Index,
    pub(crate) reader: IndexReader,
    /// The list of segments that `reader` shows, or an older one.
    shown: Arc<Mutex<Vec<u8>>>,
    pub(crate) fields: Fields,
    pub(crate) vectors: Vectors,
}

fn failed(what: &str, folder: &Path, cause: &dyn std::fmt::Display) -> Error {
    // What tantivy says of it helps nobody but us.
    tracing::warn!(%cause, "the search index could not be {what}");
    Error::new(ErrorCode::Io, format!("the search index could not be {what}"))
        .at(folder)
        .remedy("Check that the disk has room and the data folder is yours to write; the index is made anew by itself")
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs),
    );
    let fields = Fields {
        id: schema.add_u64_field(ID, INDEXED | FAST),
        kind: schema.add_text_field("kind", STRING),
        mine: schema.add_bool_field("mine", INDEXED),
        to: schema.add_text_field("to", STRING),
        date: schema.add_i64_field("date", FAST),
        piece: schema.add_u64_field(PIECE, FAST),
        title: schema.add_text_field("title", words.clone()),
        text: schema.add_text_field(TEXT, words),
    };
    (schema.build(), fields)
}

/// What is written beside an index that this program can use: its rules and its table of word vectors.
fn today() -> String {
    format!("{VERSION} {}", meaning::version())
}

/// Opens or makes the index in `folder`; one of another version or damaged is thrown away. Told with it is the highest
/// number of a document in it.
fn open(folder: &Path) -> Result<(tantivy::Index, Fields, u64)> {
    let (schema, fields) = schema();
    let version = folder.join("VERSION");
    let today = today();
    if fs::read_to_string(&version).is_ok_and(|found| found == today)
        && let Ok(mut index) = tantivy::Index::open_in_dir(folder)
        && index.schema() == schema
        && let Some(highest) = highest(&index)
    {
        index.register_plugin(vectors::plugin());
        index.tokenizers().register(TOKENIZER, analyzer());
        return Ok((index, fields, highest));
    }
    if folder.exists() {
        fs::remove_dir_all(folder)
            .map_err(|cause| Error::io("clearing the search index", folder, &cause))?;
    }
    fs::create_dir_all(folder)
        .map_err(|cause| Error::io("making the search index", folder, &cause))?;
    let index = tantivy::Index::builder()
        .schema(schema)
        .register_plugin(vectors::plugin())
        .create_in_dir(folder)
        .map_err(|cause| failed("made", folder, &cause))?;
    index.tokenizers().register(TOKENIZER, analyzer());
    fs::write(&version, today)
        .map_err(|cause| Error::io("making the search index", &version, &cause))?;
    Ok((index, fields, 0))
}

/// A reader that looks for a newer commit only when it is told to.
fn reader(index: &tantivy::Index) -> tantivy::Result<IndexReader> {
    let builder = index.reader_builder();
    builder.reload_policy(ReloadPolicy::Manual).try_into()
}

/// The highest number of a document in an index, whether or not it is still there; none if the index is damaged. Opening an
/// index looks at its head alone, this at all of its parts.
fn highest(index: &tantivy::Index) -> Option<u64> {
    let searcher = reader(index).ok()?.searcher();
    let mut segments = searcher.segment_readers().iter();
    segments.try_fold(0, |highest, segment| {
        Stored::open(segment).ok()?;
        let numbers = segment.fast_fields().u64(ID).ok()?;
        Some(numbers.max_value().max(highest))
    })
}

impl Index {
    /// Opens the index in `folder` and brings it up to `record`.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn open(folder: &Path, record: &Record) -> Result<Self> {
        let (index, fields, highest) = open(folder)?;
        let mut opened = Self {
            folder: folder.to_owned(),
            index,
            writer: None,
            fields,
            record_id: record.setting::<String>("record_id")?.unwrap_or_default(),
            applied: 0,
            highest,
            committed: 0,
            last_commit: Instant::now(),
        };
        opened.follow(record)?;
        opened.commit()?;
        Ok(opened)
    }

    /// A reading side of the same index.
    ///
    /// # Errors
    /// `Io` if it cannot be read.
    pub fn searcher(&self) -> Result<Searcher> {
        Searcher::over(self.index.clone(), self.fields, &self.folder)
    }

    /// Applies what the record has and the index has not; commits now and then, not each time.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn follow(&mut self, record: &Record) -> Result<()> {
        self.begin(record)?;
        let followed = self.follow_on(record);
        self.unless_failed(followed)
    }

    fn follow_on(&mut self, record: &Record) -> Result<()> {
        loop {
            let changes = record.changes_after(self.applied, BATCH)?;
            let Some((last, _)) = changes.last() else {
                break;
            };
            let last = *last;
            for (_, change) in changes {
                self.apply(change)?;
            }
            self.applied = last;
            if self.last_commit.elapsed() >= COMMIT_EVERY {
                self.commit()?;
            }
        }
        Ok(())
    }

    /// Opens the writing side if there is none, which goes on from what was committed last.
    fn begin(&mut self, record: &Record) -> Result<()> {
        if self.writer.is_some() {
            return Ok(());
        }
        // One thread: the second core belongs to the reader.
        let writer = self
            .index
            .writer_with_num_threads(1, HEAP)
            .map_err(|cause| failed("opened", &self.folder, &cause))?;
        self.writer = Some(writer);
        let held = held(&self.index).filter(|(id, _)| *id == self.record_id);
        let (applied, current) = (held.map(|(_, seq)| seq), record.change_seq()?);
        self.applied = applied.unwrap_or(0);
        self.committed = self.applied;
        match applied {
            Some(seq) if seq <= current => Ok(()),
            _ => self.clear(),
        }
    }

    fn unless_failed(&mut self, done: Result<()>) -> Result<()> {
        if done.is_err() {
            self.writer = None;
        }
        done
    }

    /// The writing side.
    fn writing(&mut self) -> Result<&mut IndexWriter> {
        let folder = &self.folder;
        let none = || failed("written", folder, &"it failed before");
        self.writer.as_mut().ok_or_else(none)
    }

    /// Makes all that was applied findable, and notes up to which change that is.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn commit(&mut self) -> Result<()> {
        self.last_commit = Instant::now();
        if self.applied == self.committed {
            return Ok(());
        }
        let payload = format!("{} {}", self.record_id, self.applied);
        let folder = self.folder.clone();
        let failed = |cause| failed("written", &folder, &cause);
        let writer = self.writing()?;
        let prepared = writer.prepare_commit().and_then(|mut prepared| {
            prepared.set_payload(&payload);
            prepared.commit()
        });
        let committed = prepared.map(drop).map_err(failed);
        self.unless_failed(committed)?;
        self.committed = self.applied;
        Ok(())
    }

    /// Where a good part of the documents is gone, the rest is put together: else every search passes by what is gone.
    /// tantivy puts segments together by itself, too, and then these are not there any more: nothing is lost by that.
    pub fn tidy(&mut self) {
        if let Err(cause) = self.put_together() {
            tracing::warn!(%cause, "the search index was not put together");
        }
    }

    fn put_together(&mut self) -> tantivy::Result<()> {
        let segments = self.index.searchable_segment_metas()?;
        let gone: u32 = segments.iter().map(SegmentMeta::num_deleted_docs).sum();
        let all: u32 = segments.iter().map(SegmentMeta::max_doc).sum();
        if all >= WORTH_TIDYING && gone > all / MOST_GONE {
            let ids: Vec<SegmentId> = segments.iter().map(SegmentMeta::id).collect();
            if let Some(writer) = &mut self.writer {
                writer.merge(&ids).wait()?;
            }
        }
        Ok(())
    }

    /// Forgets everything, on the disk too, and follows the record from its first change.
    ///
    /// # Errors
    /// `Io` if the disk says no.
    pub fn rebuild(&mut self, record: &Record) -> Result<()> {
        // What is being put together would come back once it is.
        if let Some(writer) = self.writer.take()
            && let Err(cause) = writer.wait_merging_threads()
        {
            tracing::warn!(%cause, "the search index was not put together");
        }
        self.begin(record)?;
        let cleared = self.clear();
        self.unless_failed(cleared)?;
        self.follow(record)?;
        self.commit()?;
        // Only after a commit are the old segments nobody's.
        let collected = self.writing()?.garbage_collect_files().wait();
        collected.map_err(|cause| failed("cleared", &self.folder, &cause))?;
        Ok(())
    }

    fn clear(&mut self) -> Result<()> {
        let cleared = self.writing()?.delete_all_documents();
        cleared.map_err(|cause| failed("cleared", &self.folder, &cause))?;
        self.applied = 0;
        self.highest = 0;
        // Not what is committed, so that the next commit is one even if the record is empty.
        self.committed = -1;
        Ok(())
    }

    fn apply(&mut self, change: Change) -> Result<()> {
        let id = match &change {
            Change::Put { document, .. } => document.id,
            Change::Gone(id) => *id,
        };
        let number = id.0.unsigned_abs();
        // For each document that goes, all segments are looked at: what was never there need not go.
        if number <= self.highest {
            let term = Term::from_field_u64(self.fields.id, number);
            self.writing()?.delete_term(term);
        }
        if let Change::Put { document, piece } = change
            && !document.text.is_empty()
        {
            self.highest = self.highest.max(number);
            let entry = self.entry(&document, &piece);
            let added = self.writing()?.add_document(entry);
            added.map_err(|cause| failed("written", &self.folder, &cause))?;
        }
        Ok(())
    }

    fn entry(&self, document: &Document, piece: &[u8]) -> TantivyDocument {
        let mut entry = TantivyDocument::default();
        entry.add_u64(self.fields.id, document.id.0.unsigned_abs());
        entry.add_text(self.fields.kind, document.kind.as_str());
        entry.add_bool(self.fields.mine, document.mine);
        let people = document.recipients.iter();
        for who in people.flat_map(|person| [&person.address, &person.name]) {
            if !who.is_empty() {
                entry.add_text(self.fields.to, who.to_lowercase());
            }
        }
        if let Some(date) = document.date {
            entry.add_i64(self.fields.date, date.as_second());
        }
        entry.add_u64(self.fields.piece, first_eight(piece));
        let about = document.product.as_deref().unwrap_or_default();
        entry.add_text(self.fields.title, format!("{} {about}", document.title));
        entry.add_text(self.fields.text, &document.text);
        entry
    }
}

fn first_eight(piece: &[u8]) -> u64 {
    let mut eight = [0; 8];
    let length = piece.len().min(8);
    eight[..length].copy_from_slice(&piece[..length]);
    u64::from_le_bytes(eight)
}

/// Which record the last commit belongs to, and its newest change.
fn held(index: &tantivy::Index) -> Option<(String, i64)> {
    let payload = index.load_metas().ok()?.payload?;
    let (id, seq) = payload.split_once(' ')?;
    Some((id.to_owned(), seq.parse().ok()?))
}

/// How many documents the index in `folder` holds, whatever its version; 0 if there is none that can be opened.
pub fn documents_in(folder: &Path) -> u64 {
    let metas = tantivy::Index::open_in_dir(folder).and_then(|index| index.load_metas());
    let segments = metas.map(|metas| metas.segments).unwrap_or_default();
    segments.iter().map(|one| u64::from(one.num_docs())).sum()
}

impl Searcher {
    /// Opens the index in `folder` for reading.
    ///
    /// # Errors
    /// `Io` that says whether there is none, it is of another version, or it is damaged.
    pub fn open(folder: &Path) -> Result<Self> {
        let unfit = |what: &str| {
            Err(Error::new(ErrorCode::Io, what).at(folder).remedy(
                "It is made anew by the Longhand that writes here; close that one, then try again",
            ))
        };
        let (schema, fields) = schema();
        match fs::read_to_string(folder.join("VERSION")) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                return unfit("there is no search index yet");
            }
            Err(cause) => return Err(Error::io("reading the search index", folder, &cause)),
            Ok(found) if found != today() => {
                return unfit("the search index is that of another version of Longhand");
            }
            Ok(_) => {}
        }
        let index =
            tantivy::Index::open_in_dir(folder).map_err(|cause| failed("read", folder, &cause))?;
        if index.schema() != schema {
            return unfit("the search index has other fields than this version of Longhand");
        }
        Self::over(index, fields, folder)
    }

    fn over(index: tantivy::Index, fields: Fields, folder: &Path) -> Result<Self> {
        let read = || {
            let shown = index.directory().atomic_read(Path::new(SEGMENTS))?;
            let reader = reader(&index)?;
            let searcher = reader.searcher();
            let mut segments = searcher.segment_readers().iter();
            segments.try_for_each(|segment| Stored::open(segment).map(drop))?;
            Ok::<_, TantivyError>((shown, reader))
        };
        let (shown, reader) = read().map_err(|cause| failed("read", folder, &cause))?;
        Ok(Self {
            index,
            reader,
            shown: Arc::new(Mutex::new(shown)),
            fields,
            vectors: Vectors::default(),
        })
    }

    /// How many documents can be found, and the newest change that is held for this record.
    ///
    /// # Errors
    /// `Io` if it cannot be read.
    pub fn health(&self, record: &Record) -> Result<(u64, i64)> {
        self.reload()?;
        let record_id = record.setting::<String>("record_id")?.unwrap_or_default();
        let seq = held(&self.index)
            .filter(|(id, _)| *id == record_id)
            .map_or(0, |(_, seq)| seq);
        Ok((self.reader.searcher().num_docs(), seq))
    }

    /// A search sees what was committed before it. To open all segments again takes longer than to search them, so it is
    /// done only after a commit.
    pub(crate) fn reload(&self) -> Result<()> {
        let reload = || {
            let segments = self.index.directory().atomic_read(Path::new(SEGMENTS))?;
            let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
            if *shown != segments {
                self.reader.reload()?;
                *shown = segments;
            }
            Ok::<_, TantivyError>(())
        };
        reload().map_err(|cause| {
            Error::new(
                ErrorCode::Io,
                format!("the search index could not be read ({cause})"),
            )
        })
    }
}
