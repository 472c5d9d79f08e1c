//! Points that are put into a text as it comes, with the real starter.

use domain::{Cue, Cues};

use super::{freely, inference, written};
use crate::inference::Inference;
use crate::protocol::Continuation;

const PIECES: &str = "## Note\n[key] The key is lost. [door] The door is shut.\n\n## Note\n[tap] The tap drips. [roof] The \
                      roof leaks.\n\n## Note\n[kettle]";
/// The same with a line for each point.
const IN_LINES: &str = "## Note\n[key] The key is lost.\n[door] The door is shut.\n\n## Note\n[tap] The tap drips.\n[roof] The \
                        roof leaks.\n\n## Note\n[kettle]";

fn cue(point: &str) -> Cue {
    Cue {
        text: point.into(),
        words_more: 0,
        content: Vec::new(),
    }
}

/// What is written of the kettle, and then of these `points`, where no line but the first begins with one of `no_line`.
fn write(
    inference: &mut Inference<'_>,
    pieces: &str,
    points: &[&str],
    no_line: &[char],
    seed: u32,
) -> String {
    let wanted = Continuation {
        most_tokens: 60,
        no_line: no_line.to_vec(),
        cues: Some(Cues {
            present: Some(cue("kettle")),
            waiting: points.iter().map(|point| cue(point)).collect(),
            aim_tokens: 20,
            ..Cues::default()
        }),
        ..freely(0.5, seed)
    };
    written(inference, pieces, wanted)
}

#[test]
fn points_are_read_where_their_turn_comes_and_nobody_is_told() {
    let Some(mut inference) = inference() else {
        return;
    };
    let mut told = 0;
    // The small model may say something else of a point; of so many texts it says not all so.
    for seed in 1..=10 {
        let text = write(&mut inference, PIECES, &["cat", "train"], &[], seed);
        assert!(!text.contains(['[', ']']), "{text:?}");
        told += usize::from(text.contains("cat") && text.contains("train"));
        let text = write(&mut inference, PIECES, &[], &[], seed);
        assert!(!text.contains(['[', ']']), "{text:?}");
    }
    assert!(told > 0, "both points were made in none of 10");
}

#[test]
fn a_line_that_a_point_begins_is_a_line_like_any_other() {
    let Some(mut inference) = inference() else {
        return;
    };
    let mut lines_with_t = |no_line: &[char]| {
        let mut found = 0;
        for seed in 1..=8 {
            let text = write(&mut inference, IN_LINES, &["cat", "train"], no_line, seed);
            let lines = text.lines().skip(1);
            found += lines.filter(|line| line.starts_with('T')).count();
        }
        found
    };
    // So many texts that one of their lines begins so, whatever words the small model finds.
    assert!(lines_with_t(&[]) > 0);
    assert_eq!(lines_with_t(&['T']), 0);
}
