//! Rules about the window: one file speaks to the shell, and it says exactly what the shell understands.

use std::collections::BTreeSet;
use std::path::Path;

use crate::rust_text::code;
use crate::sources::{files, text};

const BACKEND: &str = "ui/src/lib/backend.ts";

#[test]
fn one_file_of_the_window_knows_tauri() {
    let know: Vec<_> = files()
        .into_iter()
        .filter(|path| path.starts_with("ui/src"))
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "ts" || end == "svelte")
        })
        .filter(|path| knows_tauri(&text(path)))
        .collect();
    assert_eq!(
        know,
        [Path::new(BACKEND)],
        "only {BACKEND} imports '@tauri-apps/': everything else asks the interface Backend"
    );
}

#[test]
fn the_window_calls_every_command_of_the_shell_and_no_other() {
    let offered: BTreeSet<_> = files()
        .into_iter()
        .filter(|path| path.starts_with("src-tauri/src"))
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .flat_map(|path| offered(&code(&text(&path))))
        .collect();
    assert!(
        !offered.is_empty(),
        "no generate_handler! was found in src-tauri/src: this rule is blind"
    );
    let called = called(&text(Path::new(BACKEND)));
    let only_there: Vec<_> = offered.difference(&called).collect();
    let only_here: Vec<_> = called.difference(&offered).collect();
    assert!(
        only_there.is_empty() && only_here.is_empty(),
        "the shell offers {only_there:?} that {BACKEND} never calls, and {BACKEND} calls {only_here:?} that the \
         shell does not offer: add or remove them on the other side"
    );
}

fn knows_tauri(text: &str) -> bool {
    text.contains("'@tauri-apps/") || text.contains("\"@tauri-apps/")
}

/// The commands in `generate_handler![…]`, by their last name.
fn offered(code: &str) -> Vec<String> {
    let lists = code
        .split("generate_handler![")
        .skip(1)
        .filter_map(|rest| rest.split_once(']').map(|(list, _)| list));
    lists
        .flat_map(|list| list.split(','))
        .filter_map(|path| path.rsplit("::").next())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// The commands in `invoke('…')`.
fn called(text: &str) -> BTreeSet<String> {
    let calls = text.split("invoke").skip(1);
    calls
        .filter_map(|rest| {
            let (types, rest) = rest.split_once('(')?;
            let plain = types.is_empty() || types.starts_with('<');
            let name = rest.trim_start().strip_prefix('\'')?.split('\'').next()?;
            plain.then(|| name.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod can_fail {
    use super::*;

    #[test]
    fn commands_are_read_from_both_sides() {
        let shell = "tauri::generate_handler![\n    overview,\n    commands::stop_draft,\n]";
        assert_eq!(offered(shell), ["overview", "stop_draft"]);
        let backend = "import { invoke } from 'x';\n a: () => invoke('overview'),\n b: () => invoke<number>('search', { words }),";
        assert_eq!(
            called(backend).into_iter().collect::<Vec<_>>(),
            ["overview", "search"]
        );
    }

    #[test]
    fn an_import_of_tauri_is_seen() {
        assert!(knows_tauri(
            "import { open } from '@tauri-apps/plugin-dialog';"
        ));
        assert!(!knows_tauri("// only backend.ts knows @tauri-apps"));
    }
}
