//! Posts of one's own on a page that Facebook or Instagram exported: each becomes a document, without what the program
//! says of it.

use std::path::Path;

use domain::Kind;
use jiff::Timestamp;

use super::Extracted;
use super::attribution::evidence::is_moment;
use super::facts::{self, Facts};
use super::html;
use super::sniff::is_pictures;
use super::tidy::{clean, tidy};

/// A class of what holds a post, today and before 2022, ...
const POSTS: [&str; 2] = ["_a6-g", "_2lej"];
/// ... of what stands above it: what somebody did, or on Instagram what they wrote, ...
const ABOVE: [&str; 2] = ["_a6-h", "_2lek"];
/// ... of what is in it, ...
const INSIDE: [&str; 2] = ["_a6-p", "_2let"];
/// ... of each part of that, ...
const PART: &str = "_2pin";
/// ... and of what stands below it.
const BELOW: [&str; 2] = ["_a6-o", "_2lem"];
/// A line that says when has no more words: "Updated May 02, 2011 8:12:17 am".
const MOST_OF_MOMENT: usize = 6;
/// What Facebook says of a post that was changed.
const UPDATED: &str = "Updated ";

/// The posts in the text of the page at `path` that have words, in their order.
pub(super) fn read(text: &str, path: &Path, modified: Option<Timestamp>) -> Vec<Extracted> {
    // What comes first says how it all looks, by the same names.
    let page = text.find("<body").map_or(text, |at| &text[at..]);
    let Some(class) = POSTS.iter().find(|class| page.contains(**class)) else {
        return Vec::new();
    };
    let own = if is_pictures(path) { caption } else { status };
    let posts = page.split(class).skip(1).zip(1usize..);
    let document = |(post, number): (&str, usize)| {
        let text = own(post)?;
        let facts = Facts {
            kind: Some(Kind::Post),
            // Nobody gives one a title.
            title: Some(String::new()),
            date: date(post),
            ..Facts::default()
        };
        Some(Extracted {
            key: number.to_string(),
            ..facts.document(text, path, modified)
        })
    };
    posts.filter_map(document).collect()
}

/// What somebody wrote below a picture.
fn caption(post: &str) -> Option<String> {
    let above = behind(post, ABOVE)?;
    let end = above.find("</").unwrap_or(above.len());
    Some(words(&above[..end])).filter(|words| !words.is_empty())
}

/// What somebody wrote themselves, which is the first part of a post: the others are links, places and people.
fn status(post: &str) -> Option<String> {
    let inside = behind(post, INSIDE)?;
    let inside = place(inside, BELOW).map_or(inside, |at| &inside[..at]);
    let parts = inside.split(PART).skip(1);
    let mut parts: Vec<&str> = parts.filter_map(behind_tag).collect();
    if parts.is_empty() {
        parts.push(inside);
    }
    let first = parts
        .into_iter()
        .map(words)
        .find(|words| !words.is_empty())?;
    let link = |word: &str| word.contains("://");
    (!first.split_whitespace().all(link) && !says_when(&first)).then_some(first)
}

/// When it was posted, as the last line that is a time tells.
fn date(post: &str) -> Option<Timestamp> {
    let words = words(post);
    let mut lines = words.lines().rev().filter(|line| says_when(line));
    lines.find_map(|line| facts::date(line.strip_prefix(UPDATED).unwrap_or(line)))
}

fn says_when(line: &str) -> bool {
    line.split_whitespace().count() <= MOST_OF_MOMENT && is_moment(line)
}

/// What stands in `html` behind the tag that has the first of these classes that there is.
fn behind<'a>(html: &'a str, classes: [&str; 2]) -> Option<&'a str> {
    behind_tag(&html[place(html, classes)?..])
}

fn place(html: &str, classes: [&str; 2]) -> Option<usize> {
    classes.iter().find_map(|class| html.find(class))
}

/// What stands behind the tag within which `html` begins.
fn behind_tag(html: &str) -> Option<&str> {
    html.split_once('>').map(|(_, behind)| behind)
}

