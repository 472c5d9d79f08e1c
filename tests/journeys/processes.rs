//! Processes of a journey as the system shows them: who belongs to it, what they run, which sockets they hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::signals::signal;

/// The word in the environment by which a process of a journey is known: children inherit it, orphans keep it.
pub(crate) const MARK: &str = "LONGHAND_JOURNEY";

#[derive(Debug, Clone)]
pub(crate) struct Process {
    pub(crate) id: u32,
    /// The executable.
    pub(crate) program: PathBuf,
    /// Its arguments, joined by blanks.
    pub(crate) line: String,
    environment: String,
}

impl Process {
    /// What the environment of this process says for `name`.
    pub(crate) fn says(&self, name: &str) -> Option<&str> {
        self.environment
            .split('\0')
            .find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }
}

/// Every living process of the journey that lives in `home`.
pub(crate) fn of(home: &Path) -> Vec<Process> {
    let mark = format!("{MARK}={}", home.display());
    let all = fs::read_dir("/proc").unwrap().flatten();
    let ids = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter_map(read)
        .filter(|process| process.environment.split('\0').any(|word| word == mark))
        .collect()
}

/// The processes of the journey that run `program`.
pub(crate) fn running(home: &Path, program: &Path) -> Vec<Process> {
    let program = program.canonicalize().unwrap();
    let mut all = of(home);
    all.retain(|process| process.program == program);
    all
}

/// Ends a process without a word of warning. One that is gone already is no failure.
pub(crate) fn kill(id: u32) {
    signal(id, "KILL");
}

/// As the system does at the end of a session.
pub(crate) fn ask_to_end(id: u32) {
    signal(id, "TERM");
}

fn read(id: u32) -> Option<Process> {
    let place = PathBuf::from(format!("/proc/{id}"));
    let words =
        |name: &str| Some(String::from_utf8_lossy(&fs::read(place.join(name)).ok()?).into_owned());
    Some(Process {
        id,
        program: executable(&place)?,
        line: words("cmdline")?.replace('\0', " "),
        environment: words("environ")?,
    })
}

/// None for a process that is dead and only waits to be buried. A program that was built anew since is still itself.
fn executable(place: &Path) -> Option<PathBuf> {
    let path = fs::read_link(place.join("exe")).ok()?;
    let name = path.to_str()?;
    Some(name.strip_suffix(" (deleted)").unwrap_or(name).into())
}

/// A socket that reaches, or could reach, a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Socket {
    /// `tcp`, `udp6` …
    pub(crate) table: &'static str,
    /// Address and port as the system writes them, in hexadecimal digits.
    pub(crate) local: String,
    pub(crate) remote: String,
}

impl Socket {
    /// The ports at both ends.
    pub(crate) fn ports(&self) -> [u16; 2] {
        [&self.local, &self.remote].map(|end| {
            let digits = end.rsplit(':').next().unwrap_or_default();
            u16::from_str_radix(digits, 16).unwrap_or(0)
        })
    }

    /// Whether both ends are on this machine: 127.0.0.1, and nobody or 127.0.0.1 at the other end.
    pub(crate) fn stays_here(&self) -> bool {
        let loopback = "0100007F:";
        self.local.starts_with(loopback)
            && (self.remote.starts_with(loopback) || self.remote == "00000000:0000")
    }
}

/// The network sockets that `process` holds; empty if it has just gone.
pub(crate) fn sockets(process: &Process) -> Vec<Socket> {
    let place = PathBuf::from(format!("/proc/{}", process.id));
    let Ok(held) = fs::read_dir(place.join("fd")) else {
        return Vec::new();
    };
    let held: BTreeSet<String> = held
        .flatten()
        .filter_map(|entry| fs::read_link(entry.path()).ok())
        .filter_map(|to| {
            let inode = to.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?;
            Some(inode.to_owned())
        })
        .collect();
    let tables = ["tcp", "tcp6", "udp", "udp6", "udplite", "raw", "raw6"];
    tables
        .into_iter()
        .flat_map(|table| {
            let text = fs::read_to_string(place.join("net").join(table)).unwrap_or_default();
            in_table(table, &text, &held)
        })
        .collect()
}

fn in_table(table: &'static str, text: &str, held: &BTreeSet<String>) -> Vec<Socket> {
    let rows = text
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().collect::<Vec<_>>());
    rows.filter(|row| row.get(9).is_some_and(|inode| held.contains(*inode)))
        .map(|row| Socket {
            table,
            local: row[1].to_owned(),
            remote: row[2].to_owned(),
        })
        .collect()
}

#[test]
fn a_socket_of_a_process_is_seen() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let _udp = std::net::UdpSocket::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let mine = sockets(&read(std::process::id()).unwrap());
    assert!(
        mine.iter()
            .any(|s| s.table == "tcp" && s.ports()[0] == port && s.stays_here())
    );
    assert!(mine.iter().any(|s| s.table == "udp" && !s.stays_here()));
}
