//! What lies in a folder just now.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Display;
use std::fs::Metadata;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use domain::Result;
use walkdir::{DirEntry, WalkDir};

use crate::maildir::{is_deleted, is_maildir};
use crate::mounts::is_mounted;

/// Something that a look at the disk found.
#[derive(Debug)]
pub(crate) enum Sight {
    /// A file that can be read.
    File(SeenFile),
    /// What is left out, and why.
    LeftOut(PathBuf, &'static str),
    /// A folder or file that could not be looked at, and what to say of it. It may be there all the same.
    Hidden(PathBuf, String),
    /// What is not there any more.
    Gone(PathBuf),
    /// A folder at which another disk begins.
    Mounted(PathBuf),
}

/// A file as the disk shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SeenFile {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    /// In nanoseconds since 1970.
    pub(crate) modified_ns: i64,
}

/// Looks at `root`, a folder or a file in `source`. Folders in `others` are left alone: they are sources of their own, or
/// hold the program's data. Links are not followed, so no loop can catch it, but for `source` itself: somebody may have put
/// a link in the place of a folder that was moved to another disk. What is found is told at once and not gathered.
pub(crate) fn walk(
    root: &Path,
    source: &Path,
    others: &HashSet<PathBuf>,
    found: &mut dyn FnMut(Sight) -> Result<()>,
) -> Result<()> {
    let mut maildirs = HashSet::new();
    let mut entries = WalkDir::new(root)
        .follow_links(false)
        .follow_root_links(root == source)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                found(not_seen(path, &error))?;
                continue;
            }
        };
        let path = entry.path();
        let inner = entry.depth() > 0;
        let folder = entry.file_type().is_dir();
        let of = path.parent().filter(|parent| maildirs.contains(*parent));
        let within = if of.is_some() {
            Within::Maildir
        } else {
            Within::Folder
        };
        if folder && is_maildir(path) {
            maildirs.insert(path.to_owned());
        }
        if folder && is_mounted(path) {
            found(Sight::Mounted(path.to_owned()))?;
        }
        if inner && others.contains(path) {
            entries.skip_current_dir();
        } else if let Some(reason) = left_out(path, folder, within).filter(|_| inner) {
            found(Sight::LeftOut(path.to_owned(), reason))?;
            if folder {
                entries.skip_current_dir();
            }
        } else if !folder {
            found(look(&entry))?;
        }
    }
    Ok(())
}

/// Whether a look at `source` would come to `place`, which lies in it and may be gone.
pub(crate) fn comes_to(place: &Path, source: &Path) -> bool {
    let mut below = place.ancestors().take_while(|above| *above != source);
    below.all(|part| {
        let within = match part.parent() {
            Some(parent) if is_maildir(parent) => Within::Maildir,
            _ => Within::Folder,
        };
        let folder = part != place
            || match part.symlink_metadata() {
                Ok(facts) => facts.is_dir(),
                // What is gone from a Maildir was a folder: its other files are not read.
                Err(_) => within == Within::Maildir || is_below_mail(&name(part)),
            };
        left_out(part, folder, within).is_none()
    })
}

/// What something lies in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Folder,
    Maildir,
}

/// Why what is at `path` is left out, going by its name; none where it is looked at.
fn left_out(path: &Path, folder: bool, within: Within) -> Option<&'static str> {
    let name = name(path);
    let mails = within == Within::Maildir;
    if mails && folder && name == "tmp" {
        Some("mail that is still being delivered")
    } else if mails && !folder {
        Some("a mail program's own file")
    } else if !folder && is_deleted(path) {
        Some("a mail that was deleted")
    } else if mails && is_maildir(path) {
        // Its folders have names that begin with a dot, and are entered all the same.
        None
    } else if folder && is_below_mail(&name) {
        None
    } else if name.starts_with('.') {
        Some("a hidden file or folder")
    } else if !folder && is_backup(&name) {
        Some("an editor's own copy of another file")
    } else if folder && is_of_page(path, &name) {
        Some("what belongs to a web page that was saved")
    } else if folder && is_of_bundle(path, &name) {
        Some("what belongs to a note that was exported")
    } else {
        None
    }
}

