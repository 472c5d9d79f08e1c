//! Lines that were wrapped: mail programs break them at some seventy characters, and a small model that has seen such
//! mail breaks its own wherever it likes, in the middle of a sentence.

/// A shorter line may be an item of a list, or a verse.
const LEAST_WORDS: usize = 4;

/// Takes what the model writes and gives it on with a space in the place of a line's end in the middle of a sentence.
#[derive(Debug, Default)]
pub(crate) struct Unwrap {
    /// Words of the line so far, and how it ends.
    words: usize,
    last: Option<char>,
    /// White space from a line's end on: what follows says whether it is one.
    held: String,
}

impl Unwrap {
    /// Takes more; returns what is certain.
    pub(crate) fn push(&mut self, raw: &str) -> String {
        let mut given = String::with_capacity(raw.len());
        for c in raw.chars() {
            if c == '\n' || (c.is_whitespace() && !self.held.is_empty()) {
                self.held.push(c);
                continue;
            }
            self.give_held(Some(c), &mut given);
            if !c.is_whitespace() && self.last.is_none_or(char::is_whitespace) {
                self.words += 1;
            }
            self.last = Some(c);
            given.push(c);
        }
        given
    }

    /// What was held at the end.
    pub(crate) fn finish(&mut self) -> String {
        let mut given = String::new();
        self.give_held(None, &mut given);
        given
    }

    fn give_held(&mut self, next: Option<char>, given: &mut String) {
        if self.held.is_empty() {
            return;
        }
        let goes_on = next.is_some_and(char::is_lowercase)
            && self.last.is_some_and(|c| c.is_alphanumeric() || c == ',')
            && self.words >= LEAST_WORDS
            && self.held.matches('\n').count() == 1;
        if goes_on {
            given.push(' ');
        } else {
            given.push_str(&self.held);
            self.words = 0;
        }
        self.last = Some(' ');
        self.held.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unwrapped(text: &str) -> String {
        let mut unwrap = Unwrap::default();
        let mut given: String = text.chars().map(|c| unwrap.push(&c.to_string())).collect();
        given.push_str(&unwrap.finish());
        let mut whole = Unwrap::default();
        assert_eq!(whole.push(text) + &whole.finish(), given);
        given
    }

    #[test]
    fn a_sentence_goes_on_in_its_line() {
        assert_eq!(
            unwrapped("It is important, I\nthink, that\nit is there,\n for all who\n\ncome."),
            "It is important, I think, that it is there, for all who\n\ncome."
        );
    }

    #[test]
    fn lines_that_are_meant_stay() {
        for text in [
            "Hullo Tom,\nyes, of course.\n",
            "To bring for the choir:\nmilk\nbread for us\neggs\n",
            "That was the end of it.\nof course it was.",
            "The key is lost again\nTom",
        ] {
            assert_eq!(unwrapped(text), text);
        }
    }
}
