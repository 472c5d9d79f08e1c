//! The cutter of quotes and signatures.
#![no_main]

use library::fuzzing::{parted, unsigned};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (own, _) = parted(text);
    // Every own line is a line of the mail, in its order: nothing is invented.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = text.lines().map(bare);
    for run in &own {
        assert!(!run.trim().is_empty(), "a run has words");
        for line in run.lines() {
            let line = bare(line);
            assert!(
                lines.any(|one| one == line),
                "{line:?} is no line of the mail, or not in its place"
            );
        }
        let kept = unsigned(run);
        assert!(
            run.lines().collect::<Vec<_>>().starts_with(&kept.trim_end_matches('\n').lines().collect::<Vec<_>>()),
            "a signature is cut off at the end and nothing else changes"
        );
    }
});

/// What is left of a line once control characters are gone.
fn bare(line: &str) -> String {
    line.chars()
        .filter(|c| !c.is_control() && *c != '\u{feff}')
        .collect()
}