/// What is at `path` is called so.
fn name(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

/// Whether a folder of this name holds the folders below one of KMail's: ".sent-mail.directory" those below "sent-mail".
fn is_below_mail(name: &str) -> bool {
    let of = name.strip_prefix('.');
    let of = of.and_then(|rest| rest.strip_suffix(".directory"));
    of.is_some_and(|of| !of.is_empty())
}

/// What became of something that could not be looked at: a disk that is away for a moment takes nothing with it.
fn not_seen(path: PathBuf, error: &walkdir::Error) -> Sight {
    let kind = error.io_error().map(std::io::Error::kind);
    match kind {
        Some(ErrorKind::NotFound | ErrorKind::NotADirectory) => Sight::Gone(path),
        Some(kind) => Sight::Hidden(path, hidden(&kind)),
        None => Sight::Hidden(path, hidden(error)),
    }
}

fn hidden(why: &dyn Display) -> String {
    format!("it cannot be looked at ({why}); check its permissions")
}

/// What editors leave beside a file while it is open or when it was saved.
fn is_backup(name: &str) -> bool {
    name.ends_with('~') || (name.starts_with('#') && name.ends_with('#')) || name.ends_with(".swp")
}

/// Whether browsers keep there what belongs to a page beside it: scripts, pictures, advertisements.
fn is_of_page(path: &Path, name: &str) -> bool {
    const ENDINGS: [&str; 5] = ["_files", "-Dateien", "_fichiers", "_archivos", "-filer"];
    let page = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    page.is_some_and(|page| {
        let beside = |ending: &str| path.with_file_name(format!("{page}.{ending}")).is_file();
        beside("html") || beside("htm")
    })
}

/// Whether what others made lies there that a note shows: a TextBundle is a folder with a text and its pictures and files.
fn is_of_bundle(path: &Path, name: &str) -> bool {
    let bundle = path.parent().and_then(Path::extension);
    name == "assets" && bundle.is_some_and(|ending| ending == "textbundle")
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
            Err(error) => not_seen(path, &error),
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
    fn seen(root: &Path, source: &Path, others: &HashSet<PathBuf>) -> (Vec<String>, usize, usize) {
        let (mut files, mut left_out, mut hidden) = (Vec::new(), 0, 0);
        walk(root, source, others, &mut |sight| {
            match sight {
                Sight::File(file) => {
                    let path = file.path.strip_prefix(root).unwrap();
                    files.push(path.to_str().unwrap().to_owned());
                }
                Sight::LeftOut(..) => left_out += 1,
                Sight::Hidden(..) | Sight::Gone(_) => hidden += 1,
                Sight::Mounted(_) => {}
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
        let (files, left_out, hidden) = seen(root, root, &[root.join("data")].into());
        assert_eq!(files, ["a.txt", "sub/b.txt"]);
        assert_eq!((left_out, hidden), (3, 0));
        assert_eq!(seen(&root.join("nowhere"), root, &HashSet::new()).2, 1);
    }

    #[test]
    fn what_belongs_to_a_saved_page_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["a b.html", "a b_files/x.html", "my_files/x.txt"] {
            std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            std::fs::write(root.join(name), name).unwrap();
        }
        let (files, left_out, _) = seen(root, root, &HashSet::new());
        assert_eq!(files, ["a b.html", "my_files/x.txt"]);
        assert_eq!(left_out, 1);
        assert!(!comes_to(&root.join("a b_files/x.html"), root));
    }

    #[test]
    fn what_a_note_shows_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in [
            "Boat.textbundle/assets/manual.txt",
            "Boat.textbundle/text.md",
            "assets/b.txt",
        ] {
            std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            std::fs::write(root.join(name), name).unwrap();
        }
        let (files, left_out, _) = seen(root, root, &HashSet::new());
        assert_eq!(files, ["Boat.textbundle/text.md", "assets/b.txt"]);
        assert_eq!(left_out, 1);
    }

    #[test]
    fn what_is_gone_is_told_from_what_cannot_be_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let told = |place: &Path| {
            let mut told = String::new();
            walk(place, folder.path(), &HashSet::new(), &mut |sight| {
                told = format!("{sight:?}");
                Ok(())
            })
            .unwrap();
            told
        };
        std::fs::write(folder.path().join("file"), "x").unwrap();
        assert!(told(&folder.path().join("nowhere")).starts_with("Gone"));
        assert!(told(&folder.path().join("file/below")).starts_with("Gone"));
        // Too long a name, as nothing is forbidden to whoever runs this as root.
        assert!(told(&folder.path().join("x".repeat(300))).starts_with("Hidden"));
    }

    #[test]
    fn a_hint_is_followed_to_what_a_look_would_come_to() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in [
            "mail/cur/1",
            "mail/new/2",
            "mail/tmp/3",
            "mail/.Sent/cur/4",
            "mail/.Sent/new/5",
            "mail/dovecot-uidlist",
        ] {
            std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            std::fs::write(root.join(name), name).unwrap();
        }
        let comes = |name: &str| comes_to(&root.join(name), root);
        for name in [
            "",
            "a.txt",
            "gone/b.txt",
            "mail/cur/1",
            "mail/.Sent/cur/4",
            "mail/Gone",
        ] {
            assert!(comes(name), "{name}");
        }
        for name in [
            "a.txt~",
            "#a.txt#",
            ".git/config",
            "mail/tmp/3",
            "mail/dovecot-uidlist",
            "mail/.cache/6",
        ] {
            assert!(!comes(name), "{name}");
        }
        std::os::unix::fs::symlink(root.join("mail"), root.join("link")).unwrap();
        let link = root.join("link");
        let nothing = (vec![], 1, 0);
        assert_eq!(seen(&link, root, &HashSet::new()), nothing);
        // A source that was moved and has a link in its place is there all the same.
        assert_eq!(seen(&link, &link, &HashSet::new()).0.len(), 4);
    }

    #[test]
    fn the_folders_below_a_folder_of_kmail_are_entered() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in [
            "mail/sent-mail/cur/1:2,S",
            "mail/.sent-mail.directory/2023/cur/2:2,S",
            "mail/.sent-mail.index",
            "mail/.directory",
            "mail/.config/3",
        ] {
            std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            std::fs::write(root.join(name), name).unwrap();
        }
        let (files, left_out, _) = seen(root, root, &HashSet::new());
        assert_eq!(
            files,
            [
                "mail/.sent-mail.directory/2023/cur/2:2,S",
                "mail/sent-mail/cur/1:2,S"
            ]
        );
        assert_eq!(left_out, 3);
        let comes = |name: &str| comes_to(&root.join(name), root);
        assert!(comes("mail/.sent-mail.directory/2023/cur/2:2,S"));
        assert!(comes("mail/.gone.directory"));
        assert!(!comes("mail/.directory") && !comes("mail/.config/3"));
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
            ".Sent/cur/8:2,ST",
            ".Sent/new/5",
            ".Sent/tmp/6",
            ".cache/7",
        ] {
            std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            std::fs::write(root.join(name), name).unwrap();
        }
        let (files, left_out, _) = seen(root, root, &HashSet::new());
        assert_eq!(
            files,
            [".Sent/cur/4:2,S", ".Sent/new/5", "cur/1:2,S", "new/2"]
        );
        assert_eq!(left_out, 5);
    }
}
