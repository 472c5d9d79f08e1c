//! What Tauri prepares before the shell is compiled.

fn main() {
    // llama.cpp's shared libraries lie beside the program. The older kind of run path holds for the libraries that they
    // need in their turn, too.
    println!("cargo:rustc-link-arg-bins=-Wl,--disable-new-dtags,-rpath,$ORIGIN");
    tauri_build::build();
}
