//! Messages and documents as the window shows them whole: one to be answered, one that a draft leans on.

use std::fs;
use std::path::{Path, PathBuf};

use domain::{DocumentId, Error, ErrorCode, Person, Result};

use crate::engine::Engine;
use crate::wire::{Opened, Received};
use crate::workers::WorkerWord;

impl Engine {
    /// The message in `file`: its text, and who sent it under which subject, where the file is a mail.
    ///
    /// # Errors
    /// `BadInput` if there is no text in it, with the reason.
    pub fn message(&self, file: &Path) -> Result<Received> {
        let reader = WorkerWord::Reader.program(&self.setup.program);
        let message = library::read_message(file, reader)?;
        Ok(Received {
            sender: sender(message.author.as_ref()),
            title: message.title,
            text: message.text,
        })
    }

    /// The message in a file called `name` that was dropped on the window: `bytes` is what stands in it.
    ///
    /// # Errors
    /// `BadInput` if there is no text in it, `Locked` in an engine that only reads, `Io` if the disk says no.
    pub fn dropped_message(&self, name: &str, bytes: &[u8]) -> Result<Received> {
        self.librarian()?;
        let dropped = Dropped::keep(&self.folder.root, name, bytes)?;
        self.message(&dropped.path).map_err(|error| Error {
            // The user knows the file by its own name, not by ours.
            path: Some(name.to_owned()),
            ..error
        })
    }

    /// The message that another program gave as `bytes`: a mail with its headers, or else plain words.
    ///
    /// # Errors
    /// As `dropped_message`, and `BadInput` for words that are not UTF-8.
    pub fn piped_message(&self, bytes: Vec<u8>) -> Result<Received> {
        if library::is_a_mail(&bytes) {
            return self.dropped_message("message.eml", &bytes);
        }
        let text = String::from_utf8(bytes).map_err(|_| {
            Error::new(
                ErrorCode::BadInput,
                "the message to answer is neither a mail nor text in UTF-8",
            )
            .remedy("Save it as a file and name that")
        })?;
        Ok(Received {
            sender: String::new(),
            title: String::new(),
            text,
        })
    }

    /// The document `id`, whole.
    ///
    /// # Errors
    /// `BadInput` if it is not there any more.
    pub fn open_document(&self, id: DocumentId) -> Result<Opened> {
        let found = self.record().documents(&[id])?.into_iter().next();
        let document = found.ok_or_else(|| {
            Error::new(
                ErrorCode::BadInput,
                "this text is not in the library any more",
            )
        })?;
        let to: Vec<&str> = document.recipients.iter().map(Person::label).collect();
        Ok(Opened {
            id,
            title: document.title,
            path: document.path,
            kind: document.kind,
            date: document.date,
            to: to.join(", "),
            sender: sender(document.author.as_ref()),
            from: document.author,
            mine: document.mine,
            text: document.text,
        })
    }
}

fn sender(author: Option<&Person>) -> String {
    author.map(Person::in_to).unwrap_or_default()
}

/// Its name, but for the end.
const DROPPED: &str = "dropped";

/// A copy for the reader to look at, for as long as it looks.
struct Dropped {
    path: PathBuf,
}

impl Dropped {
    fn keep(root: &Path, name: &str, bytes: &[u8]) -> Result<Self> {
        // The reader goes by the end of the name where the content leaves a doubt.
        let end: String = Path::new(name)
            .extension()
            .and_then(|end| end.to_str())
            .filter(|end| end.len() <= 8 && end.chars().all(char::is_alphanumeric))
            .unwrap_or("eml")
            .to_lowercase();
        let path = root.join(format!("{DROPPED}.{end}"));
        let dropped = Self { path };
        fs::write(&dropped.path, bytes)
            .map_err(|cause| Error::io("taking in the message", &dropped.path, &cause))?;
        Ok(dropped)
    }
}

/// Removes copies that a program left behind which was ended in the middle.
pub(crate) fn remove_dropped(root: &Path) -> Result<()> {
    let Ok(files) = fs::read_dir(root) else {
        return Ok(());
    };
    let is_copy = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == DROPPED);
    let copies = files.flatten().map(|file| file.path()).filter(is_copy);
    for copy in copies {
        fs::remove_file(&copy).map_err(|cause| Error::io("removing a message", &copy, &cause))?;
    }
    Ok(())
}

impl Drop for Dropped {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
