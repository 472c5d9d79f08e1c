//! Maildir: a folder in which every mail is a file of its own, whose name changes as the mail is read and answered.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Folders of a Maildir that mails lie in. A third, `tmp`, holds mails that are still being delivered.
const FOLDERS: [&str; 2] = ["cur", "new"];
/// What stands before the flags; not every disk takes a colon.
const MARKS: [&str; 3] = [":2,", ";2,", "!2,"];

/// Whether `folder` is a Maildir.
pub(crate) fn is_maildir(folder: &Path) -> bool {
    FOLDERS.iter().all(|name| folder.join(name).is_dir())
}

/// The Maildir that the mail at `path` lies in, and its name without the flags that programs put behind it. None for
/// any other file; only the path is looked at.
pub(crate) fn mail(path: &Path) -> Option<(&Path, String)> {
    let (folder, name, _) = parts(path)?;
    Some((folder, name))
}

/// Whether the mail at `path` was deleted, and lies in its Maildir until its program clears up.
pub(crate) fn is_deleted(path: &Path) -> bool {
    parts(path).is_some_and(|(_, _, flags)| flags.contains('T'))
}

/// The Maildir, the name and the flags of the mail at `path`.
fn parts(path: &Path) -> Option<(&Path, String, String)> {
    let folder = path.parent()?;
    if !FOLDERS
        .iter()
        .any(|name| folder.file_name() == Some(OsStr::new(name)))
    {
        return None;
    }
    let name = path.file_name()?.to_string_lossy();
    let (name, flags) = MARKS
        .iter()
        .find_map(|mark| name.rsplit_once(mark))
        .unwrap_or((&name, ""));
    Some((folder.parent()?, name.to_owned(), flags.to_owned()))
}

/// The folders of mails of the Maildir that `path`, which need not be there any more, is a mail or such a folder of. Other
/// Maildirs inside of it are none of these.
pub(crate) fn folders_around(path: &Path) -> Option<[PathBuf; 2]> {
    let folder = match mail(path) {
        Some((folder, _)) => folder,
        None => path.parent()?,
    };
    let folders = FOLDERS.map(|name| folder.join(name));
    ((mail(path).is_some() || folders.iter().any(|one| one == path)) && is_maildir(folder))
        .then_some(folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_are_no_part_of_a_name() {
        let of = |path: &'static str| {
            mail(Path::new(path)).map(|(folder, name)| (folder.to_owned(), name))
        };
        let wanted = Some((PathBuf::from("/m/.Sent"), "12.M3P4.host,S=99".to_owned()));
        assert_eq!(of("/m/.Sent/new/12.M3P4.host,S=99"), wanted);
        assert_eq!(of("/m/.Sent/cur/12.M3P4.host,S=99:2,FRS"), wanted);
        assert_eq!(of("/m/.Sent/cur/12.M3P4.host,S=99;2,S"), wanted);
        assert_eq!(of("/m/.Sent/12.M3P4.host"), None);
        for (path, deleted) in [
            ("/m/cur/12.host:2,ST", true),
            ("/m/cur/12.host;2,T", true),
            ("/m/cur/12.host,T:2,S", false),
            ("/m/cur/12.T", false),
            ("/m/12.host:2,T", false),
        ] {
            assert_eq!(is_deleted(Path::new(path)), deleted, "{path}");
        }
    }

    #[test]
    fn a_maildir_has_folders_for_mail() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("cur")).unwrap();
        assert!(!is_maildir(folder.path()));
        std::fs::create_dir(folder.path().join("new")).unwrap();
        assert!(is_maildir(folder.path()));
        let around = |below: &str| folders_around(&folder.path().join(below));
        let both = Some(["cur", "new"].map(|name| folder.path().join(name)));
        assert_eq!(around("cur/gone:2,S"), both);
        assert_eq!(around("new"), both);
        assert_eq!(around("notes.txt"), None);
    }
}