/// The words of a piece of a page that may begin or end anywhere between two letters of it.
fn words(html: &str) -> String {
    // The tag that was begun is none.
    let end = html.rfind('<').filter(|at| !html[*at..].contains('>'));
    tidy(&clean(&html::text(&html[..end.unwrap_or(html.len())])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(page: &str, name: &str) -> Vec<(String, Option<String>)> {
        let found = read(page, Path::new(name), None);
        assert!(found.iter().all(|one| {
            let by_nobody_else = one.author.is_none() && !one.key.is_empty();
            one.kind == Some(Kind::Post) && one.title.is_empty() && by_nobody_else
        }));
        let date = |one: &Extracted| one.date.map(|date| date.to_string());
        found
            .iter()
            .map(|one| (one.text.clone(), date(one)))
            .collect()
    }

    fn pair(text: &str, date: &str) -> (String, Option<String>) {
        (text.to_owned(), Some(date.to_owned()))
    }

    #[test]
    fn what_somebody_posted_on_facebook() {
        let today = "<html><head><style>._a6-g{x}</style></head><body><section class=\"_a6-g\"><h2 class=\"_2ph_ _a6-h \
            _a6-i\">Anna Bell updated her status.</h2><div class=\"_2ph_ _a6-p\"><div><div class=\"_2pin\"><div>The boat is \
            in the <b>water</b>.<br>Come &amp; see.</div></div><div class=\"_2pin\"><div>Place: Quay</div></div></div></div>\
            <footer class=\"_3-94 _a6-o\"><div class=\"_a72d\">Mar 05, 2024 10:15:00 pm</div></footer></section><section \
            class=\"_a6-g\"><h2 class=\"_2ph_ _a6-h _a6-i\">Anna Bell shared a link.</h2><div class=\"_2ph_ _a6-p\"><div \
            class=\"_2pin\"><a href=x>https://example.org/boat</a></div><div class=\"_2pin\">Updated Mar 05, 2024 10:15:00 \
            am</div></div></section><section class=\"_a6-g\"><div class=\"_2ph_ _a6-p\"><div class=\"_2pin\">Updated Mar 05, \
            2024 10:15:00 am</div></div></section></body></html>";
        let before = "<html><body><div class=\"pam _3-95 _2pi0 _2lej uiBoxWhite noborder\"><div class=\"_3-96 _2pio _2lek \
            _2lel\">Anna Bell</div><div class=\"_3-96 _2let\"><div><div class=\"_2pin\"><div>The boat is in the water.\
            </div></div></div></div><div class=\"_3-94 _2lem\">Mar 5, 2024, 10:15 PM</div></div></body></html>";
        assert_eq!(
            of(today, "your_posts_1.html"),
            [pair(
                "The boat is in the water.\nCome & see.",
                "2024-03-05T22:15:00Z"
            )]
        );
        assert_eq!(
            of(before, "your_posts_1.html"),
            [pair("The boat is in the water.", "2024-03-05T22:15:00Z")]
        );
    }

    #[test]
    fn what_somebody_wrote_below_a_picture_on_instagram() {
        let post = |caption: &str| {
            format!(
                "<div class=\"pam _3-95 _2ph- _a6-g uiBoxWhite noborder\"><h2 class=\"_3-95 _2pim _a6-h _a6-i\">{caption}</h2>\
                 <div class=\"_3-95 _a6-p\"><div>Latitude</div><div>50.1</div></div><div class=\"_3-94 _a6-o\">Mar 05, 2024 \
                 10:15 pm</div></div>"
            )
        };
        let page = format!("<html><body>{}{}", post("In the water!"), post(""));
        assert_eq!(
            of(&page, "posts_1.html"),
            [pair("In the water!", "2024-03-05T22:15:00Z")]
        );
    }

    #[test]
    fn hostile_posts() {
        let is_nothing = |page: &str| of(page, "your_posts_1.html").is_empty();
        assert!(is_nothing("") && is_nothing("<body"));
        for part in ["_a6-g", "_a6-g><", "_a6-g _a6-p", "<p class=_a6-g>_2pin<é"] {
            let _ = of(&part.repeat(5_000), "your_posts_1.html");
        }
    }
}
