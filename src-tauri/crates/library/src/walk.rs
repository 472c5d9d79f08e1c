//! What lies in a folder just now.

use std::collections::HashSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use domain::Result;
use walkdir::{DirEntry, WalkDir};

use crate::maildir::is_maildir;

/// Something that a look at the disk found.
#[derive(Debug)]
pub(crate) enum Sight {
    /// A file that can be read.
    File(SeenFile),
    /// What is left out, and why.
    LeftOut(PathBuf, &'static str),
    /// A folder or file that could not be looked at, and why.
    Hidden(PathBuf, String),
}

/// A file as the disk shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SeenFile {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    /// In nanoseconds since 1970.
    pub(crate) modified_ns: i64,
}

/// Looks at `root`, a folder or a file. Folders in `others` are left alone: they are sources of their own, or hold the
/// program's data. Links are not followed, so no loop can catch it. What is found is told at once and not gathered.
pub(crate) fn walk(
    root: &Path,
    others: &HashSet<PathBuf>,
    found: &mut dyn FnMut(Sight) -> Result<()>,
) -> Result<()> {
    let mut maildirs = HashSet::new();
    let mut entries = WalkDir::new(root)
        .follow_links(false)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let reason = error
                    .io_error()
                    .map_or_else(|| error.to_string(), |cause| cause.kind().to_string());
                found(Sight::Hidden(path, reason))?;
                continue;
            }
        };
        let path = entry.path();
        let left_out = |reason| Sight::LeftOut(path.to_owned(), reason);
        let inner = entry.depth() > 0;
        let folder = entry.file_type().is_dir();
        let mails = inner
            && path
                .parent()
                .is_some_and(|parent| maildirs.contains(parent));
        if folder && is_maildir(path) {
            maildirs.insert(path.to_owned());
        }
        if inner && others.contains(path) {
            entries.skip_current_dir();
        } else if mails && folder && entry.file_name() == "tmp" {
            found(left_out("mail that is still being delivered"))?;
            entries.skip_current_dir();
        } else if mails && !folder {
            found(left_out("a mail program's own file"))?;
        } else if mails && maildirs.contains(path) {
            // Its folders have names that begin with a dot, and are entered all the same.
        } else if inner && entry.file_name().to_string_lossy().starts_with('.') {
            found(left_out("a hidden file or folder"))?;
            if folder {
                entries.skip_current_dir();
            }
        } else if inner && is_backup(&entry.file_name().to_string_lossy()) {
            found(left_out("an editor's own copy of another file"))?;
        } else if !folder {
            found(look(&entry))?;
        }
    }
    Ok(())
}

/// What editors leave beside a file while it is open or when it was saved.
fn is_backup(name: &str) -> bool {
    name.ends_with('~') || (name.starts_with('#') && name.ends_with('#')) || name.ends_with(".swp")
}

fn look(entry: &DirEntry) -> Sight {
    let path = entry.path().to_owned();
    if entry.file_type().is_symlink() {
        Sight::LeftOut(path, "a link to another place; add that place itself")
    } else if !entry.file_type().is_file() {
        Sight::LeftOut(path, "not a file that can be read")
    } else {
        match entry.metadata() {
            Ok(metadata) => Sight::File(stamp(path, &metadata)),
            Err(error) => Sight::Hidden(path, error.to_string()),
        }
    }
}

fn stamp(path: PathBuf, metadata: &Metadata) -> SeenFile {
    let since = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified_ns = since.map_or(0, |since| {
        i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
    });
    SeenFile {
        path,
        bytes: metadata.len(),
        modified_ns,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files below `root`, and how many things are left out and hidden.
    fn seen(root: &Path, others: &HashSet<PathBuf>) -> (Vec<String>, usize, usize) {
        let (mut files, mut left_out, mut hidden) = (Vec::new(), 0, 0);
        walk(root, others, &mut |sight| {
            match sight {
                Sight::File(file) => {
                    let path = file.path.strip_prefix(root).unwrap();
                    files.push(path.to_str().unwrap().to_owned());
                }
                Sight::LeftOut(..) => left_out += 1,
                Sight::Hidden(..) => hidden += 1,
            }
            Ok(())
        })
        .unwrap();
        (files, left_out, hidden)
    }

    #[test]
    fn links_hidden_files_and_other_sources_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["a.txt", "a.txt~", ".hidden", "sub/b.txt", "data/c.txt"] {
            std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            std::fs::write(root.join(name), name).unwrap();
        }
        std::os::unix::fs::symlink(root, root.join("sub/loop")).unwrap();
        let (files, left_out, hidden) = seen(root, &[root.join("data")].into());
        assert_eq!(files, ["a.txt", "sub/b.txt"]);
        assert_eq!((left_out, hidden), (3, 0));
        assert_eq!(seen(&root.join("nowhere"), &HashSet::new()).2, 1);
    }

    #[test]
    fn a_maildir_shows_its_mails_and_those_of_its_hidden_folders() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in [
            "cur/1:2,S",
            "new/2",
            "tmp/3",
            "dovecot-uidlist",
            ".Sent/cur/4:2,S",
            ".Sent/new/5",
            ".Sent/tmp/6",
            ".cache/7",
        ] {
            std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            std::fs::write(root.join(name), name).unwrap();
        }
        let (files, left_out, _) = seen(root, &HashSet::new());
        assert_eq!(
            files,
            [".Sent/cur/4:2,S", ".Sent/new/5", "cur/1:2,S", "new/2"]
        );
        assert_eq!(left_out, 4);
    }
}
