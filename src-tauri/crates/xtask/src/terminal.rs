//! The same job without a window: read the sample library, draft one e-mail and one review, streaming.

use std::path::Path;
use std::process::Command;

use crate::outcome::Outcome;
use crate::place::Place;
use crate::programs::{self, program};
use crate::say;

/// What is read.
const SAMPLE: &str = "assets/sample-library";

/// Whose words the sample library holds.
const ME: &str = "ottilie@marsh.example.org";

/// What she wants to write, as she would put it in a brief.
const EMAIL: &[&str] = &[
    "--kind",
    "email",
    "--to",
    "secretary@st-anselm.example.org",
    "--title",
    "The hall for the spring concert",
    "--point",
    "book the hall for Saturday the twentieth of March, from two until nine",
    "--point",
    "ask what seven hours cost now",
    "--point",
    "the hot tap in the ladies' still does not run",
];

const REVIEW: &[&str] = &[
    "--kind",
    "review",
    "--about",
    "Brock enamel teapot",
    "--rating",
    "4/5",
    "--point",
    "pours without a drip",
    "--point",
    "keeps tea hot for an hour",
    "--point",
    "the lid falls off when it is nearly empty",
];

/// Reads and drafts; what Longhand says, the passages it used among it, goes straight to the terminal.
/// `words` go to every draft.
pub(crate) fn work(place: &Place, words: &[String]) -> Outcome<()> {
    let data = place.target().join("terminal-library");
    say::heading(&format!("Reading the sample library, {SAMPLE}"));
    programs::run(longhand(place, &data, "add").arg(SAMPLE))?;
    programs::run(longhand(place, &data, "me").arg(ME))?;
    say::heading("An e-mail: the passages it uses, then the draft");
    programs::run(longhand(place, &data, "draft").args(EMAIL).args(words))?;
    say::heading("A review: the passages it uses, then the draft");
    programs::run(longhand(place, &data, "draft").args(REVIEW).args(words))?;
    say::note(&format!(
        "\nBoth are done. To try more: {} draft --help",
        place.longhand().display()
    ));
    Ok(())
}

fn longhand(place: &Place, data: &Path, task: &str) -> Command {
    let mut command = program(place, place.longhand());
    command.arg(task).arg("--data-dir").arg(data);
    command
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_sample_library_is_hers() {
        let mail = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../..")
            .join(SAMPLE)
            .join("mail");
        let texts: Vec<_> = fs::read_dir(mail)
            .unwrap()
            .flatten()
            .filter_map(|entry| fs::read_to_string(entry.path()).ok())
            .collect();
        let hers = texts.iter().filter(|text| {
            text.lines()
                .any(|l| l.starts_with("From: ") && l.contains(ME))
        });
        assert!(hers.count() * 2 > texts.len(), "most mails are from {ME}");
    }
}
