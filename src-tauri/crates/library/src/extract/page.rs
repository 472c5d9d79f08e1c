//! A web page that lies in a folder: its words, its title and its author.

use std::path::Path;

use domain::Person;
use jiff::Timestamp;

use super::facts::Facts;
use super::html;
use super::tidy::{clean, tidy};
use super::{Extracted, about, kept, quotes};

mod body;

/// A page says so near its start what it is called.
const HEAD: usize = 64 * 1024;
/// A tag that names somebody is shorter.
const LONGEST_TAG: usize = 2_000;

/// The document in the text of an HTML file, or the mails of a conversation that was printed to one.
pub(super) fn read(text: &str, path: &Path, modified: Option<Timestamp>) -> Vec<Extracted> {
    let head = &text[..text.floor_char_boundary(HEAD)];
    let facts = Facts {
        title: title(head),
        author: author(head),
        ..Facts::default()
    };
    let page = body::of(text);
    let words = html::text(&page);
    if kept::is_mail(&clean(&words)) {
        let words = html::mail_text(&page);
        return kept::documents(facts, &clean(&words), path, modified, str::to_owned);
    }
    let parts = quotes::surely(&clean(&words));
    let (mut own, mut quoted) = (String::new(), parts.quoted);
    for line in parts.own.join("\n\n").lines() {
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
    vec![document]
}

/// What stands between the title's tags.
fn title(head: &str) -> Option<String> {
    let lower = head.to_ascii_lowercase();
    let from = lower.find("<title")?;
    let from = from + lower[from..].find('>')? + 1;
    let to = from + lower[from..].find("</title")?;
    let title = words(&html::text(&head[from..to]));
    about::is_a_title(&title).then_some(title)
}

/// Whom the page names as its author.
fn author(head: &str) -> Option<Person> {
    let lower = head.to_ascii_lowercase();
    lower.match_indices("<meta").find_map(|(from, _)| {
        let end = lower[from..].find('>').filter(|end| *end < LONGEST_TAG)?;
        let tag = words(&head[from..from + end]);
        let named = attribute(&tag, "name")?.eq_ignore_ascii_case("author");
        let named = attribute(&tag, "content").filter(|_| named)?;
        about::author(&words(&html::text(named)))
    })
}

/// The value of an attribute of `tag`, in quotes or up to a space.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(&format!(" {name}="))? + name.len() + 2;
    let value = &tag[at..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_whitespace().next(),
    }
}

/// The words of `text` in one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Extracted {
        read(text, Path::new("a-page.html"), None).remove(0)
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
    fn a_mail_that_was_saved_is_by_its_sender() {
        let found = of(
            "<!DOCTYPE html><html><head><title>Boat</title></head><body><table class=\"moz-header-part1\"><tr><td>\
             <div style=\"display:inline;\">Subject: </div>Boat</td></tr><tr><td><div style=\"display:inline;\">From: </div>\
             Anna Bell &lt;anna@example.net&gt;</td></tr><tr><td><div style=\"display:inline;\">Date: </div>04/03/2024, 10:00\
             </td></tr></table><table><tr><td><div style=\"display:inline;\">To: </div>Tom &lt;tom@example.org&gt;</td></tr>\
             </table><br><div class=\"moz-text-html\"><p>Come.</p><blockquote>Mine.</blockquote></div></body></html>",
        );
        let author = found.author.clone().unwrap_or_else(|| panic!("{found:?}"));
        assert_eq!(
            (author.address.as_str(), found.text.as_str()),
            ("anna@example.net", "Come.")
        );
        assert!(found.is_mail() && found.quoted.as_deref() == Some("Mine."));
    }

    #[test]
    fn a_conversation_that_gmail_printed_is_several_mails() {
        let mail = |from: &str, body: &str| {
            format!(
                "<hr><table class=message><tr><td><font size=-1><b>{from} </b>&lt;{from}@example.net&gt;</font></td><td \
                 align=right><font size=-1>Mon, Mar 4, 2024 at 10:00 AM</font></td></tr><tr><td colspan=2><font \
                 class=recipient><div>To: Ben &lt;ben@example.net&gt;</div></font></td></tr><tr><td colspan=2><table><tr><td>\
                 <div><font size=-1>{body}</font></div></td></tr></table></td></tr></table>"
            )
        };
        let page = format!(
            "<html><head><title>Gmail - Boat</title></head><body><div class=bodycontainer><table><tr><td><img src=x \
             alt=Gmail></td><td><b>Tom &lt;tom@example.net&gt;</b></td></tr></table><hr><div class=maincontent><table><tr><td>\
             <font><b>Boat</b></font><br><font>2 messages</font></td></tr></table>{}{}</div></div></body></html>",
            mail("Anna", "<div>Come?</div>"),
            mail(
                "Tom",
                "<div dir=ltr>At ten.</div><br><div class=gmail_quote>[Quoted text hidden]</div>"
            ),
        );
        let found = read(&page, Path::new("boat.html"), None);
        let told: Vec<_> = found
            .iter()
            .map(|one| {
                (
                    one.author.as_ref().map(|who| who.address.as_str()),
                    one.text.as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (Some("anna@example.net"), "Come?"),
                (Some("tom@example.net"), "At ten.")
            ]
        );
    }

    #[test]
    fn a_page_names_its_author() {
        for (meta, wanted) in [
            (
                "<meta name=\"author\" content=\"Anna &amp; Tom Bell\">",
                Some("Anna & Tom Bell"),
            ),
            (
                "<META\n content='Ada Byron' NAME=Author />",
                Some("Ada Byron"),
            ),
            (
                "<meta name=x content='Ada Byron'><meta name='author' content='admin'>",
                None,
            ),
            ("<meta name=author", None),
            ("<meta name=author content=>", None),
        ] {
            let found = of(&format!("<head>{meta}</head><p>Words")).author;
            assert_eq!(found.map(|one| one.name).as_deref(), wanted, "{meta}");
        }
    }

    #[test]
    fn without_a_title_the_file_has_one() {
        assert_eq!(of("<p>Words").title, "a page");
        assert_eq!(of("<title></title><p>Words").title, "a page");
        assert_eq!(of("<title>cut").title, "a page");
    }
}
