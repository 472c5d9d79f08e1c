//! Where things are on this machine: the only place that asks the environment and the clock.

use std::path::{Path, PathBuf};

use domain::{Error, ErrorCode, Result};
use engine::Setup;
use jiff::Timestamp;

/// The set-up of an engine, `data_dir` and `model` as the user gave them.
pub(crate) fn setup(data_dir: Option<PathBuf>, model: Option<String>) -> Result<Setup> {
    let program = std::env::current_exe().map_err(|cause| {
        Error::new(
            ErrorCode::Io,
            format!("Longhand cannot find its own program ({cause})"),
        )
    })?;
    let data_dir = match data_dir.or_else(|| dirs::data_dir().map(|home| home.join("longhand"))) {
        Some(folder) => folder,
        None => {
            return Err(Error::new(
                ErrorCode::Io,
                "there is no home folder to keep the library in",
            )
            .remedy("Name a folder with --data-dir"));
        }
    };
    let assets = assets(&program);
    let beside = program.parent().map(Path::to_owned);
    Ok(Setup {
        data_dir,
        model,
        model_folders: beside
            .into_iter()
            .chain(assets.iter().map(|assets| assets.join("models")))
            .collect(),
        memory: memory(),
        sample_library: assets
            .map(|assets| assets.join("sample-library"))
            .filter(|folder| folder.is_dir()),
        program,
        now: Timestamp::now,
    })
}

/// Whether there is a display to open a window on: the system's own word for that is a panic.
#[cfg(target_os = "linux")]
pub(crate) fn display() -> Result<()> {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("DISPLAY") || set("WAYLAND_DISPLAY") {
        return Ok(());
    }
    Err(
        Error::new(ErrorCode::Io, "there is no display to open the window on")
            .remedy("Start Longhand from a desktop, or use it in the terminal: longhand --help"),
    )
}

/// Elsewhere a display is always there.
#[cfg(not(target_os = "linux"))]
pub(crate) fn display() -> Result<()> {
    Ok(())
}

/// The folder `assets` of the package or of the checkout: beside the program, or above it or above where we are.
fn assets(program: &Path) -> Option<PathBuf> {
    let here = std::env::current_dir().ok();
    let places = program
        .ancestors()
        .chain(here.iter().flat_map(|here| here.ancestors()));
    places
        .map(|place| place.join("assets"))
        .find(|assets| assets.join("models.toml").is_file())
}

/// The languages that the user writes in, as their system has it: `de_DE`, and English, which most people write too.
#[cfg(target_os = "linux")]
pub(crate) fn languages() -> Vec<String> {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].map(|name| std::env::var(name).unwrap_or_default());
    let mut languages: Vec<String> = set
        .iter()
        .find(|value| !value.is_empty())
        .and_then(|value| value.split('.').next())
        .filter(|language| language.contains('_'))
        .map(str::to_owned)
        .into_iter()
        .collect();
    if !languages.iter().any(|language| language.starts_with("en")) {
        languages.push("en_US".to_owned());
    }
    languages
}

/// Memory in bytes: what the machine has, or what a container may use of it. None if it cannot be known.
fn memory() -> Option<u64> {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let limits = [
        "/sys/fs/cgroup/memory.max",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    ];
    limits
        .iter()
        .filter_map(|path| read(path)?.trim().parse().ok())
        .chain(read("/proc/meminfo").and_then(|text| memory_total(&text)))
        .min()
}

fn memory_total(meminfo: &str) -> Option<u64> {
    let line = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_of_the_machine_is_understood() {
        let text = "MemTotal:       2048 kB\nMemFree: 1 kB\n";
        assert_eq!(memory_total(text), Some(2_097_152));
        assert_eq!(memory_total("MemFree: 1 kB\n"), None);
    }
}
