//! The data folder: where things lie in it, and who may write there.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use domain::{Error, ErrorCode, Result};

use crate::wire::Kept;

/// Bytes of a file, or of all files in a folder; what is not there or goes meanwhile has none.
fn size(path: &Path) -> u64 {
    let Ok(about) = fs::symlink_metadata(path) else {
        return 0;
    };
    if !about.is_dir() {
        return about.len();
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| size(&entry.path())).sum()
}

/// Where things lie in a data folder.
#[derive(Debug, Clone)]
pub(crate) struct DataFolder {
    pub(crate) root: PathBuf,
}

impl DataFolder {
    /// Makes the folder if it is not there; only its owner may look into it.
    pub(crate) fn prepare(root: &Path) -> Result<Self> {
        let failed = |cause: std::io::Error| {
            Error::io("making the data folder", root, &cause)
                .remedy("Choose another one with --data-dir")
        };
        fs::create_dir_all(root).map_err(failed)?;
        let root = root.canonicalize().map_err(failed)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&root, fs::Permissions::from_mode(0o700)).map_err(failed)?;
        }
        Ok(Self { root })
    }

    pub(crate) fn record(&self) -> PathBuf {
        self.root.join("record.sqlite")
    }

    /// A record that is empty or gone is made anew only where nothing was ever kept: with a search index full of documents
    /// beside it, it was lost, and what the user has decided with it.
    pub(crate) fn refuse_a_lost_record(&self) -> Result<()> {
        if size(&self.record()) > 0 {
            return Ok(());
        }
        let documents = library::documents_in(&self.index());
        if documents == 0 {
            return Ok(());
        }
        let what = format!(
            "the record of the library is empty or gone, though {documents} documents were read here"
        );
        Err(Error::new(ErrorCode::Record, what).at(&self.record()).remedy(
            "Your own files are safe. Put the record back from a copy, or move the data folder away and add your folders \
             again",
        ))
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    pub(crate) fn models(&self) -> PathBuf {
        self.root.join("models")
    }

    /// Where the user may choose another way through the stages.
    pub(crate) fn method(&self) -> PathBuf {
        self.root.join("method.json")
    }

    pub(crate) fn standings(&self) -> PathBuf {
        self.root.join("standing")
    }

    /// How much lies in the folder, in bytes.
    pub(crate) fn kept(&self) -> Kept {
        // The journal of the record lies beside it and is a part of it.
        let record = ["", "-wal", "-shm"].map(|end| {
            let mut path = self.record().into_os_string();
            path.push(end);
            size(Path::new(&path))
        });
        Kept {
            record: record.iter().sum(),
            index: size(&self.index()),
            ahead: size(&self.standings()),
            models: size(&self.models()),
        }
    }

    fn lock_file(&self) -> PathBuf {
        self.root.join("lock")
    }

    /// Makes this process the writer; none if another one is, with that one's number.
    pub(crate) fn lock(&self) -> Result<std::result::Result<WriterLock, Holder>> {
        let path = self.lock_file();
        let failed =
            |cause: std::io::Error| Error::io("opening the lock of the data folder", &path, &cause);
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {
                // One write of one width: whoever is turned away just now reads a whole number.
                write!(file, "{:<10}", std::process::id()).map_err(failed)?;
                file.set_len(10).map_err(failed)?;
                Ok(Ok(WriterLock { _file: file }))
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                file.read_to_string(&mut holder).map_err(failed)?;
                Ok(Err(Holder {
                    process: holder.trim().to_owned(),
                }))
            }
            Err(TryLockError::Error(cause)) => Err(failed(cause)),
        }
    }
}

/// Held for as long as this process is the writer; the system lets go of it even when the process is killed.
#[derive(Debug)]
pub(crate) struct WriterLock {
    _file: File,
}

/// The process that is the writer.
#[derive(Debug)]
pub(crate) struct Holder {
    process: String,
}

impl Holder {
    pub(crate) fn error(&self, root: &Path) -> Error {
        locked(
            root,
            format!(
                "Longhand is at work here already, as process {}",
                self.process
            ),
        )
    }
}

/// Why nothing can be written where another one does.
pub(crate) fn only_reads(root: &Path) -> Error {
    locked(
        root,
        "Longhand is open elsewhere, and only one may write here",
    )
}

fn locked(root: &Path, what: impl Into<String>) -> Error {
    Error::new(ErrorCode::Locked, what)
        .at(root)
        .remedy("Close that one first, or use another data folder with --data-dir")
}
