//! What Tauri prepares before the shell is compiled.

fn main() {
    tauri_build::build();
}
