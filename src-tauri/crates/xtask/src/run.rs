//! `cargo xtask run`: set everything up, then the window, or the same job in the terminal.

use crate::machine;
use crate::models;
use crate::outcome::Outcome;
use crate::place::Place;
use crate::programs::{self, cargo, program};
use crate::say;
use crate::setup;
use crate::terminal;

/// Sets everything up and starts Longhand.
pub(crate) fn run(place: &Place, small: bool, in_terminal: bool, extra: &[String]) -> Outcome<()> {
    let display = machine::display();
    setup::to_build(place)?;
    let mut words = extra.to_vec();
    if !names_a_model(extra) {
        say::heading("The model");
        let model = models::writer_or_starter(place, small)?;
        words.splice(0..0, ["--model".to_owned(), model]);
    }
    say::heading("The program (the first time this takes some minutes)");
    // The whole workspace chooses the features, and `--examples` (there are none) lets the tests choose with it: so
    // `cargo xtask test` finds everything built already, and the other way round.
    let build = [
        "build",
        "--workspace",
        "--locked",
        "--bin",
        "longhand",
        "--examples",
    ];
    programs::run(cargo(place).args(build))?;
    match display {
        Ok(()) if !in_terminal => {
            say::heading("The window");
            programs::run(program(place, place.longhand()).args(&words))
        }
        Ok(()) => terminal::work(place, &words),
        Err(why) => {
            if !in_terminal {
                say::note(&format!("\n{why}, so Longhand works in the terminal."));
            }
            terminal::work(place, &words)
        }
    }
}

/// Whether the person chose a model, so that none needs to be fetched.
fn names_a_model(extra: &[String]) -> bool {
    extra
        .iter()
        .any(|word| word == "--model" || word.starts_with("--model="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_of_ones_own_is_noticed() {
        assert!(names_a_model(&["--model".to_owned(), "x.gguf".to_owned()]));
        assert!(names_a_model(&["--model=x.gguf".to_owned()]));
        assert!(!names_a_model(&["--quiet".to_owned()]));
    }
}
