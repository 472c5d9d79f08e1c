//! Documents of files that are being read, gathered until they are written together.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, Instant};

use domain::{Error, ErrorCode, Result};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{Aside, FileRow, FileState, Form, MarkRow, NewDocument, Record, SourceRow};

use crate::extract::{Extracted, Mark};
use crate::index::Index;
use crate::kinds::guess;
use crate::sent::is_among_sent;
use crate::who::Me;

/// Documents that are gathered before they are written in one transaction.
const BATCH: usize = 1_000;
/// And bytes of text that are gathered.
const BATCH_BYTES: usize = 8 << 20;
/// Nor does one wait longer than this.
const BATCH_TIME: Duration = Duration::from_millis(500);

/// A file whose documents are not in the record yet.
struct Pending {
    file: FileRow,
    documents: Vec<NewDocument>,
    /// Whether it is only noted: none of it is read this time.
    noted: bool,
    /// Keys, as hashes, that a reading which goes on has given since it went on.
    given: HashSet<u64>,
    /// The number of this reading, once a first part was written or where it goes on with an earlier one.
    reading: Option<i64>,
    /// Whether this reading goes on from a mark.
    continued: bool,
    /// Of the document at which it goes on: it may be another now.
    unsee: Option<String>,
    /// How far it was read. A mark is written with the documents before it, never without them.
    mark: Option<(String, Mark)>,
    /// The key of the document that came last.
    last_key: String,
    /// Whether all documents that the file holds were seen, so that any other is gone from it.
    whole: bool,
}

/// What is gathered, and where it goes.
pub(crate) struct Inbox<'a> {
    pub(crate) record: &'a mut Record,
    index: &'a mut Index,
    now: fn() -> Timestamp,
    me: Me,
    pending: Vec<Pending>,
    waiting: usize,
    waiting_bytes: usize,
    last_write: Instant,
    /// Documents written that were new or had changed.
    pub(crate) changed: u32,
}

impl<'a> Inbox<'a> {
    pub(crate) fn new(
        record: &'a mut Record,
        index: &'a mut Index,
        now: fn() -> Timestamp,
    ) -> Result<Self> {
        let me = Me::of(record)?;
        Ok(Self {
            record,
            index,
            now,
            me,
            pending: Vec::new(),
            waiting: 0,
            waiting_bytes: 0,
            last_write: Instant::now(),
            changed: 0,
        })
    }

    /// Documents that were found, as far as one can tell before they are compared.
    pub(crate) fn found(&self) -> u32 {
        self.changed + self.waiting as u32
    }

    /// A file of which nothing is read: what became of it stands in `file`.
    pub(crate) fn note(&mut self, file: FileRow) {
        let whole = file.state == FileState::Skipped;
        self.begin(file);
        if let Some(pending) = self.pending.last_mut() {
            pending.noted = true;
            pending.whole = whole;
        }
    }

    /// What is taken from now on comes from `file`.
    pub(crate) fn begin(&mut self, mut file: FileRow) {
        file.read_at = (self.now)();
        self.pending.push(Pending {
            file,
            documents: Vec::new(),
            noted: false,
            given: HashSet::new(),
            reading: None,
            continued: false,
            unsee: None,
            mark: None,
            last_key: String::new(),
            whole: false,
        });
    }

    /// The file is not read from its start: an earlier reading goes on, at `mark`, or this one, where a reader broke off.
    pub(crate) fn go_on(&mut self, mark: Option<&MarkRow>) -> Result<()> {
        self.go_on_behind()?;
        let Some(pending) = self.pending.last_mut() else {
            return Ok(());
        };
        match (&pending.mark, mark) {
            (Some((key, _)), _) => pending.unsee = Some(key.clone()),
            (None, Some(mark)) => {
                pending.reading = Some(mark.reading);
                pending.unsee = Some(mark.key.clone());
            }
            (None, None) => {}
        }
        Ok(())
    }

    /// Another reader goes on with the file, behind all that was taken of it; or with what was taken last once more.
    pub(crate) fn go_on_behind(&mut self) -> Result<()> {
        // What a reader gave before it broke off must be known when the next one gives it again.
        if self
            .pending
            .last()
            .is_some_and(|one| one.mark.is_some() || !one.documents.is_empty())
        {
            self.write()?;
        }
        if let Some(pending) = self.pending.last_mut() {
            pending.continued = true;
            pending.given.clear();
        }
        Ok(())
    }

