//! Starting other programs: from the repository root, with the person's own environment, errors in one line.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::outcome::Outcome;
use crate::place::Place;

/// A program, to be started from the repository root.
pub(crate) fn program(place: &Place, name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(&place.root);
    command
}

/// The cargo that started this program, asked as if from a shell of the person.
///
/// `cargo run` tells its child about the package it runs and where its libraries are. Handed on, that would make
/// build scripts that look at those words run again whenever somebody changes between `cargo xtask` and a plain
/// `cargo build`. For the same reason it goes through rustup again, if that is where we come from.
pub(crate) fn cargo(place: &Place) -> Command {
    let name = match env::var_os("CARGO") {
        Some(exact) if env::var_os("RUSTUP_TOOLCHAIN").is_none() || !on_path("cargo") => exact,
        _ => OsString::from("cargo"),
    };
    let mut command = program(place, name);
    for (key, _) in env::vars_os() {
        if key.to_str().is_some_and(is_about_xtask) {
            command.env_remove(&key);
        }
    }
    if let Some(paths) = env::var_os("LD_LIBRARY_PATH") {
        let own: Vec<_> = env::split_paths(&paths)
            .filter(|path| !is_added_by_cargo(path, &place.built))
            .collect();
        match env::join_paths(&own) {
            Ok(joined) if !own.is_empty() => command.env("LD_LIBRARY_PATH", joined),
            _ => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
    if let Some(folder) = env::var_os("CARGO_TARGET_DIR")
        && let Ok(here) = env::current_dir()
    {
        command.env("CARGO_TARGET_DIR", here.join(folder));
    }
    command
}

fn is_about_xtask(key: &str) -> bool {
    key.starts_with("CARGO_PKG_")
        || key.starts_with("CARGO_MANIFEST_")
        || matches!(
            key,
            "CARGO" | "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE" | "OUT_DIR"
        )
}

fn is_added_by_cargo(path: &Path, built: &Path) -> bool {
    let toolchain = path
        .components()
        .any(|part| part.as_os_str() == "rustlib" || part.as_os_str() == "toolchains");
    path.starts_with(built) || toolchain || path.as_os_str().is_empty()
}

/// Runs a program to its end, its words going where ours go.
pub(crate) fn run(command: &mut Command) -> Outcome<()> {
    let shown = shown(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => match status.code() {
            Some(code) => Err(format!(
                "`{shown}` ended with code {code}; its own words are above"
            )),
            None => Err(format!("`{shown}` was stopped from outside ({status})")),
        },
        Err(e) => Err(format!("`{shown}` could not be started: {e}")),
    }
}

/// Runs a program and gives what it wrote to standard output; `None` if it is missing or failed.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program can be found on the PATH.
pub(crate) fn on_path(name: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|paths| env::split_paths(&paths).any(|folder| folder.join(name).is_file()))
}

/// The line a person would type for this command.
pub(crate) fn shown(command: &Command) -> String {
    let name = Path::new(command.get_program());
    let mut line = name
        .file_name()
        .unwrap_or(name.as_os_str())
        .to_string_lossy()
        .into_owned();
    for word in command.get_args() {
        let word = word.to_string_lossy();
        line.push(' ');
        if word.is_empty() || word.contains([' ', '"', '*']) {
            line.push_str(&format!("'{word}'"));
        } else {
            line.push_str(&word);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_line_can_be_typed() {
        let mut command = Command::new("/usr/bin/xvfb-run");
        command.args(["-a", "-s", "-screen 0 1280x1024x24"]);
        assert_eq!(shown(&command), "xvfb-run -a -s '-screen 0 1280x1024x24'");
    }

    #[test]
    fn only_paths_of_cargo_are_taken_away() {
        let built = Path::new("/x/target/debug");
        assert!(is_added_by_cargo(Path::new("/x/target/debug/deps"), built));
        assert!(is_added_by_cargo(
            Path::new("/h/.rustup/toolchains/1.95/lib"),
            built
        ));
        assert!(!is_added_by_cargo(Path::new("/opt/own/lib"), built));
    }
}
