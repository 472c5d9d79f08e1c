//! Marks that the user does not want, taken out of what the model writes as it comes.

use domain::Avoid;
use voice::is_emoji;

/// Gives on text without the marks. What stands between two words is held until the second one has begun.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    without: Vec<Avoid>,
    /// What follows the last word that was given on.
    held: String,
    /// The last letter or digit that was given on.
    last: Option<char>,
}

impl Marks {
    /// For a text that goes on behind `opening`.
    pub(crate) fn new(without: &[Avoid], opening: &str) -> Self {
        let last = opening.trim_end_matches(' ').chars().next_back();
        Self {
            without: without.to_vec(),
            last: last.filter(|c| c.is_alphanumeric()),
            ..Self::default()
        }
    }

    /// Takes more text; returns what is certain.
    pub(crate) fn push(&mut self, text: &str) -> String {
        if self.without.is_empty() {
            return text.to_owned();
        }
        let mut given = String::new();
        for c in text.chars() {
            if c.is_alphanumeric() {
                given.push_str(&self.between(Some(c)));
                given.push(c);
                self.last = Some(c);
            } else {
                self.held.push(c);
            }
        }
        given
    }

    /// The end: what was held.
    pub(crate) fn finish(&mut self) -> String {
        self.between(None).trim_end().to_owned()
    }

    /// What was held, without the marks; it stands between `last` and `next`.
    fn between(&mut self, next: Option<char>) -> String {
        let mut run = std::mem::take(&mut self.held);
        for mark in &self.without {
            run = match mark {
                Avoid::ExclamationMarks => calm(&run),
                Avoid::Dots => brief(&run, next),
                Avoid::Dashes => joined(&run, self.last, next),
                Avoid::Emoji => plain(&run),
            };
        }
        run
    }
}

/// One full stop in the place of all exclamation marks; none where there is a stop already.
fn calm(run: &str) -> String {
    if !run.contains('!') {
        return run.replace('¡', "");
    }
    // In Spanish one stands before the words, in French a space before the mark.
    let run = run.replace('¡', "").replace(" !", "!");
    let stopped = run.contains(['?', '.', '…']);
    let mut calm = String::with_capacity(run.len());
    let mut said = stopped;
    for c in run.chars() {
        if c != '!' {
            calm.push(c);
        } else if !said {
            calm.push('.');
            said = true;
        }
    }
    calm
}

/// A full stop in the place of trailing dots, or a comma where the sentence goes on.
fn brief(run: &str, next: Option<char>) -> String {
    let goes_on = next.is_some_and(char::is_lowercase);
    let one = if goes_on { "," } else { "." };
    let mut brief = run.replace('…', "...");
    while let Some(at) = brief.find("..") {
        let dots = brief[at..].chars().take_while(|c| *c == '.').count();
        let glued = brief.len() == at + dots && next.is_some();
        let space = if glued { " " } else { "" };
        brief.replace_range(at..at + dots, &format!("{one}{space}"));
    }
    brief
}

/// A comma in the place of a dash between words.
fn joined(run: &str, last: Option<char>, next: Option<char>) -> String {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let long = run.contains(['—', '–']) || run.contains("--");
    // From one number to another, and the sign of a list.
    let range = matches!(run.trim(), "–" | "-" | "--") && is_digit(last) && is_digit(next);
    let list = run.contains('\n') && !long;
    // "Mon–Fri", "Berlin–Hamburg"; and "--force", which belongs to a command.
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let between = run == "–" && is_letter(last) && is_letter(next);
    let option = run == " --" && is_letter(next);
    if range || list || between || option || !(long || run.contains(" - ")) {
        return run.to_owned();
    }
    let dash = |c: char| matches!(c, '—' | '–' | '-');
    let from = run.find(dash).unwrap_or(0);
    let to = run.rfind(dash).map_or(run.len(), |at| {
        at + run[at..].chars().next().map_or(1, char::len_utf8)
    });
    let (before, after) = (
        run[..from].trim_end_matches(' '),
        run[to..].trim_start_matches(' '),
    );
    let starts = before.ends_with('\n') || (before.is_empty() && last.is_none());
    let pointed = before.ends_with([',', '.', ';', ':', '!', '?', '…']);
    let comma = if starts || pointed || after.starts_with(['.', ',']) {
        ""
    } else {
        ","
    };
    let space =
        if starts || after.starts_with(['\n', '.', ',']) || (after.is_empty() && next.is_none()) {
            ""
        } else {
            " "
        };
    format!("{before}{comma}{space}{after}")
}

/// Without emoji, and without the space that stood before one.
fn plain(run: &str) -> String {
    let part =
        |c: char| is_emoji(c) || matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{1f1e6}'..='\u{1f1ff}');
    if !run.contains(part) {
        return run.to_owned();
    }
    let mut plain = String::with_capacity(run.len());
    for c in run.chars().filter(|c| !part(*c)) {
        let doubled = c == ' ' && plain.ends_with(' ');
        if !doubled {
            if matches!(c, '.' | ',' | '!' | '?' | '\n') && plain.ends_with(' ') {
                plain.pop();
            }
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the model gives it, letter by letter, and all at once.
    fn without(mark: Avoid, text: &str) -> String {
        let mut one = Marks::new(&[mark], "");
        let mut letters: String = text.chars().map(|c| one.push(&c.to_string())).collect();
        letters.push_str(&one.finish());
        let mut other = Marks::new(&[mark], "");
        let whole = other.push(text) + &other.finish();
        assert_eq!(letters, whole);
        whole
    }

    #[test]
    fn marks_become_what_the_sentence_needs() {
        use Avoid::*;
        for (mark, text, expected) in [
            (ExclamationMarks, "No! Really?! Yes!!!", "No. Really? Yes."),
            (ExclamationMarks, "\"Go!\" he said", "\"Go.\" he said"),
            (
                Dashes,
                "the key — or so I hear — is lost",
                "the key, or so I hear, is lost",
            ),
            (Dashes, "the key—lost. — Well", "the key, lost. Well"),
            (Dashes, "the key - lost", "the key, lost"),
            (Dashes, "open Mon–Fri", "open Mon–Fri"),
            (Dashes, "git push --force", "git push --force"),
            (Dashes, "well-kept, 10–12 days", "well-kept, 10–12 days"),
            (Dashes, "Bring:\n- tea\n- milk", "Bring:\n- tea\n- milk"),
            (Dashes, "Tom —\n\nyes", "Tom,\n\nyes"),
            (ExclamationMarks, "¡Hola! Bonjour !", "Hola. Bonjour."),
            (
                Dashes,
                "10 – 12 Uhr, 9:00 - 17:00",
                "10 – 12 Uhr, 9:00 - 17:00",
            ),
            (Emoji, "a  table\n    of two", "a  table\n    of two"),
            (Dots, "Well... maybe… Or not...", "Well, maybe. Or not."),
            (Dots, "so...and on. Fine.", "so, and on. Fine."),
            (Emoji, "Fine 😀. Thanks 👍🏽 Tom 🙂", "Fine. Thanks Tom"),
        ] {
            assert_eq!(without(mark, text), expected, "{mark:?} of {text:?}");
        }
    }

    #[test]
    fn a_dash_behind_the_users_own_words_parts_them_as_well() {
        let mut marks = Marks::new(&[Avoid::Dashes], "The key");
        assert_eq!(marks.push(" — or so I hear"), ", or so I hear");
    }

    #[test]
    fn nothing_is_held_where_all_is_wanted() {
        let mut marks = Marks::new(&[], "");
        assert_eq!(marks.push("No! — "), "No! — ");
        assert_eq!(marks.finish(), "");
    }
}
