//! A web page that lies in a folder: its words and its title.

use std::path::Path;

use jiff::Timestamp;

use super::Extracted;
use super::facts::Facts;
use super::html;
use super::tidy::{clean, tidy};

/// The document in the text of an HTML file.
pub(super) fn read(text: &str, path: &Path, modified: Option<Timestamp>) -> Extracted {
    let facts = Facts {
        title: title(text),
        ..Facts::default()
    };
    let words = html::text(text);
    let (mut own, mut quoted) = (String::new(), String::new());
    for line in clean(&words).lines() {
        let to = if line.starts_with('>') {
            &mut quoted
        } else {
            &mut own
        };
        to.push_str(line.trim_start_matches(['>', ' ']));
        to.push('\n');
    }
    let mut document = facts.document(tidy(&own), path, modified);
    document.quoted = Some(tidy(&quoted)).filter(|quoted| !quoted.is_empty());
    document
}

/// What stands between the title's tags.
fn title(text: &str) -> Option<String> {
    const HEAD: usize = 64 * 1024;
    let head: String = text.chars().take(HEAD).collect();
    let lower = head.to_ascii_lowercase();
    let from = lower.find("<title")?;
    let from = from + lower[from..].find('>')? + 1;
    let to = from + lower[from..].find("</title")?;
    let words = html::text(&head[from..to]);
    let title = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Extracted {
        read(text, Path::new("a-page.html"), None)
    }

    #[test]
    fn words_title_and_what_is_quoted() {
        let found = of(
            "<html><head><TITLE>Tea &amp;\n cake</TITLE><script>no()</script></head><body><p>Mine.</p>\
             <blockquote>Theirs.</blockquote></body></html>",
        );
        assert_eq!(
            (found.title.as_str(), found.text.as_str()),
            ("Tea & cake", "Mine.")
        );
        assert_eq!(found.quoted.as_deref(), Some("Theirs."));
    }

    #[test]
    fn without_a_title_the_file_has_one() {
        assert_eq!(of("<p>Words").title, "a page");
        assert_eq!(of("<title></title><p>Words").title, "a page");
        assert_eq!(of("<title>cut").title, "a page");
    }
}
