//! What of a web page its author wrote: without menus, banners and what others say below it.

/// Elements that hold no words of a text.
const ELEMENTS: &str = " nav header footer aside noscript form dialog textarea select template ";
/// Elements within an article that hold its title, whose words are the author's.
const TITLES: &str = " header ";
/// Words in ids and classes of what others wrote, and of what asks for leave.
const NAMES: &str = " comment comments cookie cookies commentlist subscription ";
/// Elements that never end.
const EMPTY: &str = " area base br col embed hr img input link meta source track wbr ";
/// In a page with more elements that never end, or hold all of it, nothing more is left out.
const MOST_ENDLESS: usize = 50;
/// How a note begins that Google Keep exports, and the class of its words: above them stand a day and the title again.
const KEEP: &str = "<div class=\"note\"><div class=\"heading\"><div class=\"meta-icons\">";
const CONTENT: &str = "content";
/// Where in a document of Google's a letter in the text leads to a remark at its end, ...
const REMARK: &str = "#cmnt";
/// ... and that back to it.
const REMARKED: &str = "#cmnt_ref";
/// The class of the table in which Notion sets the properties of a page, and how that of its rows begins.
const PROPERTIES: &str = "properties";
const PROPERTY: &str = "property-row";
/// Elements that hold a page and its words, whatever their classes say of it.
const WHOLE: &str = " html body main article ";

/// `html` without what its author did not write; of a page with one article, one main part or a note, that alone.
pub(super) fn of(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let whole = ["article", "main"]
        .iter()
        .find_map(|name| only(&lower, name))
        .or_else(|| kept(&lower));
    let (from, to) = whole.unwrap_or((0, html.len()));
    let is_part = whole.is_some();
    let mut kept = String::with_capacity(to - from);
    let mut at = from;
    let mut endless = 0;
    while let Some(tag) = next(&lower[..to], at) {
        kept.push_str(&html[at..tag.from]);
        let goes = endless < MOST_ENDLESS && tag.is_left_out(&lower, is_part);
        let end = goes.then(|| end_of(&lower[..to], &tag)).flatten();
        let end = end.filter(|end| !tag.holds_all(&lower[tag.to..*end]));
        endless += usize::from(goes && end.is_none());
        if end.is_none() {
            kept.push_str(&html[tag.from..tag.to]);
        }
        at = end.unwrap_or(tag.to);
    }
    kept.push_str(&html[at..to]);
    kept
}

/// Where the only element called `name` begins and ends.
fn only(lower: &str, name: &str) -> Option<(usize, usize)> {
    let mut found = None;
    let mut at = 0;
    while let Some(tag) = next(lower, at) {
        if tag.name == name && !tag.closes && found.replace((tag.from, tag.to)).is_some() {
            return None;
        }
        at = tag.to;
    }
    let (from, to) = found?;
    let end = lower[to..].find(&format!("</{name}"))?;
    Some((from, to + end))
}

/// Where the words of a note of Google Keep begin and end.
fn kept(lower: &str) -> Option<(usize, usize)> {
    let mut at = lower.find(KEEP)?;
    while let Some(tag) = next(lower, at) {
        let class = super::attribute(&lower[tag.from..tag.to], "class");
        if class == Some(CONTENT) && !tag.closes {
            return Some((tag.from, end_of(lower, &tag)?));
        }
        at = tag.to;
    }
    None
}

/// A tag, by its place.
struct Tag<'a> {
    name: &'a str,
    from: usize,
    to: usize,
    closes: bool,
}

impl Tag<'_> {
    /// Whether what is `inside` of the element that it begins is the page itself: some servers set all of it into a form, and
    /// say in a class of all of it whether there are comments.
    fn holds_all(&self, inside: &str) -> bool {
        match self.name {
            "form" => inside.contains("<p") || inside.contains("<h1"),
            name if ELEMENTS.contains(&format!(" {name} ")) => false,
            _ => inside.contains("<h1") || inside.contains("<article"),
        }
    }

    /// Whether the element that it begins is none of the author's words; `within` the part of a page that holds them.
    fn is_left_out(&self, lower: &str, within: bool) -> bool {
        let word = format!(" {} ", self.name);
        if self.closes || EMPTY.contains(&word) || WHOLE.contains(&word) {
            return false;
        }
        let by_name = ELEMENTS.contains(&word) && !(within && TITLES.contains(&word));
        by_name || self.is_remark(lower) || self.is_properties(lower) || {
            let tag = &lower[self.from..self.to];
            let names = ["class", "id"].map(|of| super::attribute(tag, of).unwrap_or_default());
            names
                .iter()
                .flat_map(|names| names.split([' ', '-', '_', '\n', '\t']))
                .any(|name| !name.is_empty() && NAMES.contains(&format!(" {name} ")))
        }
    }

    /// Whether it begins what somebody has remarked in the margin of a document of Google's, or the letter in the text that
    /// leads there.
    fn is_remark(&self, lower: &str) -> bool {
        match self.name {
            "a" => self.leads(lower, REMARK),
            "div" => {
                let mut inside = next(lower, self.to);
                if let Some(paragraph) = inside.as_ref().filter(|tag| tag.name == "p") {
                    inside = next(lower, paragraph.to);
                }
                inside.is_some_and(|tag| tag.name == "a" && tag.leads(lower, REMARKED))
            }
            _ => false,
        }
    }

    /// Whether it begins the properties of a page of Notion.
    fn is_properties(&self, lower: &str) -> bool {
        let class = |tag: &Tag<'_>| super::attribute(&lower[tag.from..tag.to], "class");
        let row = || next(lower, next(lower, self.to)?.to);
        self.name == "table"
            && class(self) == Some(PROPERTIES)
            && row().is_some_and(|row| class(&row).is_some_and(|name| name.starts_with(PROPERTY)))
    }

    /// Whether it leads to such a place in the page.
    fn leads(&self, lower: &str, to: &str) -> bool {
        let leads = super::attribute(&lower[self.from..self.to], "href");
        leads.is_some_and(|leads| leads.starts_with(to))
    }
}

