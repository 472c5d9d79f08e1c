//! Maildir: a folder in which every mail is a file of its own, whose name changes as the mail is read and answered.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Folders of a Maildir that mails lie in. A third, `tmp`, holds mails that are still being delivered.
const FOLDERS: [&str; 2] = ["cur", "new"];

/// Whether `folder` is a Maildir.
pub(crate) fn is_maildir(folder: &Path) -> bool {
    FOLDERS.iter().all(|name| folder.join(name).is_dir())
}

/// The Maildir that the mail at `path` lies in, and its name without the flags that programs put behind it. None for
/// any other file; only the path is looked at.
pub(crate) fn mail(path: &Path) -> Option<(&Path, String)> {
    let folder = path.parent()?;
    if !FOLDERS
        .iter()
        .any(|name| folder.file_name() == Some(OsStr::new(name)))
    {
        return None;
    }
    let name = path.file_name()?.to_string_lossy();
    let end = [":2,", ";2,", "!2,"]
        .iter()
        .find_map(|mark| name.rfind(mark))
        .unwrap_or(name.len());
    Some((folder.parent()?, name[..end].to_owned()))
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
