//! The words of a mail that was written as HTML; block quotes come out as lines marked with `> `.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use html2text::render::TextDecorator;
use mail_parser::decoders::html::html_to_text;

use super::html_parts;

/// Walking a deeper tree could use up the stack.
const DEEPEST: usize = 500;
/// A larger page is read without regard for its structure.
const LARGEST: usize = 2 * 1024 * 1024;
/// What a tag says of its style stands within so many letters.
const LONGEST_TAG: usize = 400;
/// Wider than any paragraph: where a line ends is up to the writer.
const WIDTH: usize = 100_000;

/// The text of a mail that was written as `html`, with its quotes and its signature marked as those of plain mails.
pub(super) fn mail_text(html: &str) -> String {
    let html = without_deleted(html);
    let html = &own_indents(&html);
    let text = laid_out(&html_parts::mark(html, false));
    // Nothing sets quotes in where the page is only read.
    let text = text.unwrap_or_else(|| html_to_text(&html_parts::mark(html, true)));
    html_parts::unmark(&text)
}

/// The text of `html`.
pub(super) fn text(html: &str) -> String {
    let html = &without_deleted(html);
    laid_out(html).unwrap_or_else(|| html_to_text(html))
}

/// The text of `html` with regard for its structure, unless there is too much of it.
fn laid_out(html: &str) -> Option<String> {
    let html = &without_data(html);
    if html.len() > LARGEST || depth(html) > DEEPEST {
        return None;
    }
    let config = html2text::config::with_decorator(Words)
        .raw_mode(true)
        .link_footnotes(false)
        .unicode_strikeout(false)
        .allow_width_overflow();
    // A tree that it cannot lay out must not cost the mail.
    let laid_out = catch_unwind(AssertUnwindSafe(|| {
        config.string_from_read(html.as_bytes(), WIDTH)
    }));
    laid_out.ok()?.ok()
}

/// `html` without what its author has taken out, which Word keeps for whoever follows the changes.
fn without_deleted(html: &str) -> Cow<'_, str> {
    const END: &str = "</del>";
    // Letters of other alphabets would change their length.
    let lower = html.to_ascii_lowercase();
    let mut kept = String::new();
    let mut taken = 0;
    for (at, tag) in lower.match_indices("<del") {
        let begins = lower[at + tag.len()..].starts_with([' ', '>', '\n', '\r', '\t']);
        if !begins || at < taken {
            continue;
        }
        // One that is never closed must not swallow the page.
        let Some(end) = lower[at..].find(END) else {
            break;
        };
        kept.push_str(&html[taken..at]);
        taken = at + end + END.len();
    }
    match taken {
        0 => Cow::Borrowed(html),
        _ => Cow::Owned(kept + &html[taken..]),
    }
}

/// `html` with what Gmail's button "indent more" sets in as no quote: its author wrote that.
fn own_indents(html: &str) -> Cow<'_, str> {
    const NAME: &str = "blockquote";
    let lower = html.to_ascii_lowercase();
    let mut changed = String::new();
    let mut taken = 0;
    let mut open = Vec::new();
    for (at, _) in lower.match_indices(NAME) {
        let begins = lower[..at].ends_with('<');
        let own = if begins {
            // A tag without an end must not be looked through again and again.
            let tag = lower[at..].chars().take(LONGEST_TAG);
            let style = tag.take_while(|c| *c != '>').filter(|c| !c.is_whitespace());
            let style: String = style.collect();
            let own = style.contains("margin:00040px") && style.contains("border:none");
            open.push(own);
            own
        } else {
            lower[..at].ends_with("</") && open.pop().unwrap_or_default()
        };
        if own {
            changed.push_str(&html[taken..at]);
            changed.push_str("div");
            taken = at + NAME.len();
        }
    }
    match taken {
        0 => Cow::Borrowed(html),
        _ => Cow::Owned(changed + &html[taken..]),
    }
}

/// `html` without the bytes of pictures that stand in it, which say nothing and make it large.
fn without_data(html: &str) -> Cow<'_, str> {
    if html.len() <= LARGEST {
        return Cow::Borrowed(html);
    }
    let mut slim = String::with_capacity(LARGEST);
    let mut rest = html;
    while let Some(at) = rest.find(";base64,") {
        let (before, data) = rest.split_at(at);
        slim.push_str(before);
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | ')');
        rest = &data[data.find(ends).unwrap_or(data.len())..];
    }
    slim.push_str(rest);
    Cow::Owned(slim)
}

/// How deep the tree of `html` can get at most. Tags that need no end are left out: they close each other.
fn depth(html: &str) -> usize {
    const CLOSED_BY_OTHERS: &str = " p li td th tr dd dt option thead tbody tfoot br hr img input meta link col area base \
        embed source track wbr o:p !doctype html head body ";
    // Marks of letters that an outer tag closes with it go on behind it.
    const GO_ON: &str = " a b big code em font i nobr s small strike strong tt u ";
    let mut open: Vec<String> = Vec::new();
    let mut gone_on = 0;
    let mut deepest = 0;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let closing = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let end = name
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '!' | '-')))
            .unwrap_or(name.len());
        let name = &name[..end.min(40)];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let lower = name.to_ascii_lowercase();
        if CLOSED_BY_OTHERS.contains(&format!(" {lower} ")) {
            continue;
        }
        if !closing {
            open.push(lower);
        } else if let Some(at) = open.iter().rposition(|o| *o == lower) {
            gone_on += open
                .drain(at..)
                .skip(1)
                .filter(|o| GO_ON.contains(&format!(" {o} ")))
                .count();
        }
        deepest = deepest.max(open.len() + gone_on);
        if deepest > DEEPEST {
            break;
        }
    }
    deepest
}

