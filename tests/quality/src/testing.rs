//! Texts for tests.

use crate::corpus::Text;

/// Number `n` of an author, long enough to be drafted again.
pub(crate) fn text(author: &str, n: usize, date: &str) -> Text {
    let body = format!("{author} piece {n} says so. ").repeat(20);
    let json = serde_json::json!({
        "id": format!("{author}/{n}"), "title": "A title", "date": date, "text": body
    });
    let mut text: Text = serde_json::from_value(json).unwrap();
    text.author = author.to_owned();
    text
}

/// So many texts of an author, a year between each and the next.
pub(crate) fn author(name: &str, count: usize) -> (String, Vec<Text>) {
    let text = |n: usize| text(name, n, &format!("20{:02}-01-01", n % 90));
    (name.to_owned(), (0..count).map(text).collect())
}
