//! What is written leaves Longhand as a file: the text as it is, or as a mail that any mail program opens.

use std::io::Write;
use std::path::Path;

use domain::{Error, ErrorCode, Kind, Person, Result};
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;

use crate::wire::Page;

/// Writes `page` to `path`, as its ending wants it: `.eml` a mail, anything else the text. All of it or nothing.
///
/// # Errors
/// `Io` if the disk says no.
pub fn save_as(page: &Page, path: &Path) -> Result<()> {
    let is_mail = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("eml"));
    let bytes = if is_mail {
        mail(page)?
    } else {
        text(page, path).into_bytes()
    };
    let failed = |cause: std::io::Error| {
        Error::io("saving the text", path, &cause)
            .remedy("Choose another folder, or make room there")
    };
    // Under a name that nobody has, in the same folder: only then does it take its place.
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut part = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    part.write_all(&bytes).map_err(failed)?;
    part.persist(path)
        .map_err(|refused| failed(refused.error))?;
    Ok(())
}

/// The text; in Markdown under its title, if it has one that is not the subject of a mail.
fn text(page: &Page, path: &Path) -> String {
    let is_markdown = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("md"));
    let title = page.brief.title.trim();
    let text = page.text.trim_end();
    if is_markdown && page.brief.kind != Kind::Email && !title.is_empty() {
        format!("# {title}\n\n{text}\n")
    } else {
        format!("{text}\n")
    }
}

/// Those in `to` who have an address.
pub fn addressed(to: &str) -> Vec<Person> {
    let mut people = Person::all_in(to);
    people.retain(|person| !person.address.is_empty());
    people
}

fn mail(page: &Page) -> Result<Vec<u8>> {
    let mut message = MessageBuilder::new().subject(page.brief.title.trim().to_owned());
    // Without an address a name would make a broken mail; the user fills it in.
    let to: Vec<Address> = addressed(&page.brief.to)
        .into_iter()
        .map(|Person { name, address }| {
            Address::new_address((!name.is_empty()).then_some(name), address)
        })
        .collect();
    if !to.is_empty() {
        message = message.to(to);
    }
    let unsent = message.header("X-Unsent", mail_builder::headers::raw::Raw::new("1"));
    unsent
        .text_body(page.text.trim_end().to_owned())
        .write_to_vec()
        .map_err(|cause| {
            Error::new(
                ErrorCode::Io,
                format!("the mail could not be put together ({cause})"),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Brief;
    use std::fs;

    fn page(kind: Kind) -> Page {
        Page {
            brief: Brief {
                kind,
                title: "Schlüssel & Tür".into(),
                to: "tom@example.org".into(),
                ..Brief::default()
            },
            text: "Hullo Tom,\n\nthe key — found.\n".into(),
            ..Page::default()
        }
    }

    fn saved(page: &Page, name: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        save_as(page, &path).unwrap();
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "no part is left behind"
        );
        fs::read_to_string(path).unwrap()
    }

    #[test]
    fn text_is_saved_as_it_is() {
        assert_eq!(
            saved(&page(Kind::Email), "a.txt"),
            "Hullo Tom,\n\nthe key — found.\n"
        );
        assert!(saved(&page(Kind::Post), "a.md").starts_with("# Schlüssel & Tür\n\nHullo"));
        assert!(saved(&page(Kind::Email), "a.md").starts_with("Hullo"));
    }

    #[test]
    fn a_mail_has_its_headers() {
        let mail = saved(&page(Kind::Email), "a.EML");
        assert!(mail.contains("To: <tom@example.org>"), "{mail}");
        assert!(mail.contains("Subject: =?utf-8?"), "{mail}");
        assert!(mail.contains("X-Unsent: 1"), "{mail}");
        let mut two = page(Kind::Email);
        two.brief.to = "Tom Averill <tom@example.org>, pip@example.org, Ruth".into();
        let mail = saved(&two, "a.eml");
        assert!(
            mail.contains("<tom@example.org>") && mail.contains("<pip@example.org>"),
            "{mail}"
        );
        assert!(
            mail.contains("Tom Averill") && !mail.contains("Ruth"),
            "{mail}"
        );
        let mut named = page(Kind::Email);
        named.brief.to = "Tom".into();
        assert!(!saved(&named, "a.eml").contains("\nTo:"));
    }

    #[test]
    fn a_folder_that_is_gone_is_said() {
        let error = save_as(&page(Kind::Note), Path::new("/nowhere/at/all.txt")).unwrap_err();
        assert!(error.path.is_some() && error.remedy.is_some());
    }
}
