//! What this machine has: memory, room on the disk, a display.

use std::env;
use std::fs;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixStream};
use std::path::{Path, PathBuf};

use crate::place::Place;
use crate::programs::{answer, program};

/// Memory in bytes: what the machine has, or what a container may use of it. `None` if it cannot be known.
pub(crate) fn memory() -> Option<u64> {
    let limits = [
        "/sys/fs/cgroup/memory.max",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    ];
    limits
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok()?.trim().parse().ok())
        .chain(
            fs::read_to_string("/proc/meminfo")
                .ok()
                .and_then(|text| memory_total(&text)),
        )
        .min()
}

fn memory_total(meminfo: &str) -> Option<u64> {
    let line = meminfo
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// Free bytes on the disk that holds a folder. `None` if it cannot be known.
pub(crate) fn free_disk(place: &Place, folder: &Path) -> Option<u64> {
    disk_available(&answer(program(place, "df").arg("-Pk").arg(folder))?)
}

fn disk_available(df: &str) -> Option<u64> {
    let kib: u64 = df.lines().last()?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kib * 1024)
}

/// Whether a window can be opened; if not, why.
pub(crate) fn display() -> Result<(), String> {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let wayland = set("WAYLAND_DISPLAY");
    let x = set("DISPLAY");
    if wayland.is_none() && x.is_none() {
        return Err("No display here".to_owned());
    }
    let runtime = PathBuf::from(set("XDG_RUNTIME_DIR").unwrap_or_default());
    if wayland
        .as_ref()
        .is_some_and(|name| UnixStream::connect(runtime.join(name)).is_ok())
    {
        return Ok(());
    }
    match x {
        Some(x) if x_answers(&x) => Ok(()),
        Some(x) => Err(format!("The display {x} does not answer")),
        None => Err(format!(
            "The display {} does not answer",
            wayland.unwrap_or_default()
        )),
    }
}

/// Whether an X server listens; one on another machine is taken at its word.
fn x_answers(display: &str) -> bool {
    let Some(number) = display
        .strip_prefix(':')
        .or_else(|| display.strip_prefix("unix:"))
    else {
        return true;
    };
    let number = number.split('.').next().unwrap_or(number);
    let path = format!("/tmp/.X11-unix/X{number}");
    let hidden = SocketAddr::from_abstract_name(path.as_bytes());
    UnixStream::connect(&path).is_ok()
        || hidden.is_ok_and(|name| UnixStream::connect_addr(&name).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_words_are_understood() {
        assert_eq!(
            memory_total("MemTotal:       2048 kB\nMemFree: 1 kB\n"),
            Some(2_097_152)
        );
        let df =
            "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 264 15 79 17% /\n";
        assert_eq!(disk_available(df), Some(79 * 1024));
        assert_eq!(disk_available(""), None);
    }

    #[test]
    fn a_display_that_nobody_serves_is_none() {
        assert!(!x_answers(":987654"));
        assert!(x_answers("far.away:0"));
    }
}
