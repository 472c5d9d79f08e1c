//! The system packages that building and testing need, on Debian and its relatives.

use std::io::{IsTerminal, stdin};
use std::process::Command;

use crate::outcome::Outcome;
use crate::place::Place;
use crate::programs::{self, answer, on_path, program};
use crate::say;

/// To build Longhand and to open its window.
pub(crate) const BUILD: &[&str] = &[
    "build-essential",
    "clang",
    "cmake",
    "libclang-dev",
    "libgtk-3-dev",
    "librsvg2-dev",
    "libwebkit2gtk-4.1-dev",
    "pkg-config",
];

/// On top of that, to drive the window in tests.
pub(crate) const TEST: &[&str] = &[
    "at-spi2-core",
    "dbus",
    "dbus-x11",
    "iproute2",
    "util-linux",
    "webkit2gtk-driver",
    "xauth",
    "xvfb",
];

/// How apt-get may be called here.
#[derive(Debug, PartialEq, Eq)]
enum Right {
    Root,
    Sudo,
    SudoAsking,
    None,
}

/// Installs what is missing of these packages; if nothing is, apt-get is not called at all.
pub(crate) fn install(place: &Place, wanted: &[&str]) -> Outcome<()> {
    if !on_path("apt-get") || !on_path("dpkg-query") {
        say::note(&format!(
            "This is no Debian-like system, so nothing is installed here. Longhand needs what Debian calls: {}. \
             Going on as if it were there.",
            wanted.join(" ")
        ));
        return Ok(());
    }
    let missing = missing(place, wanted);
    if missing.is_empty() {
        say::note("System packages: all here.");
        return Ok(());
    }
    say::note(&format!("Missing system packages: {}", missing.join(" ")));
    let right = right(place);
    if right == Right::None {
        return Err(format!(
            "system packages are missing and cannot be installed from here. Run this line, then the same command again:\
             \n\n  {}\n",
            line_for_a_person(&missing)
        ));
    }
    if programs::run(apt(place, &right).arg("update")).is_err() {
        say::note("The package lists could not all be updated; trying with what is known.");
    }
    let mut install = apt(place, &right);
    install
        .args(["install", "-y", "--no-install-recommends"])
        .args(&missing);
    programs::run(&mut install).map_err(|e| {
        format!(
            "{e}. Once apt-get works, this line does it: {}",
            line_for_a_person(&missing)
        )
    })
}

fn missing<'a>(place: &Place, wanted: &[&'a str]) -> Vec<&'a str> {
    // dpkg-query fails when it does not know one of the names, and still answers about the others.
    let output = program(place, "dpkg-query")
        .args(["-W", "-f", "${Package} ${db:Status-Status}\n"])
        .args(wanted)
        .output();
    let text = output.map_or_else(
        |_| String::new(),
        |o| String::from_utf8_lossy(&o.stdout).into_owned(),
    );
    not_installed(&text, wanted)
}

fn not_installed<'a>(answer: &str, wanted: &[&'a str]) -> Vec<&'a str> {
    let is_there = |name: &str| {
        answer
            .lines()
            .any(|line| line.split_once(' ') == Some((name, "installed")))
    };
    wanted
        .iter()
        .copied()
        .filter(|name| !is_there(name))
        .collect()
}

fn right(place: &Place) -> Right {
    if answer(program(place, "id").arg("-u")).as_deref() == Some("0") {
        Right::Root
    } else if answer(program(place, "sudo").args(["-n", "true"])).is_some() {
        Right::Sudo
    } else if on_path("sudo") && stdin().is_terminal() {
        Right::SudoAsking
    } else {
        Right::None
    }
}

fn apt(place: &Place, right: &Right) -> Command {
    let mut command = match right {
        Right::Root | Right::None => program(place, "env"),
        Right::Sudo | Right::SudoAsking => program(place, "sudo"),
    };
    match right {
        Right::Root | Right::None => {}
        Right::Sudo => {
            command.args(["-n", "env"]);
        }
        Right::SudoAsking => {
            command.arg("env");
        }
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

fn line_for_a_person(missing: &[&str]) -> String {
    let packages = missing.join(" ");
    format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {packages}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_installed_is_missing() {
        let answer = "cmake installed\nclang not-installed\nxvfb config-files\n";
        assert_eq!(
            not_installed(answer, &["cmake", "clang", "xvfb", "xauth"]),
            ["clang", "xvfb", "xauth"]
        );
        assert!(not_installed("cmake installed\n", &["cmake"]).is_empty());
    }

    #[test]
    fn the_line_can_be_pasted() {
        assert_eq!(
            line_for_a_person(&["cmake", "xvfb"]),
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends cmake xvfb"
        );
    }
}
