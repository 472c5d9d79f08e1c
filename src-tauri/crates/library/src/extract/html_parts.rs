//! Parts of an HTML mail that its program marks as quotes and signatures: by class, by id, by the line Outlook draws.
//!
//! The marks are letters that no text uses, set beside the elements before the page is laid out and taken out after.

/// What surrounds a part: a quote begins and ends, all the rest is quoted, a signature begins, a part that is no words
/// begins and ends.
const QUOTE: char = '\u{f8f0}';
const QUOTE_END: char = '\u{f8f1}';
const REST: char = '\u{f8f2}';
const SIGNATURE: char = '\u{f8f3}';
const NOTHING: char = '\u{f8f4}';
const NOTHING_END: char = '\u{f8f5}';
const ALL: [char; 6] = [QUOTE, QUOTE_END, REST, SIGNATURE, NOTHING, NOTHING_END];

/// Parts within parts are followed so deep.
const DEEPEST: usize = 40;

/// Ids and classes in lower case.
const RESTS: &[&str] = &["divrplyfwdmsg", "appendonsend", "stopspelling"];
const QUOTES: &[&str] = &[
    "yahoo_quoted",
    "protonmail_quote",
    "zmail_extra",
    "moz-forward-container",
    "olk_src_body_section",
    "tutanota_quote",
    "hcl-quote",
];
const ATTRIBUTIONS: &[&str] = &["gmail_attr", "moz-cite-prefix"];
const SIGNATURES: &[&str] = &[
    "gmail_signature",
    "moz-signature",
    "protonmail_signature_block",
    "signature",
    "ms-outlook-mobile-signature",
    "applemailsignature",
];
/// The line that Outlook and Windows Mail draw above the mail that is answered, without spaces.
const LINES: &[&str] = &[
    "border-top:solid#b5c4df",
    "border-top:solid#e1e1e1",
    "border-top-color:rgb(229,229,229)",
];

/// `html` with marks beside its parts; beside block quotes as well, where nothing else is going to set them in.
pub(super) fn mark(html: &str, block_quotes: bool) -> String {
    let html = html.replace(ALL, "");
    let mut marked = String::with_capacity(html.len() + 256);
    let mut open: Vec<Region> = Vec::new();
    let mut rest = html.as_str();
    while let Some(start) = rest.find('<') {
        marked.push_str(&rest[..start]);
        let tag = &rest[start..];
        let end = tag_end(tag);
        let (tag, after) = tag.split_at(end);
        let name = name(tag);
        if tag.starts_with("</") {
            marked.push_str(tag);
            close(&mut open, &name, &mut marked);
        } else {
            open.iter_mut()
                .filter(|region| region.name == name)
                .for_each(|region| region.depth += 1);
            // A part that would not be followed to its end does not begin either: it lies within others.
            let part = match name.as_str() {
                "blockquote" => block_quotes.then_some((QUOTE, Some(QUOTE_END))),
                _ => part(tag, &name, after),
            };
            if let Some((begins, ends)) =
                part.filter(|(_, ends)| ends.is_none() || open.len() < DEEPEST)
            {
                set(&mut marked, begins);
                if let Some(ends) = ends {
                    open.push(Region {
                        name,
                        depth: 1,
                        ends,
                    });
                }
            }
            marked.push_str(tag);
        }
        rest = after;
    }
    marked.push_str(rest);
    marked
}

/// `text`, laid out from a marked page, with quotes as lines behind `> ` and a signature behind `-- `.
pub(super) fn unmark(text: &str) -> String {
    let mut plain = Plain::default();
    for line in text.lines() {
        let mut rest = line;
        // A mark has a line to itself, but for pages too deep to be laid out.
        while let Some(at) = rest.find(ALL) {
            let (words, marked) = rest.split_at(at);
            plain.add(words);
            let mut letters = marked.chars();
            plain.pass(letters.next().unwrap_or_default());
            rest = letters.as_str();
        }
        if rest.len() == line.len() {
            plain.add_line(line);
        } else {
            plain.add(rest);
        }
    }
    plain.text
}

/// A page without its marks, and what they say of what comes next.
#[derive(Default)]
struct Plain {
    text: String,
    quotes: usize,
    nothings: usize,
    all: bool,
}

impl Plain {
    fn pass(&mut self, mark: char) {
        match mark {
            QUOTE => self.quotes += 1,
            QUOTE_END => self.quotes = self.quotes.saturating_sub(1),
            NOTHING => self.nothings += 1,
            NOTHING_END => self.nothings = self.nothings.saturating_sub(1),
            REST => self.all = true,
            _ if self.quotes == 0 && self.nothings == 0 && !self.all => self.text.push_str("-- \n"),
            _ => {}
        }
    }