/// The next tag at `at` or behind it.
fn next(lower: &str, at: usize) -> Option<Tag<'_>> {
    let mut at = at;
    loop {
        let from = at + lower[at..].find('<')?;
        if lower[from..].starts_with("<!--") {
            at = from + lower[from..].find("-->")?;
            continue;
        }
        let closes = lower[from..].starts_with("</");
        let begins = from + 1 + usize::from(closes);
        let name = &lower[begins..];
        let end = name.find(|c: char| !c.is_ascii_alphanumeric());
        let name = &name[..end.unwrap_or(name.len())];
        if name.is_empty() {
            at = begins;
            continue;
        }
        let to = begins + lower[begins..].find('>')? + 1;
        return Some(Tag {
            name,
            from,
            to,
            closes,
        });
    }
}

/// Where the element that `tag` begins ends, if it does.
fn end_of(lower: &str, tag: &Tag<'_>) -> Option<usize> {
    let mut depth = 1usize;
    let mut at = tag.to;
    while let Some(inner) = next(lower, at) {
        at = inner.to;
        if inner.name == tag.name {
            depth = if inner.closes { depth - 1 } else { depth + 1 };
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_and_menus_go() {
        for (page, wanted) in [
            (
                "<NAV id=TOC><a href=x>One</a></NAV><p>Mine.<nav>x</nav>",
                "<p>Mine.",
            ),
            ("<p>Mine <navy>blue</navy>", "<p>Mine <navy>blue</navy>"),
            ("<p>Mine.<nav><p>cut", "<p>Mine.<nav><p>cut"),
            (
                "<header>Top</header><p>Mine.</p><div id=\"comments\"><div>Theirs.</div></div><footer>x</footer>",
                "<p>Mine.</p>",
            ),
            (
                "<div class='cookie-banner big'>Yes?</div><p>Mine.",
                "<p>Mine.",
            ),
            (
                "<p class=commentary>Mine.</p>",
                "<p class=commentary>Mine.</p>",
            ),
            (
                "<body class='has-comments'><p>Mine.",
                "<body class='has-comments'><p>Mine.",
            ),
            (
                "<form action=x><h1>Boat</h1><p>Mine.</p><nav>x</nav></form>",
                "<form action=x><h1>Boat</h1><p>Mine.</p></form>",
            ),
            (
                "<div class='no-comments'><h1>Boat</h1>Mine.</div>",
                "<div class='no-comments'><h1>Boat</h1>Mine.</div>",
            ),
            ("<!-- <nav> --><p>Mine.", "<!-- <nav> --><p>Mine."),
            (
                "<div>Other</div><article><header>Title</header><p>Mine.</p></article><p>x",
                "<article><header>Title</header><p>Mine.</p>",
            ),
            (
                "<article>One</article><article>Two</article>",
                "<article>One</article><article>Two</article>",
            ),
            (
                "<p>Mine<sup><a href=\"#cmnt1\" id=\"cmnt_ref1\">[a]</a></sup>.</p><div style=\"border:1px solid black\">\
                 <p class=\"c0\"><a href=\"#cmnt_ref1\" id=\"cmnt1\">[a]</a><span>Theirs.</span></p></div><div>Mine, too.</div>",
                "<p>Mine<sup></sup>.</p><div>Mine, too.</div>",
            ),
            (
                "<div class=\"note\"><div class=\"heading\"><div class=\"meta-icons\">\n</div>\nMar 5, 2024, 10:15:00 PM</div>\
                 <div class=\"title\">Boat</div><div class=\"content\">Mine.<br>All.</div><div class=\"chips\">x</div></div>",
                "<div class=\"content\">Mine.<br>All.</div>",
            ),
            (
                "<article class=\"page sans\"><header><h1>Boat</h1><table class=\"properties\"><tbody><tr \
                 class=\"property-row property-row-created_time\"><th>Created</th><td><time>@March 4, 2024</time></td></tr>\
                 </tbody></table></header><div class=\"page-body\"><p>Mine.</p></div></article>",
                "<article class=\"page sans\"><header><h1>Boat</h1></header><div class=\"page-body\"><p>Mine.</p></div>",
            ),
            (
                "<table class=\"properties\"><tr><td>Mine.</td></tr></table>",
                "<table class=\"properties\"><tr><td>Mine.</td></tr></table>",
            ),
            (
                "<div><p><a href=\"#top\">Mine.</a></p></div>",
                "<div><p><a href=\"#top\">Mine.</a></p></div>",
            ),
            (
                "<main><p>Mine.</p><aside>x</aside></main>y",
                "<main><p>Mine.</p>",
            ),
        ] {
            assert_eq!(of(page), wanted, "{page}");
        }
    }

    #[test]
    fn hostile_pages() {
        for part in [
            "<nav>",
            "<div><p><a href=#cmnt_ref",
            "<form class=comment",
            "</div><div id=comments>",
            "<!--",
            "<é",
        ] {
            of(&part.repeat(50_000));
        }
    }
}
