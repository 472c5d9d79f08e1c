use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use jiff::Timestamp;
use store::Access;
use tempfile::TempDir;

use super::*;
use crate::plan::row;

/// A folder, and a record that knows some of what lies in it.
struct Ground {
    folder: TempDir,
    record: Record,
    source: SourceRow,
    mounts: Vec<PathBuf>,
}

impl Ground {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let words = folder.path().join("words");
        std::fs::create_dir(&words).unwrap();
        let mut record = Record::open(&folder.path().join("record"), Access::Write).unwrap();
        let now = Timestamp::UNIX_EPOCH;
        record
            .write(|writing| writing.put_source(&words, None, false, now))
            .unwrap();
        let source = record.sources().unwrap().remove(0);
        Self {
            folder,
            record,
            source,
            mounts: Vec::new(),
        }
    }

    fn at(&self, name: impl AsRef<Path>) -> PathBuf {
        self.source.path.join(name)
    }

    fn write(&self, name: impl AsRef<Path>) -> PathBuf {
        let path = self.at(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "Hullo").unwrap();
        path
    }

    /// All that lies there now is known from now on, and was read.
    fn learn(&mut self) {
        let mut seen = Vec::new();
        walk(
            &self.source.path,
            &self.source.path,
            &HashSet::new(),
            &mut |sight| {
                if let Sight::File(file) = sight {
                    seen.push(file);
                }
                Ok(())
            },
        )
        .unwrap();
        let source = &self.source;
        self.record
            .write(|writing| {
                seen.iter().try_for_each(|file| {
                    let row = row(source, file, FileState::Read, "");
                    writing.put_file(&row).map(drop)
                })
            })
            .unwrap();
    }

    fn id(&self, path: &Path) -> i64 {
        self.record.file(path).unwrap().unwrap().id
    }

    fn compare(&self, others: &[PathBuf]) -> (Compared, Report) {
        let mut report = Report::default();
        let comparison = Comparison {
            record: &self.record,
            source: &self.source,
            others: &others.iter().cloned().collect(),
            again: Again::Nothing,
            mounts: &self.mounts,
            report: &mut report,
        };
        let places = [self.source.path.clone()];
        let compared = comparison.run(&places).unwrap();
        (compared, report)
    }
}

#[test]
fn of_what_is_as_it_was_nothing_is_held() {
    let mut ground = Ground::new();
    // In bytes `a.txt` stands before `a/b.txt`, and name by name behind it. One name is no UTF-8.
    for name in ["a.txt", "a/b.txt", "a-c.txt", "b/c/d.txt"] {
        ground.write(name);
    }
    ground.write(OsStr::from_bytes(b"caf\xe9.txt"));
    ground.learn();
    let (compared, report) = ground.compare(&[]);
    assert_eq!(compared.files, 5);
    assert_eq!((report.read, report.unchanged), (5, 5));
    assert!(compared.to_read.is_empty() && compared.gone.is_empty());
}

#[test]
fn what_is_new_has_changed_or_is_gone_is_told_apart() {
    let mut ground = Ground::new();
    let [same, changed, gone, below] =
        ["same.txt", "changed.txt", "gone.txt", "sub/below.txt"].map(|name| ground.write(name));
    let odd = ground.write(OsStr::from_bytes(b"sub/caf\xe9.txt"));
    let other = ground.write("other/theirs.txt");
    ground.learn();
    let mut ids = [&gone, &below, &odd].map(|path| ground.id(path));
    ids.sort_unstable();
    let known = ground.id(&changed);

    std::fs::write(&changed, "Hullo again").unwrap();
    std::fs::remove_file(&gone).unwrap();
    std::fs::remove_dir_all(ground.at("sub")).unwrap();
    std::fs::remove_file(&other).unwrap();
    let new = ground.write("new.txt");
    symlink(&same, ground.at("link.txt")).unwrap();
    // What lies in another source is none of this one's business.
    let (mut compared, report) = ground.compare(&[ground.at("other")]);
    compared.gone.sort_unstable();
    assert_eq!(compared.gone, ids);
    let to_read = compared.to_read.iter();
    let to_read: Vec<_> = to_read
        .map(|(file, before)| (file.path.clone(), before.as_ref().map(|row| row.id)))
        .collect();
    assert_eq!(to_read, [(changed, Some(known)), (new, None)]);
    assert_eq!((report.unchanged, report.skipped), (1, 1));
    assert_eq!(compared.left_out[0].0, ground.at("link.txt"));
}

#[test]
fn an_empty_folder_at_which_a_disk_began_takes_nothing_along() {
    let mut ground = Ground::new();
    let [disk, own] = ["disk/a.txt", "own/b.txt"].map(|name| ground.write(name));
    ground.learn();
    for path in [&disk, &own] {
        std::fs::remove_file(path).unwrap();
    }
    ground.mounts.push(ground.at("disk"));
    let (compared, _) = ground.compare(&[]);
    assert_eq!(compared.gone, [ground.id(&own)]);
    assert_eq!(compared.hidden, [(ground.at("disk"), AWAY.to_owned())]);
    // With something in it, it is a folder like any other.
    ground.write("disk/c.txt");
    assert_eq!(ground.compare(&[]).0.gone.len(), 2);
}

#[test]
fn what_lies_below_a_folder_that_cannot_be_looked_at_is_not_gone() {
    let mut ground = Ground::new();
    let away = ground.write("locked/a.txt");
    ground.learn();
    let id = ground.id(&away);
    std::fs::remove_dir_all(ground.at("locked")).unwrap();
    let hidden = |path: PathBuf| {
        let mut compared = Compared {
            hidden: vec![(path, String::new())],
            ..Compared::default()
        };
        let others = HashSet::new();
        let mut report = Report::default();
        let mut comparison = Comparison {
            record: &ground.record,
            source: &ground.source,
            others: &others,
            again: Again::Nothing,
            mounts: &[],
            report: &mut report,
        };
        let places = [ground.source.path.clone()];
        comparison
            .look_for_gone(&places, &Numbers::default(), &mut compared)
            .unwrap();
        compared.gone
    };
    assert!(hidden(ground.at("locked")).is_empty());
    assert_eq!(hidden(ground.at("lock")), [id]);
    assert_eq!(hidden(ground.folder.path().join("elsewhere")), [id]);
}

#[test]
fn a_mail_that_was_looked_at_is_followed_and_one_that_was_deleted_is_gone() {
    let mut ground = Ground::new();
    let [old, deleted] = ["new/1.M1.host", "cur/2.M2.host:2,S"].map(|name| ground.write(name));
    ground.learn();
    let (followed, gone) = (ground.id(&old), ground.id(&deleted));
    let now = ground.at("cur/1.M1.host:2,S");
    std::fs::rename(&old, &now).unwrap();
    std::fs::remove_file(&deleted).unwrap();
    let new = ground.write("new/3.M3.host");
    let (compared, report) = ground.compare(&[]);
    assert_eq!(compared.moved, [(followed, now)]);
    assert_eq!(compared.gone, [gone]);
    assert_eq!(report.unchanged, 1);
    let to_read: Vec<_> = compared
        .to_read
        .iter()
        .map(|(file, _)| &file.path)
        .collect();
    assert_eq!(to_read, [&new]);
}

#[test]
fn a_number_is_there_once_it_was_put_in() {
    let mut numbers = Numbers::default();
    for number in [1, 63, 64, 1_000] {
        assert!(!numbers.has(number));
        numbers.insert(number);
        assert!(numbers.has(number) && !numbers.has(number + 1));
    }
    assert!(!numbers.has(1_000_000));
}