    fn add(&mut self, words: &str) {
        if !words.trim().is_empty() {
            self.add_line(words);
        }
    }

    fn add_line(&mut self, line: &str) {
        if self.nothings > 0 && !self.all {
            return;
        }
        if self.all || self.quotes > 0 {
            self.text.push_str("> ");
        }
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// An element whose end is waited for.
struct Region {
    name: String,
    depth: usize,
    ends: char,
}

fn close(open: &mut Vec<Region>, name: &str, marked: &mut String) {
    for region in open.iter_mut().filter(|region| region.name == name) {
        region.depth = region.depth.saturating_sub(1);
    }
    // What was left open within one that ends, ends with it.
    if let Some(at) = open.iter().position(|region| region.depth == 0) {
        open.iter_mut().skip(at).for_each(|region| region.depth = 0);
    }
    while let Some(region) = open.pop_if(|region| region.depth == 0) {
        set(marked, region.ends);
    }
}

fn set(marked: &mut String, mark: char) {
    marked.push_str("<div>");
    marked.push(mark);
    marked.push_str("</div>");
}

/// The marks that go before and behind the element that `tag` begins, if it is a part.
fn part(tag: &str, name: &str, after: &str) -> Option<(char, Option<char>)> {
    let names = format!("{} {}", attribute(tag, "class"), attribute(tag, "id"));
    let is = |known: &[&str]| {
        // Outlook sets "x_" before the names of what it quotes.
        names
            .split_whitespace()
            .any(|name| known.contains(&name.trim_start_matches("x_")))
    };
    if name.is_empty() {
        return None;
    }
    if is(RESTS) {
        return Some((REST, None));
    }
    if is(SIGNATURES)
        || attribute(tag, "data-signatureblock") == "true"
        // Zimbra's.
        || attribute(tag, "data-marker") == "__sig_pre__"
    {
        return Some((SIGNATURE, None));
    }
    if is(ATTRIBUTIONS) {
        return (!passes_on(name, after)).then_some((NOTHING, Some(NOTHING_END)));
    }
    let quoted = is(QUOTES) || attribute(tag, "name") == "quote";
    // Gmail's container also holds what is written between quotes; what it passes on has no quote in it.
    let passed_on = is(&["gmail_quote", "gmail_quote_container"]) && !has_blockquote(after);
    if quoted || passed_on {
        return Some((QUOTE, Some(QUOTE_END)));
    }
    let style = attribute(tag, "style").replace([' ', '\n', '\t', '\r'], "");
    LINES
        .iter()
        .any(|line| style.contains(line))
        .then_some((REST, None))
}

/// Whether the element `name`, behind whose beginning `after` stands, announces a mail that is passed on: Gmail sets a marker
/// and headers there, which tell as in a plain mail where that begins.
fn passes_on(name: &str, after: &str) -> bool {
    let near: String = after.chars().take(4_000).collect::<String>().to_lowercase();
    let inside = near.split(&format!("</{name}")).next().unwrap_or_default();
    let lines = inside.split("<br").enumerate().map(|(at, line)| match at {
        0 => words(line),
        _ => words(line.split_once('>').unwrap_or_default().1),
    });
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.len() > 1 || lines.first().is_some_and(|line| line.starts_with("--"))
}

/// What stands in `html` beside its tags.
fn words(html: &str) -> String {
    let pieces = html.split('<').enumerate();
    let pieces = pieces.map(|(at, piece)| match at {
        0 => piece,
        _ => piece.split_once('>').unwrap_or_default().1,
    });
    pieces.collect::<String>().trim().to_owned()
}

fn has_blockquote(after: &str) -> bool {
    let near: String = after.chars().take(4_000).collect::<String>().to_lowercase();
    near.contains("<blockquote")
}

/// The value of `wanted` in `tag`, in lower case; empty if it has none.
fn attribute(tag: &str, wanted: &str) -> String {
    let lower = tag.to_lowercase();
    let found = lower.match_indices(wanted).find_map(|(at, _)| {
        let begins =
            lower[..at].ends_with(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'');
        let value = lower[at + wanted.len()..]
            .trim_start()
            .strip_prefix('=')?
            .trim_start();
        begins.then_some(value)
    });
    let Some(value) = found else {
        return String::new();
    };
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
        _ => value
            .split(|c: char| c.is_ascii_whitespace() || c == '>')
            .next(),
    }
    .unwrap_or_default()
    .to_owned()
}

/// Where `tag` ends, a `>` within quotes aside.
fn tag_end(tag: &str) -> usize {
    if tag.starts_with("<!--") {
        return tag.find("-->").map_or(tag.len(), |at| at + 3);
    }
    let mut quote = None;
    // A quote that is never closed must not swallow the page.
    for (at, c) in tag.char_indices().take(10_000) {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    tag.find('>').map_or(tag.len(), |at| at + 1)
}

fn name(tag: &str) -> String {
    tag.trim_start_matches(['<', '/'])
        .chars()
        .take(20)
        .take_while(|c| c.is_ascii_alphanumeric() || *c == ':')
        .collect::<String>()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::html;

    fn of(page: &str) -> String {
        html::mail_text(page)
            .lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty() && *line != ">")
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn quotes_of_many_programs() {
        for (page, meant) in [
            (
                "<div>Mine.</div><div id=\"divRplyFwdMsg\"><b>Avsändare:</b> A<br></div><div>Theirs.</div>",
                "Mine.|> Avsändare: A|> Theirs.",
            ),
            (
                "<p>Mine.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3pt'>Lähettäjä: A</div><p>Theirs.</p>",
                "Mine.|> Lähettäjä: A|> Theirs.",
            ),
            (
                "<div>Mine.</div><div class=\"gmail_quote\"><div dir=ltr class=\"gmail_attr\">Wann auch immer, A:<br></div><blockquote class=\"gmail_quote\">Theirs.</blockquote><div>Mine too.</div></div>",
                "Mine.|> Theirs.|Mine too.",
            ),
            (
                "<div>Mine.</div><div class=\"gmail_quote\"><div>---------- Forwarded message ---------</div><div>Theirs.</div></div>",
                "Mine.|> ---------- Forwarded message ---------|> Theirs.",
            ),
            (
                "Mine.<br><div class=\"moz-cite-prefix\">Am Tage sprach A:<br></div><blockquote type=cite>Theirs.</blockquote>",
                "Mine.|> Theirs.",
            ),
            (
                "<div>Mine.</div><div class=\"yahoo_quoted\"><div>A:</div><div>Theirs.</div></div><div>Mine too.</div>",
                "Mine.|> A:|> Theirs.|Mine too.",
            ),
            (
                "<div>Mine.<br><div class=gmail_quote><div class=gmail_attr><br>Wann auch immer, A:<br><br></div><blockquote>Theirs.</blockquote></div></div>",
                "Mine.|> Theirs.",
            ),
            (
                "<div>Mine.<div class=gmail_quote><div class=gmail_attr>---------- Forwarded message ---------<br>From: <b>A</b><br>Date: x<br></div>Theirs.<blockquote>Deep.</blockquote></div></div>",
                "Mine.|---------- Forwarded message ---------|From: A|Date: x|Theirs.|> Deep.",
            ),
            (
                "<div>Mine.<hr id=\"stopSpelling\">Date: x<br>Theirs.</div>",
                "Mine.|> Date: x|> Theirs.",
            ),
        ] {
            assert_eq!(of(page), meant, "{page}");
        }
    }

    #[test]
    fn signatures_of_many_programs() {
        for begins in [
            "<div class=\"gmail_signature\" data-smartmail=x>",
            "<pre class=moz-signature cols=72>",
            "<div id=\"Signature\">",
            "<div id='ms-outlook-mobile-signature'>",
            "<div data-signatureblock=\"true\">",
            "<div data-marker=\"__SIG_PRE__\">",
        ] {
            assert_eq!(
                of(&format!(
                    "<div>Mine.</div>{begins}Anna Bell<br>Bell &amp; Sons</div>"
                )),
                "Mine.|--|Anna Bell|Bell & Sons",
                "{begins}"
            );
        }
    }

    #[test]
    fn other_pages_stay_as_they_are() {
        let page = "<div class=\"quote_of_mine\" id=x title='a > b'>a</div><p class=signatures>b</p><!-- <div class=yahoo_quoted> -->c";
        assert_eq!(of(page), "a|b|c");
    }

    #[test]
    fn hostile_parts() {
        of(&"<div class=yahoo_quoted>".repeat(20_000));
        of(&"</div>".repeat(20_000));
        of(&"<div class=\"".repeat(5_000));
        of(&format!("<div {}>x", "class=a ".repeat(50_000)));
        of("\u{f8f2}mine");
        assert_eq!(of("<p>\u{f8f2}mine</p>"), "mine");
    }
}
