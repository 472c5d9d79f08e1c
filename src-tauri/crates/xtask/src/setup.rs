//! The set-up, in order: system packages, the window's packages and pages, the model.

use crate::models;
use crate::npm;
use crate::outcome::Outcome;
use crate::packages;
use crate::place::Place;
use crate::say;

/// Everything that building and running needs, without a model.
pub(crate) fn to_build(place: &Place) -> Outcome<()> {
    say::heading("System packages");
    packages::install(place, packages::BUILD)?;
    say::heading("The window's packages and pages");
    npm::prepare(place)
}

/// Everything that the tests need: more system packages, and the starter.
pub(crate) fn to_test(place: &Place) -> Outcome<()> {
    say::heading("System packages");
    packages::install(place, &[packages::BUILD, packages::TEST].concat())?;
    say::heading("The window's packages and pages");
    npm::prepare(place)?;
    say::heading("The model");
    models::starter(place).map(drop)
}
