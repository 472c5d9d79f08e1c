//! Puts llama.cpp's shared libraries beside the program, where its run path finds them, and takes out what it must not
//! choose.

use std::error::Error;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::{env, fs};

/// The variant for processors with AMX. GCC 12 builds it so that the shape of the tiles is lost (its `_tile_loadconfig`
/// tells the compiler of 8 bytes of 64), and the first prompt ends the process with an illegal instruction (llama.cpp pull
/// request 26954). Without it such a processor is served by the variant before it, with AVX-512.
const BROKEN: &str = "libggml-cpu-sapphirerapids.so";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    let folder = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .ok_or(format!("no {name}"))
    };
    let variants = folder("DEP_LLAMA_BACKENDS_DIR")?;
    match fs::remove_file(variants.join(BROKEN)) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause.into()),
        Ok(()) | Err(_) => {}
    }
    // The libraries were installed beside the folder of the processor variants.
    let libraries = variants.with_file_name("lib");
    // <target>/<profile>/build/model-<hash>/out
    let out = folder("OUT_DIR")?;
    let program = out.ancestors().nth(3).ok_or("OUT_DIR is nowhere")?;
    for entry in fs::read_dir(&libraries)? {
        let library = entry?.path();
        // The name that a program asks for ends in one number: `libllama.so.0`.
        if library.extension().is_none_or(|end| end != "0")
            || !library.to_string_lossy().ends_with(".so.0")
        {
            continue;
        }
        for place in [program.to_owned(), program.join("deps")] {
            let beside = place.join(library.file_name().unwrap_or_default());
            let _ = fs::remove_file(&beside);
            fs::copy(&library, &beside)?;
        }
    }
    Ok(())
}
