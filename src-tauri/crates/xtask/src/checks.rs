//! `cargo xtask test` and its parts: every check there is, one after the other, each with its time.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::npm::npm;
use crate::outcome::Outcome;
use crate::place::Place;
use crate::programs::{self, answer, cargo, on_path, program, shown};
use crate::say;
use crate::setup;
use crate::targets::{self, JOURNEYS};

struct Step {
    what: &'static str,
    command: Command,
}

/// Set-up with the starter, then everything.
pub(crate) fn test(place: &Place) -> Outcome<()> {
    let start = Instant::now();
    setup::to_test(place)?;
    components(place)?;
    let mut times = vec![("set-up", start.elapsed())];
    let mut steps = quick(place);
    steps.extend(rust_tests(place)?);
    steps.extend(journey_steps(place, None));
    walk("test", steps, &mut times)
}

/// Formatting, clippy and the front-end checks.
pub(crate) fn check(place: &Place) -> Outcome<()> {
    setup::to_build(place)?;
    components(place)?;
    walk("check", quick(place), &mut Vec::new())
}

/// The journeys in the real window.
pub(crate) fn journeys(place: &Place, filter: Option<&str>) -> Outcome<()> {
    setup::to_test(place)?;
    walk("journeys", journey_steps(place, filter), &mut Vec::new())
}

/// The journey that looks at every page, with its pictures in `folder`.
pub(crate) fn screenshots(place: &Place, folder: &Path) -> Outcome<()> {
    setup::to_test(place)?;
    let folder = std::path::absolute(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut steps = journey_steps(place, Some("looks"));
    for step in &mut steps {
        step.command.env("LONGHAND_SCREENSHOTS", &folder);
    }
    walk("screenshots", steps, &mut Vec::new())
}

/// Writes the wire types of the window from the Rust types.
pub(crate) fn wire(place: &Place) -> Outcome<()> {
    setup::to_build(place)?;
    programs::run(
        cargo(place)
            .args(["test", "--workspace", "--locked", "--test", "wire"])
            .env("LONGHAND_WIRE", "write"),
    )
}

/// The quick ones first: what fails soon should say so soon.
fn quick(place: &Place) -> Vec<Step> {
    let mut clippy = cargo(place);
    clippy.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]);
    let mut fmt = cargo(place);
    fmt.args(["fmt", "--all", "--check"]);
    let ui = |script: &str| {
        let mut command = npm(place);
        // CI makes vitest run once, instead of waiting for changes.
        command.args(["run", script]).env("CI", "true");
        command
    };
    vec![
        step("formatting", fmt),
        step("front end: types (svelte-check)", ui("check")),
        step("front end: rules (eslint)", ui("lint")),
        step("front end: tests (vitest)", ui("test")),
        step("clippy, warnings as errors", clippy),
    ]
}

/// Everything in Rust that needs no window: units, generated wire types, architecture rules, examples in the docs.
///
/// Always `--workspace`, never `--package`: with the same choice of packages cargo chooses the same features, and
/// nothing is built twice.
fn rust_tests(place: &Place) -> Outcome<Vec<Step>> {
    let mut tests = cargo(place);
    tests.args(["test", "--workspace", "--locked", "--lib", "--bins"]);
    for name in targets::tests_without_a_window(place)? {
        tests.args(["--test", &name]);
    }
    let mut docs = cargo(place);
    docs.args(["test", "--workspace", "--locked", "--doc", "--quiet"]);
    Ok(vec![
        step("Rust tests, wire types, architecture rules", tests),
        step("examples in the Rust documentation", docs),
    ])
}

/// The program and the journeys are built first, then run under a display of their own.
fn journey_steps(place: &Place, filter: Option<&str>) -> Vec<Step> {
    let mut build = cargo(place);
    build.args([
        "build",
        "--workspace",
        "--locked",
        "--bin",
        "longhand",
        "--test",
        JOURNEYS,
    ]);
    let mut run = cargo(place);
    run.args([
        "test",
        "--workspace",
        "--locked",
        "--test",
        JOURNEYS,
        "--",
        "--test-threads=1",
    ]);
    run.args(filter);
    vec![
        step("the program for the journeys", build),
        step("journeys in the real window", under_xvfb(place, run)),
    ]
}

/// `inner` under a display and a message bus of its own.
pub(crate) fn under_xvfb(place: &Place, inner: Command) -> Command {
    let mut outer = program(place, "xvfb-run");
    outer
        .args([
            "-a",
            "-s",
            "-screen 0 1280x1024x24",
            "dbus-run-session",
            "--",
        ])
        .arg(inner.get_program())
        .args(inner.get_args())
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11")
        .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("LONGHAND_PROGRAM", place.longhand());
    for (key, value) in inner.get_envs() {
        match value {
            Some(value) => outer.env(key, value),
            None => outer.env_remove(key),
        };
    }
    outer
}

/// rustfmt and clippy, which a small installation of Rust leaves out.
fn components(place: &Place) -> Outcome<()> {
    let there = |word| answer(cargo(place).args([word, "--version"])).is_some();
    if there("fmt") && there("clippy") {
        return Ok(());
    }
    if !on_path("rustup") {
        return Err(
            "rustfmt or clippy is missing: install them for the cargo that runs this".to_owned(),
        );
    }
    programs::run(program(place, "rustup").args(["component", "add", "rustfmt", "clippy"]))
}

fn step(what: &'static str, command: Command) -> Step {
    Step { what, command }
}

/// One step after the other, up to the first that fails.
fn walk(task: &str, steps: Vec<Step>, times: &mut Vec<(&'static str, Duration)>) -> Outcome<()> {
    let all = steps.len();
    for (i, mut step) in steps.into_iter().enumerate() {
        say::heading(&format!("{}/{all} {}", i + 1, step.what));
        say::note(&shown(&step.command));
        let start = Instant::now();
        let outcome = programs::run(&mut step.command);
        let took = start.elapsed();
        if let Err(line) = outcome {
            let after = say::duration(took);
            return Err(format!(
                "cargo xtask {task} stopped at {}/{all} \"{}\" after {after}: {line}",
                i + 1,
                step.what
            ));
        }
        say::note(&format!("done in {}", say::duration(took)));
        times.push((step.what, took));
    }
    let total: Duration = times.iter().map(|(_, took)| *took).sum();
    let listed: Vec<_> = times
        .iter()
        .map(|(what, took)| format!("{what} {}", say::duration(*took)))
        .collect();
    say::heading(&format!(
        "Everything passed in {}: {}",
        say::duration(total),
        listed.join("; ")
    ));
    Ok(())
}
