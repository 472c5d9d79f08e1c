//! Which marks a piece of text is.

/// The marks that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// How many there are says how long sentences are.
    Stop,
    Comma,
    Exclamation,
    Bracket,
    Quote,
    Dash,
    Semicolon,
    Colon,
    Dots,
    /// An empty line.
    Paragraph,
}

/// How many there are.
pub(crate) const MARKS: usize = 10;

/// Which marks a token is, a bit for each: a full stop that ends a paragraph is two.
pub(crate) type Set = u16;

/// An empty line and no mark before it.
pub(crate) const PARAGRAPH: Set = 1 << Mark::Paragraph as u16;

/// Which marks `piece`, the text of a token, is. One that begins with a mark and goes on with a word is that mark, too, as
/// where no space stands behind a full stop or around a dash.
pub(crate) fn set_of(piece: &str) -> Set {
    let text = piece.trim().trim_start_matches(')');
    let is_word = text.contains(char::is_alphanumeric);
    let mark = match text.chars().next() {
        Some('…') => Some(Mark::Dots),
        Some('.') if text.starts_with("...") => Some(Mark::Dots),
        // Not that of an address.
        Some('.') if text[1..].starts_with(char::is_lowercase) => None,
        Some('.') => Some(Mark::Stop),
        Some(',') => Some(Mark::Comma),
        Some('!') => Some(Mark::Exclamation),
        Some('(') => Some(Mark::Bracket),
        Some('"' | '“' | '”') => Some(Mark::Quote),
        Some('—' | '–') => Some(Mark::Dash),
        // One without a space before it stands within a word, and one before a word belongs to that.
        Some('-') if is_word => None,
        Some('-') if piece.starts_with(' ') || text.starts_with("--") => Some(Mark::Dash),
        Some(';') => Some(Mark::Semicolon),
        Some(':') => Some(Mark::Colon),
        _ => None,
    };
    let paragraph = piece.contains("\n\n").then_some(Mark::Paragraph);
    let marks = mark.into_iter().chain(paragraph);
    marks.fold(0, |set, mark| set | 1 << mark as u16)
}
