//! `cargo xtask fuzz`: bytes of all sorts thrown at our own parsers, one after the other, each for so long.

use std::fs::{self, File};
use std::io::{Read, Take};
use std::path::{Path, PathBuf};

use crate::outcome::Outcome;
use crate::place::Place;
use crate::programs::{answer, cargo, program, run};
use crate::say;

/// The version that the targets were written with.
const VERSION: &str = "0.13.2";
/// Each is a file in `tests/fuzz/targets`.
const TARGETS: [&str; 4] = ["mailbox", "quotes", "docx", "odt"];
/// Larger seeds make the fuzzer slow and find nothing that smaller ones do not.
const SEED_LIMIT: u64 = 16 * 1024;

/// Builds the targets and runs them one after the other.
pub(crate) fn fuzz(place: &Place, target: Option<&str>, minutes: f64) -> Outcome<()> {
    let chosen: Vec<&str> = match target {
        None => TARGETS.to_vec(),
        Some(name) if TARGETS.contains(&name) => vec![name],
        Some(name) => {
            return Err(format!(
                "there is no parser {name}: it is one of {}",
                TARGETS.join(", ")
            ));
        }
    };
    let home = place.target().join("fuzz");
    if answer(cargo(place).args(["fuzz", "--version"])).is_none() {
        say::heading("cargo-fuzz (once; a minute or two)");
        run(cargo(place).args(["install", "cargo-fuzz", "--locked", "--version", VERSION]))?;
    }
    for name in chosen {
        say::heading(&format!("{name}, for {minutes} minutes"));
        let corpus = home.join("corpus").join(name);
        let findings = home.join("findings").join(name);
        for folder in [&corpus, &findings] {
            fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        }
        seed(place, name, &corpus)?;
        let mut fuzzer = cargo(place);
        // The parsers have no unsafe code to watch over, and without a sanitizer the compiler need not be a nightly.
        fuzzer
            .args([
                "fuzz",
                "run",
                "--fuzz-dir",
                "tests/fuzz",
                "-s",
                "none",
                name,
            ])
            .arg(&corpus)
            .arg("--")
            .arg(format!("-max_total_time={}", (minutes * 60.0).round()))
            .arg(format!("-artifact_prefix={}/", findings.display()))
            .args(["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"])
            .env("CARGO_TARGET_DIR", &home);
        run(&mut fuzzer).map_err(|line| {
            format!(
                "{line}. What was found lies in {}: make a test of it",
                findings.display()
            )
        })?;
    }
    Ok(())
}

/// What the fuzzer begins with: real files of the repository, and real mail where it lies beside the checkout.
fn seed(place: &Place, target: &str, corpus: &Path) -> Outcome<()> {
    match target {
        "docx" | "odt" => {
            let part = if target == "docx" {
                "word/document.xml"
            } else {
                "content.xml"
            };
            let real = place
                .root
                .join("src-tauri/crates/library/src/extract/real_files");
            for path in files(&real, &[target])? {
                let file = File::open(&path).map_err(|e| format!("{}: {e}", path.display()))?;
                let unpacked = zip::ZipArchive::new(file).ok();
                let bytes = unpacked
                    .and_then(|mut packed| bytes_of(packed.by_name(part).ok()?.take(SEED_LIMIT)));
                keep(corpus, &path, &bytes.unwrap_or_default())?;
            }
        }
        _ => {
            let mut found = files(&place.root.join("assets/sample-library"), &["eml", "mbox"])?;
            found.extend(real_mail(place, corpus)?);
            for path in found {
                let file = File::open(&path).map_err(|e| format!("{}: {e}", path.display()))?;
                keep(
                    corpus,
                    &path,
                    &bytes_of(file.take(SEED_LIMIT)).unwrap_or_default(),
                )?;
            }
        }
    }
    Ok(())
}

/// Mailboxes and replies of `../shared/data`, unpacked once.
fn real_mail(place: &Place, corpus: &Path) -> Outcome<Vec<PathBuf>> {
    let Some(data) = place.root.parent().map(|above| above.join("shared/data")) else {
        return Ok(Vec::new());
    };
    let unpacked = corpus.with_extension("real");
    let mut found = Vec::new();
    for name in ["raw-mail", "replies"] {
        let archive = data.join(format!("{name}.tar.xz"));
        if !archive.is_file() {
            say::note("../shared/data is missing: the fuzzer begins with the sample library alone");
            return Ok(Vec::new());
        }
        let to = unpacked.join(name);
        if !to.is_dir() {
            fs::create_dir_all(&unpacked).map_err(|e| format!("{}: {e}", unpacked.display()))?;
            run(program(place, "tar")
                .arg("-xJf")
                .arg(&archive)
                .arg("-C")
                .arg(&unpacked))?;
        }
        // Every tenth mail is enough to begin with.
        found.extend(files(&to, &["mbox"])?);
        found.extend(files(&to, &["eml", "txt", "json"])?.into_iter().step_by(10));
    }
    Ok(found)
}

/// All files below `folder` with one of `endings`, by name.
fn files(folder: &Path, endings: &[&str]) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(files(&path, endings)?);
        } else if path
            .extension()
            .is_some_and(|end| endings.iter().any(|one| end == *one))
        {
            found.push(path);
        }
    }
    Ok(found)
}

fn bytes_of(mut from: Take<impl Read>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Puts a seed where the fuzzer looks, under the name of its file and folder.
fn keep(corpus: &Path, path: &Path, bytes: &[u8]) -> Outcome<()> {
    let parts: Vec<_> = path
        .iter()
        .rev()
        .take(2)
        .map(|part| part.to_string_lossy())
        .collect();
    let seed = corpus.join(format!("seed-{}", parts.join("-")));
    fs::write(&seed, bytes).map_err(|e| format!("{}: {e}", seed.display()))
}
