//! Where a letter is signed, and whether that is the user: what is asked of a text that is held to a sign-off.

use voice::{MOST_CLOSING_WORDS, closes_letter, is_short_for, signing_line};

/// A line like "Best regards," has no more words than this.
const MOST_WORDS: usize = 6;

/// By what a letter is known to be signed with one of `sign_offs`: all of it, the name, or its last line.
pub(crate) fn signs_of(sign_offs: [&str; 2]) -> Vec<String> {
    let lines = |sign_off: &str| {
        let last = sign_off.lines().last().unwrap_or_default();
        [sign_off, signing_line(sign_off), last].map(|sign| without_dash(sign).to_owned())
    };
    let signs = sign_offs.into_iter().flat_map(lines);
    signs.filter(|sign| !sign.is_empty()).collect()
}

/// A line without the dash that may stand before a name.
pub(crate) fn without_dash(line: &str) -> &str {
    line.trim().trim_start_matches(['-', '–', '—', ' '])
}

/// Where behind `from` the first sign-off begins that has a line of `signs`, with more below it; and where that begins.
pub(crate) fn signed_above(whole: &str, from: usize, signs: &[String]) -> Option<(usize, usize)> {
    let ends = whole[from..].match_indices('\n').map(|(at, _)| from + at);
    let starts = ends.clone();
    let mut lines = starts.zip(ends.skip(1));
    let is_sign = |line: &str| signs.iter().any(|sign| sign == without_dash(line));
    let (line, below) = lines.find(|(start, end)| is_sign(&whole[*start..*end]))?;
    let paragraph = whole[from..line].rfind("\n\n").map(|at| from + at);
    let paragraph = paragraph.filter(|at| may_sign(&whole[*at..line]));
    // Or all of it stands in the lines above, without an empty one.
    let above = signs.iter().filter_map(|sign| {
        let above = whole[..below].trim_end().strip_suffix(sign.as_str())?;
        (above.len() > from && above.ends_with('\n')).then_some(above.len())
    });
    let start = paragraph.or(above.min()).unwrap_or(line);
    Some((from + whole[from..start].trim_end().len(), below))
}

/// Where one of `signs` stands as the end of `whole` without an empty line before it.
pub(crate) fn own_line(whole: &str, signs: &[String]) -> Option<usize> {
    let end = whole.trim_end();
    signs.iter().find_map(|sign| {
        let before = end.strip_suffix(sign.as_str())?;
        let before = before.trim_end_matches(['-', '–', '—', ' ']);
        before.ends_with('\n').then_some(before.trim_end().len())
    })
}

/// Behind the comma of a line like "Best regards," at the end of `text`, where nothing but a name, or what stands in its
/// place, has come below it so far.
pub(crate) fn name_below_comma(text: &str) -> Option<usize> {
    let comma = text.rfind(",\n")? + 1;
    // The first line greets.
    if !text[..comma].trim_start().contains('\n') {
        return None;
    }
    let below = text[comma..].trim();
    let short = |line: &str| line.split_whitespace().count() <= 3;
    let is_name = below.is_empty()
        || below.starts_with(|c: char| c.is_uppercase() || c == '(')
            && !below.ends_with(['.', '!', '?', ','])
            && below.lines().all(short);
    is_name.then_some(comma)
}

/// Where in `text` a line like "Sincerely," or "Viele Grüße" stands by itself with a name that is not the user's `name`
/// below it; and whether more comes after that. Then the letter is over: a small model goes on with the next one, or speaks
/// for itself.
pub(crate) fn closed_by_another(text: &str, name: &str) -> Option<(usize, bool)> {
    let paragraphs = text.match_indices("\n\n");
    paragraphs.map(|(at, _)| at).find_map(|at| {
        let (line, below) = text[at + 2..].split_once('\n')?;
        let known = closes_letter(line);
        // In some languages no comma stands behind it.
        let most = if line.trim_end().ends_with(',') {
            MOST_WORDS
        } else if known {
            MOST_CLOSING_WORDS
        } else {
            0
        };
        let closes = line.split_whitespace().count() <= most;
        let below = below.trim_start();
        let (signed, more) = below.split_once("\n\n").unwrap_or((below, ""));
        let named = signed.lines().next().is_none_or(may_be_a_name);
        let own = words_of(signed).any(|word| words_of(name).any(|own| word == own));
        let of_another = closes && named && !own && !is_short_for(signed.trim(), name);
        of_another.then(|| (at, known && !more.trim().is_empty()))
    })
}

/// Whether `line`, the last of a sign-off, is somebody's name and not the user's, who is `name`.
pub(crate) fn is_of_another(line: &str, name: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_name =
        words.clone().count() <= 3 && words.all(|word| word.starts_with(char::is_uppercase));
    let of_user = words_of(name).any(|own| words_of(line).any(|word| word == own));
    is_name && !line.is_empty() && !of_user && !is_short_for(line, name)
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    voice::words(text).map(str::to_lowercase)
}

/// Whether a paragraph that has begun may become a sign-off: at most three short lines.
pub(crate) fn may_sign(paragraph: &str) -> bool {
    let lines: Vec<&str> = paragraph.trim().lines().collect();
    let short = |line: &&str| line.chars().count() <= 40 && line.split_whitespace().count() <= 6;
    lines.len() <= 3 && lines.iter().all(short)
}

/// Whether `line` is a name, or what a model puts in the place of one.
fn may_be_a_name(line: &str) -> bool {
    let name = line.split(',').next().unwrap_or_default().trim();
    let count = name.split_whitespace().count();
    let initial = name.rsplit(' ').next().is_some_and(|last| last.len() == 2);
    // Who writes small writes names small; of more words it is prose.
    let begins = |c: char| c.is_uppercase() || matches!(c, '[' | '(' | '<') || count <= 2;
    (1..=4).contains(&count)
        && name.starts_with(begins)
        && (initial && name.ends_with('.') || !name.ends_with(['.', '!', '?', ':', '…']))
}
