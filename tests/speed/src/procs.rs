//! Processes as the system shows them: who started whom, how much memory they hold, how long they have computed.

use std::collections::BTreeMap;
use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// One line of `/proc/PID/stat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stat {
    parent: u32,
    /// Processor time in clock ticks.
    ticks: u64,
    /// A process that has ended and was not waited for.
    ended: bool,
}

fn all() -> BTreeMap<u32, Stat> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter_map(|id: u32| Some((id, stat(id)?))).collect()
}

fn stat(id: u32) -> Option<Stat> {
    parse(&fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
}

/// The name of the program stands in brackets and may hold anything.
fn parse(line: &str) -> Option<Stat> {
    let (_, rest) = line.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        ticks: fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?,
        ended: *fields.first()? == "Z",
    })
}

/// `root` and everything that it started, directly or not.
pub(crate) fn tree(root: u32) -> Vec<u32> {
    let all = all();
    let mut found = vec![root];
    let mut at = 0;
    while let Some(&parent) = found.get(at) {
        at += 1;
        let children = all
            .iter()
            .filter(|(_, stat)| stat.parent == parent && !stat.ended);
        found.extend(children.map(|(id, _)| *id));
    }
    found
}

/// Everything that this process started.
pub(crate) fn below_us() -> Vec<u32> {
    tree(std::process::id()).split_off(1)
}

/// The model workers among `processes`.
pub(crate) fn model_workers(processes: &[u32]) -> Vec<u32> {
    let is_one = |id: &&u32| {
        let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        line.split(|byte| *byte == 0)
            .any(|word| word == b"worker-model")
    };
    processes.iter().filter(is_one).copied().collect()
}

/// All living processes on this machine that run `program` as a worker.
pub(crate) fn workers_of(program: &std::path::Path) -> Vec<u32> {
    let Ok(program) = program.canonicalize() else {
        return Vec::new();
    };
    let ids: Vec<u32> = all()
        .into_iter()
        .filter(|(_, stat)| !stat.ended)
        .map(|(id, _)| id)
        .collect();
    let mut workers = model_workers(&ids);
    workers.retain(|id| fs::read_link(format!("/proc/{id}/exe")).is_ok_and(|exe| exe == program));
    workers
}

/// Proportional set size of `processes` together, in bytes: what is shared counts once.
pub(crate) fn memory(processes: &[u32]) -> u64 {
    let one = |id: &u32| {
        let text = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kib * 1024)
    };
    processes.iter().filter_map(one).sum()
}

/// Waits until the processes that `of` names have hardly computed for `quiet`; false if they have not within `most`.
pub(crate) fn wait_until_quiet(of: &dyn Fn() -> Vec<u32>, quiet: Duration, most: Duration) -> bool {
    let ticks = || -> u64 {
        of().iter()
            .filter_map(|id| stat(*id))
            .map(|stat| stat.ticks)
            .sum()
    };
    let started = Instant::now();
    let (mut seen, mut since) = (ticks(), Instant::now());
    while started.elapsed() < most {
        sleep(Duration::from_millis(100));
        let now = ticks();
        // A tick is 10 ms; a process that only looks at its clock now and then is quiet.
        if now > seen + 1 {
            since = Instant::now();
        }
        seen = now;
        if since.elapsed() >= quiet {
            return true;
        }
    }
    false
}

/// Ends a process without a word of warning.
pub(crate) fn kill(id: u32) {
    let _ = std::process::Command::new("kill")
        .args(["-KILL", &id.to_string()])
        .stderr(std::process::Stdio::null())
        .status();
}

/// How long ago the process was started, in seconds, to a hundredth.
pub(crate) fn age(id: u32) -> Option<f64> {
    let line = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, rest) = line.rsplit_once(')')?;
    let begun: f64 = rest.split_whitespace().nth(19)?.parse().ok()?;
    let uptime = fs::read_to_string("/proc/uptime").ok()?;
    let uptime: f64 = uptime.split_whitespace().next()?.parse().ok()?;
    Some(uptime - begun / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_system_is_understood() {
        let line = "42 (a (odd) name) S 7 42 42 0 -1 4194304 1 0 0 0 30 12 0 0 20 0 1 0 100 1 1";
        let stat = parse(line).unwrap();
        assert_eq!((stat.parent, stat.ticks, stat.ended), (7, 42, false));
        assert!(parse("42 (z) Z 7 1 1 0 -1 0 0 0 0 0 0 0 0").unwrap().ended);
    }

    #[test]
    fn we_have_memory_and_an_age() {
        let us = std::process::id();
        assert_eq!(tree(us)[0], us);
        assert!(memory(&[us]) > 100_000);
        assert!(age(us).unwrap() >= 0.0);
    }
}
