//! The front end's packages and its build, each only when something changed.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::outcome::Outcome;
use crate::place::Place;
use crate::programs::{self, program};
use crate::say;

/// What builds the window asks for: of these lines of Node the one that came after so many others, or any later line.
const OLDEST: [(u32, u32); 2] = [(20, 19), (22, 12)];

/// `npm ci` and `npm run build`, where they are needed.
pub(crate) fn prepare(place: &Place) -> Outcome<()> {
    check_node(place)?;
    let ui = place.ui();
    let modules = ui.join("node_modules");
    let lock = fs::read(ui.join("package-lock.json"))
        .map_err(|e| format!("ui/package-lock.json cannot be read: {e}"))?;
    let wanted = hex(Sha256::digest(&lock).as_slice());
    // In node_modules, because `npm ci` empties it and git ignores it.
    let stamp = modules.join(".longhand-packages");
    if fs::read_to_string(&stamp).is_ok_and(|had| had == wanted) {
        say::note("Packages of the window: as they should be.");
    } else {
        programs::run(npm(place).args(["ci", "--no-audit", "--no-fund"]))?;
        keep(&stamp, &wanted)?;
    }
    let wanted = inputs(&ui)?;
    let stamp = modules.join(".longhand-build");
    if ui.join("dist/index.html").is_file()
        && fs::read_to_string(&stamp).is_ok_and(|had| had == wanted)
    {
        say::note("The window's pages: built from what is there now.");
        return Ok(());
    }
    programs::run(npm(place).args(["run", "build"]))?;
    keep(&stamp, &wanted)
}

/// npm, in the folder of the front end.
pub(crate) fn npm(place: &Place) -> std::process::Command {
    let mut command = program(place, "npm");
    command.current_dir(place.ui());
    command
}

fn check_node(place: &Place) -> Outcome<()> {
    let found = programs::answer(program(place, "node").arg("--version"))
        .ok_or("node is missing: install Node 20.19, 22.12 or newer, with npm")?;
    if !programs::on_path("npm") {
        return Err("npm is missing: it comes with Node 20, or as a package of its own".to_owned());
    }
    match is_new_enough(&found) {
        true => Ok(()),
        false => Err(format!(
            "node is {found}; the window needs Node 20.19, 22.12 or newer"
        )),
    }
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.');
    let mut next = || numbers.next()?.parse::<u32>().ok();
    let (Some(line), Some(release)) = (next(), next()) else {
        return false;
    };
    let known = OLDEST.iter().find(|(oldest, _)| *oldest == line);
    known.map_or(line > OLDEST[1].0, |(_, oldest)| release >= *oldest)
}

fn keep(stamp: &Path, text: &str) -> Outcome<()> {
    let made = stamp.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(stamp, text))
        .map_err(|e| format!("{} cannot be written: {e}", stamp.display()))
}

/// One number for everything the pages are built from.
fn inputs(ui: &Path) -> Outcome<String> {
    let mut files = Vec::new();
    collect(ui, &mut files).map_err(|e| format!("ui/ cannot be read: {e}"))?;
    files.sort();
    let mut hash = Sha256::new();
    for path in files {
        let bytes =
            fs::read(&path).map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
        let name = path.strip_prefix(ui).unwrap_or(&path);
        hash.update(name.as_os_str().as_encoded_bytes());
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    Ok(hex(hash.finalize().as_slice()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !["node_modules", "dist", "coverage", ".svelte-kit"]
                .iter()
                .any(|skip| name == *skip)
            {
                collect(&entry.path(), files)?;
            }
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_changes_the_stamp_and_a_built_one_does_not() {
        let ui = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = ui.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("src/main.ts", "1");
        let first = inputs(ui.path()).unwrap();
        write("dist/index.html", "x");
        write("node_modules/a/a.js", "x");
        assert_eq!(inputs(ui.path()).unwrap(), first);
        write("src/main.ts", "2");
        assert_ne!(inputs(ui.path()).unwrap(), first);
    }

    #[test]
    fn node_versions_are_read() {
        for good in ["v20.19.0", "v20.20.2", "v22.12.0", "v24.0.0"] {
            assert!(is_new_enough(good), "{good}");
        }
        for old in ["v18.20.0", "v20.11.1", "v21.7.0", "v22.3.0", "nonsense"] {
            assert!(!is_new_enough(old), "{old}");
        }
    }
}
