//! Which model this machine gets, and why.

use crate::say;

/// Memory below this gets the starter.
const MEMORY: u64 = 6_000_000_000;
/// Free disk below this gets the starter.
const DISK: u64 = 4_000_000_000;

/// What is known when the choice is made.
#[derive(Default)]
pub(crate) struct Facts {
    /// The person asked for the small one.
    pub(crate) small: bool,
    /// Memory of this machine, if known.
    pub(crate) memory: Option<u64>,
    /// Free disk where models are kept, if known; what is begun of the writer counts as free.
    pub(crate) disk: Option<u64>,
    /// The writer is here already.
    pub(crate) writer_here: bool,
}

/// Why the starter is used instead of the writer; `None` = the writer it is.
pub(crate) fn reason_for_starter(facts: &Facts) -> Option<String> {
    if facts.small {
        return Some("--small: the starter is used".to_owned());
    }
    if let Some(memory) = facts.memory.filter(|bytes| *bytes < MEMORY) {
        return Some(format!(
            "This machine has {} of memory, less than {}: the starter is used",
            say::size(memory),
            say::size(MEMORY)
        ));
    }
    if facts.writer_here {
        return None;
    }
    let disk = facts.disk.filter(|bytes| *bytes < DISK)?;
    Some(format!(
        "{} are free on the disk, less than {}: the starter is used",
        say::size(disk),
        say::size(DISK)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roomy() -> Facts {
        Facts {
            memory: Some(8_000_000_000),
            disk: Some(9_000_000_000),
            ..Facts::default()
        }
    }

    #[test]
    fn a_usual_machine_gets_the_writer() {
        assert_eq!(reason_for_starter(&roomy()), None);
        assert_eq!(
            reason_for_starter(&Facts::default()),
            None,
            "unknown is no reason"
        );
    }

    #[test]
    fn small_memory_and_disk_each_get_the_starter() {
        let small = Facts {
            small: true,
            ..roomy()
        };
        let memory = Facts {
            memory: Some(5_999_999_999),
            writer_here: true,
            ..roomy()
        };
        let disk = Facts {
            disk: Some(3_999_999_999),
            ..roomy()
        };
        assert!(reason_for_starter(&small).unwrap().contains("--small"));
        assert!(reason_for_starter(&memory).unwrap().contains("memory"));
        assert!(reason_for_starter(&disk).unwrap().contains("disk"));
        let there = Facts {
            writer_here: true,
            ..disk
        };
        assert_eq!(
            reason_for_starter(&there),
            None,
            "nothing to fetch needs no room"
        );
    }
}