/// Nothing but the words, and marks for quotes and lists.
#[derive(Clone)]
struct Words;

fn nothing() -> (String, ()) {
    (String::new(), ())
}

impl TextDecorator for Words {
    type Annotation = ();

    fn decorate_link_start(&mut self, _url: &str) -> (String, ()) {
        nothing()
    }
    fn decorate_link_end(&mut self) -> String {
        String::new()
    }
    fn decorate_em_start(&self) -> (String, ()) {
        nothing()
    }
    fn decorate_em_end(&self) -> String {
        String::new()
    }
    fn decorate_strong_start(&self) -> (String, ()) {
        nothing()
    }
    fn decorate_strong_end(&self) -> String {
        String::new()
    }
    fn decorate_strikeout_start(&self) -> (String, ()) {
        nothing()
    }
    fn decorate_strikeout_end(&self) -> String {
        String::new()
    }
    fn decorate_code_start(&self) -> (String, ()) {
        nothing()
    }
    fn decorate_code_end(&self) -> String {
        String::new()
    }
    fn decorate_preformat_first(&self) {}
    fn decorate_preformat_cont(&self) {}
    fn decorate_image(&mut self, _src: &str, _title: &str) -> (String, ()) {
        nothing()
    }
    fn header_prefix(&self, _level: usize) -> String {
        String::new()
    }
    fn quote_prefix(&self) -> String {
        "> ".to_owned()
    }
    fn unordered_item_prefix(&self) -> String {
        "- ".to_owned()
    }
    fn ordered_item_prefix(&self, number: i64) -> String {
        format!("{number}. ")
    }
    fn make_subblock_decorator(&self) -> Self {
        Words
    }
    fn decorate_superscript_start(&self) -> (String, ()) {
        nothing()
    }
    fn decorate_superscript_end(&self) -> String {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_out_as_they_are_read() {
        let html = "<html><head><style>p{}</style><title>T</title></head><body><p>Dear <b>Anna</b>,</p>\
                    <p>see <a href='http://x.y'>this</a>:<br>now.</p><ul><li>one<li>two</ul><img src=a alt=b></body></html>";
        let found = text(html);
        let lines: Vec<&str> = found.lines().map(str::trim_end).collect();
        assert_eq!(
            lines,
            ["Dear Anna,", "", "see this:", "now.", "- one", "- two"]
        );
    }

    #[test]
    fn what_its_author_sets_in_is_no_quote() {
        let page = "Mine<blockquote style=\"margin: 0 0 0 40px; border: none; padding: 0px\"><div>mine too\
                    <blockquote type=cite>theirs</blockquote></div></blockquote><blockquote style='margin:0 0 0 .8ex'>deep</blockquote>";
        let found = mail_text(page);
        let lines: Vec<&str> = found
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        assert_eq!(lines, ["Mine", "mine too", "> theirs", "> deep"]);
        mail_text(&"<blockquote ".repeat(20_000));
    }

    #[test]
    fn struck_words_are_plain_and_deleted_ones_gone() {
        let page = "<p>On <s>Monday</s>, <DEL cite=\"mailto:Anna\">no</DEL><strike>or</strike> on <del>a</del>Tuesday.</p>";
        for found in [text(page), mail_text(page)] {
            assert_eq!(found.trim(), "On Monday, or on Tuesday.");
        }
        assert_eq!(text("<p>a<del>b<p>c").split_whitespace().count(), 2);
        assert_eq!(text("<delta>a</delta>").trim(), "a");
        text(&"<del>".repeat(50_000));
        text(&"<del></del>".repeat(50_000));
    }

    #[test]
    fn quotes_are_marked() {
        let found = text(
            "<div>Mine</div><blockquote>theirs<blockquote>deep</blockquote></blockquote><div>Mine too</div>",
        );
        let quoted: Vec<&str> = found.lines().filter(|l| l.starts_with('>')).collect();
        assert!(
            quoted.iter().any(|l| l.contains("theirs"))
                && quoted.iter().any(|l| l.contains("deep")),
            "{found}"
        );
        assert!(found.starts_with("Mine\n") && found.trim_end().ends_with("\nMine too"));
    }

    #[test]
    fn tables_for_layout_give_their_words() {
        let found = text(
            "<table><tr><td><table><tr><td>Dear Anna</td></tr></table></td></tr><tr><td>Bye</td></tr></table>",
        );
        assert_eq!(
            found.split_whitespace().collect::<Vec<_>>(),
            ["Dear", "Anna", "Bye"]
        );
    }

    #[test]
    fn hostile_html() {
        assert!(text(&format!("{}deep", "<div>".repeat(100_000))).contains("deep"));
        assert!(text(&format!("{}deep", "<font size=1>".repeat(20_000))).contains("deep"));
        assert!(text(&format!("{}deep", "<a><b></a>".repeat(100_000))).contains("deep"));
        assert!(text(&format!("{}deep", "</b><b>".repeat(20_000))).contains("deep"));
        text(&format!("<p {}>x", "a=b ".repeat(100_000)));
        text("<<<<><!-- <table><td");
        assert_eq!(depth("<p>a<p>b<div><b>x</b></div>"), 2);
    }
}
