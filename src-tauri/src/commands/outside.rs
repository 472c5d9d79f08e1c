//! What comes into the window from outside, and what goes out of it: files, folders, the mail program.

use std::path::{Path, PathBuf};

use domain::{DocumentId, Error, ErrorCode, Result};
use engine::{Opened, Page, Received, addressed};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt, FilePath};

use crate::behind::Open;
use crate::dialog_answers::Answers;

/// A longer address of a mail may not get through to the mail program.
const LONGEST_MAILTO: usize = 100_000;
/// What stands in the address of a mail as it is (RFC 6068).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@');
/// How many letters of a title make the name of a file.
const LONGEST_NAME: usize = 60;

/// What the user wants to have read: a folder, or with `archive` a file, which no system shows in one dialog.
#[tauri::command]
pub(super) async fn pick_source(
    app: AppHandle,
    answers: State<'_, Answers>,
    archive: bool,
) -> Result<Option<PathBuf>> {
    if let Some(source) = &answers.pick_source {
        return Ok(Some(source.clone()));
    }
    let dialog = app.dialog().file();
    let picked = match archive {
        true => dialog.blocking_pick_file(),
        false => dialog.blocking_pick_folder(),
    };
    picked.map(on_this_machine).transpose()
}

/// The file of a model; none if the user chose none.
#[tauri::command]
pub(super) async fn pick_model(
    app: AppHandle,
    answers: State<'_, Answers>,
) -> Result<Option<PathBuf>> {
    if let Some(source) = &answers.pick_source {
        return Ok(Some(source.clone()));
    }
    let dialog = app.dialog().file().add_filter("GGUF", &["gguf", "GGUF"]);
    dialog.blocking_pick_file().map(on_this_machine).transpose()
}

/// Saves the page where the user says; none if they say nowhere.
#[tauri::command]
pub(super) async fn save_as(
    app: AppHandle,
    answers: State<'_, Answers>,
    page: Page,
    ending: String,
) -> Result<Option<PathBuf>> {
    let name = file_name(&page, &ending);
    let path = match &answers.save_in {
        Some(folder) => Some(folder.join(name)),
        None => {
            let dialog = app
                .dialog()
                .file()
                .set_file_name(name)
                .add_filter(ending.clone(), &[&ending]);
            dialog
                .blocking_save_file()
                .map(on_this_machine)
                .transpose()?
        }
    };
    if let Some(path) = &path {
        engine::save_as(&page, path)?;
    }
    Ok(path)
}

/// The bytes of the file are the body of the call, its name stands in a header.
#[tauri::command(async)]
pub(super) fn dropped_message(engine: Open<'_>, request: Request<'_>) -> Result<Received> {
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(Error::new(
            ErrorCode::BadInput,
            "the file that was dropped did not arrive",
        )
        .remedy("Open it in your mail program and paste its text instead"));
    };
    let name = request
        .headers()
        .get("name")
        .and_then(|name| name.to_str().ok())
        .unwrap_or_default();
    engine.dropped_message(&percent_decode_str(name).decode_utf8_lossy(), bytes)
}

#[tauri::command(async)]
pub(super) fn open_document(engine: Open<'_>, id: DocumentId) -> Result<Opened> {
    engine.open_document(id)
}

/// Shows the folder of a document in the file manager.
#[tauri::command(async)]
pub(super) fn show_folder(engine: Open<'_>, id: DocumentId) -> Result<()> {
    let path = PathBuf::from(engine.open_document(id)?.path);
    let folder = path.parent().unwrap_or(&path);
    if !folder.is_dir() {
        return Err(Error::new(ErrorCode::Io, "the folder is not there any more").at(folder));
    }
    hand_over(folder.as_os_str(), "your file manager")
}

/// Opens the page as a new mail in the user's mail program, which sends nothing by itself.
#[tauri::command(async)]
pub(super) fn open_mail(page: Page) -> Result<()> {
    let address = mailto(&page);
    if address.len() > LONGEST_MAILTO {
        return Err(Error::new(
            ErrorCode::BadInput,
            "this text is too long for your mail program to take over",
        )
        .remedy("Copy it, or save it as .eml and open that"));
    }
    hand_over(address.as_ref(), "your mail program")
}

fn hand_over(what: &std::ffi::OsStr, to: &str) -> Result<()> {
    open::that_detached(what).map_err(|cause| {
        Error::new(ErrorCode::Io, format!("{to} could not be opened ({cause})"))
            .remedy("Check which program your system opens these with")
    })
}

fn mailto(page: &Page) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, PLAIN).to_string();
    let to: Vec<String> = addressed(&page.brief.to)
        .iter()
        .map(|person| encoded(&person.address))
        .collect();
    let to = to.join(",");
    let body = page.text.trim_end().replace('\n', "\r\n");
    format!(
        "mailto:{to}?subject={}&body={}",
        encoded(page.brief.title.trim()),
        encoded(&body)
    )
}

/// A name for the file, from what the page is about.
fn file_name(page: &Page, ending: &str) -> String {
    let brief = &page.brief;
    let title = if brief.title.trim().is_empty() {
        &brief.about
    } else {
        &brief.title
    };
    let plain = |c: char| {
        if c.is_alphanumeric() || " -_,'".contains(c) {
            c
        } else {
            ' '
        }
    };
    let words: String = title.chars().map(plain).take(LONGEST_NAME).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = if words.is_empty() {
        brief.kind.to_string()
    } else {
        words
    };
    format!("{name}.{ending}")
}

fn on_this_machine(path: FilePath) -> Result<PathBuf> {
    path.into_path()
        .map_err(|_| Error::new(ErrorCode::BadInput, "this place is not on this machine"))
        .map(|path| Path::new(&path).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Brief;

    fn page() -> Page {
        Page {
            brief: Brief {
                to: "tom@example.org".into(),
                title: "Keys: A/B & co?".into(),
                ..Brief::default()
            },
            text: "Hullo Tom,\nthe key & more\n".into(),
            ..Page::default()
        }
    }

    #[test]
    fn a_mail_goes_over_whole() {
        assert_eq!(
            mailto(&page()),
            "mailto:tom@example.org?subject=Keys%3A%20A%2FB%20%26%20co%3F&body=Hullo%20Tom%2C%0D%0Athe%20key%20%26%20more"
        );
        let mut named = page();
        named.brief.to = "Tom".into();
        assert!(mailto(&named).starts_with("mailto:?subject="));
    }

    #[test]
    fn a_file_is_named_after_what_it_is_about() {
        assert_eq!(file_name(&page(), "eml"), "Keys A B co.eml");
        assert_eq!(file_name(&Page::default(), "txt"), "email.txt");
    }
}