    /// Takes a document of the file that is being read.
    pub(crate) fn take(&mut self, source: &SourceRow, mut extracted: Extracted) -> Result<()> {
        let Some(pending) = self.pending.last_mut() else {
            return Ok(());
        };
        let mut bytes = packed(&extracted)?;
        if pending.continued {
            // This reading does not know the keys before its mark: a mail with the Message-ID of another one is yet another.
            let base = extracted.key.clone();
            let mut times = 1;
            while pending.given.contains(&hashed(&extracted.key))
                || is_of_another(self.record, pending, &extracted.key, &bytes)?
            {
                times += 1;
                extracted.key = format!("{}#{times}", without_repeat(&base));
                bytes = packed(&extracted)?;
            }
            pending.given.insert(hashed(&extracted.key));
        }
        let path = &pending.file.path;
        let among_sent = extracted.is_mail() && is_among_sent(path);
        // A mail without a sender is nobody's, unless it lies where sent mails lie: then the user wrote it.
        let mail = extracted.is_mail() && !(among_sent && extracted.author.is_none());
        let form = Form::of(mail, !extracted.key.is_empty());
        let document = NewDocument {
            fingerprint: Sha256::digest(&bytes).to_vec(),
            piece: piece(&extracted, &bytes),
            kind: guess(mail, source.kind, extracted.kind, path, &source.path).0,
            said: extracted.kind,
            sent: extracted.sent || among_sent,
            delivered: extracted.delivered,
            mail,
            mine: !extracted.automatic && self.me.wrote(extracted.author.as_ref(), form),
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
        pending.last_key.clone_from(&document.key);
        pending.documents.push(document);
        self.waiting += 1;
        self.waiting_bytes += bytes.len();
        if self.is_full() {
            self.write()?;
        }
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.waiting >= BATCH || self.waiting_bytes >= BATCH_BYTES
    }

    /// The document that was taken last can be begun with another time.
    pub(crate) fn mark(&mut self, mark: Mark) {
        if let Some(pending) = self.pending.last_mut() {
            pending.mark = Some((pending.last_key.clone(), mark));
        }
    }

    /// The file that is being read is another one at the next look, whatever the disk says of it then: what was in the way
    /// of reading it may be gone without a trace.
    pub(crate) fn look_again(&mut self) {
        if let Some(pending) = self.pending.last_mut() {
            (pending.file.bytes, pending.file.modified_ns) = (0, 0);
        }
    }

    /// The file that was being read is done, one way or another. `whole` says that nothing else is in it.
    pub(crate) fn conclude(
        &mut self,
        state: FileState,
        reason: String,
        digest: Option<Vec<u8>>,
        whole: bool,
    ) -> Result<()> {
        if let Some(pending) = self.pending.last_mut() {
            pending.file.state = state;
            pending.file.reason = reason;
            pending.file.digest = digest;
            pending.whole = whole;
        }
        if self.is_full() || self.last_write.elapsed() >= BATCH_TIME {
            self.write()?;
        }
        Ok(())
    }

    /// Writes all that is pending in one transaction, and lets the index follow.
    pub(crate) fn write(&mut self) -> Result<()> {
        let pending = &mut self.pending;
        self.changed += self.record.write(|writing| {
            let mut changed = 0;
            for one in pending.iter_mut() {
                let id = writing.put_file(&one.file)?;
                one.file.id = id;
                // What is only noted keeps how far an earlier reading came, and what it found.
                let kept = one.noted && !one.whole;
                let reading = match one.reading {
                    Some(reading) => reading,
                    None if kept => continue,
                    None => {
                        writing.remove_mark(id)?;
                        writing.begin_reading()?
                    }
                };
                one.reading = Some(reading);
                if let Some(key) = one.unsee.take() {
                    writing.unsee(id, &key)?;
                }
                for document in one.documents.drain(..) {
                    changed += u32::from(writing.put_document(id, reading, &document)?);
                }
                if let Some(mark) = &one.mark {
                    writing.put_mark(id, &mark_row(mark, reading)?)?;
                }
                // A file that could not be read keeps what an earlier reading found in it.
                if one.whole {
                    writing.remove_unseen(id, reading)?;
                }
            }
            Ok(changed)
        })?;
        self.pending
            .retain(|one| one.file.state == FileState::Waiting);
        (self.waiting, self.waiting_bytes) = (0, 0);
        self.last_write = Instant::now();
        self.index.follow(self.record)
    }
}

/// Whether the record has another document under this key; the one at which a reading goes on may be another now.
fn is_of_another(record: &Record, pending: &Pending, key: &str, bytes: &[u8]) -> Result<bool> {
    if pending.unsee.as_deref() == Some(key) {
        return Ok(false);
    }
    let known = record.fingerprint(pending.file.id, key)?;
    Ok(known.is_some_and(|known| !known.is_empty() && known != Sha256::digest(bytes).to_vec()))
}

fn hashed(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

fn mark_row((key, mark): &(String, Mark), reading: i64) -> Result<MarkRow> {
    let note = serde_json::to_string(mark).map_err(|cause| {
        Error::new(
            ErrorCode::Record,
            format!("how far a file was read cannot be kept ({cause})"),
        )
    })?;
    Ok(MarkRow {
        reading,
        key: key.clone(),
        note,
    })
}

fn packed(extracted: &Extracted) -> Result<Vec<u8>> {
    serde_json::to_vec(extracted).map_err(|cause| {
        Error::new(
            ErrorCode::Record,
            format!("a document cannot be kept ({cause})"),
        )
    })
}

/// What all copies of a piece have in common: the same mail in two folders, a file that was copied. Two mails with the same
/// words are two pieces, for two people may get the same answer.
fn piece(extracted: &Extracted, bytes: &[u8]) -> Vec<u8> {
    if extracted.is_mail() {
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
