//! A passage that is said anew: a small model now and then says it once more, word for word, and then nothing would be
//! offered. So nothing is shown as long as all of it stands in the passage.

use domain::is_in_word;

/// A text beside the passage that it says anew.
#[derive(Debug)]
pub(crate) struct Anew {
    /// The words of the passage, whatever their capitals and the marks between them.
    passage: Vec<String>,
    /// What was not shown yet.
    held: String,
    /// The text has a word of its own, and is shown as it comes.
    differs: bool,
}

impl Anew {
    /// Beside these `sentences`.
    pub(crate) fn of(sentences: &[String]) -> Self {
        Self {
            passage: sentences.iter().flat_map(|text| words(text)).collect(),
            held: String::new(),
            differs: false,
        }
    }

    /// Takes more of the text; returns what can be shown.
    pub(crate) fn push(&mut self, more: &str) -> String {
        self.held.push_str(more);
        self.differs |= !self.is_begun();
        self.shown()
    }

    /// The text is at its end: what was held, unless it is the passage.
    pub(crate) fn finish(&mut self) -> String {
        self.differs |= !words(&self.held).eq(self.passage.iter().cloned());
        self.shown()
    }

    /// Whether the text was the passage once more, to its end.
    pub(crate) fn is_the_same(&self) -> bool {
        !self.differs && !self.held.is_empty()
    }

    fn shown(&mut self) -> String {
        match self.differs {
            true => std::mem::take(&mut self.held),
            false => String::new(),
        }
    }

    /// Whether the passage begins with what is held, the last word of which may not be whole.
    fn is_begun(&self) -> bool {
        let held: Vec<String> = words(&self.held).collect();
        let Some((last, whole)) = held.split_last() else {
            return true;
        };
        let next = self.passage.get(whole.len());
        self.passage.starts_with(whole) && next.is_some_and(|next| next.starts_with(last.as_str()))
    }
}

/// The words of `text` in small letters.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !is_in_word(c));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of `text`, word by word and at its end, and whether it is the passage.
    fn said(text: &str) -> (Vec<String>, bool) {
        let passage = ["The tap still drips.", "Can he come on Tuesday?"];
        let mut anew = Anew::of(&passage.map(str::to_owned));
        let mut shown: Vec<String> = text
            .split_inclusive(' ')
            .map(|word| anew.push(word))
            .collect();
        shown.push(anew.finish());
        shown.retain(|shown| !shown.is_empty());
        (shown, anew.is_the_same())
    }

    #[test]
    fn a_passage_that_comes_back_is_not_shown() {
        let same = "The tap still drips. Can he come on Tuesday?";
        assert_eq!(said(same), (Vec::new(), true));
        // Neither marks nor capitals make another one of it.
        let marked = "the tap still drips; can he come on Tuesday";
        assert_eq!(said(marked), (Vec::new(), true));
    }

    #[test]
    fn from_its_first_own_word_on_a_text_is_shown_as_it_comes() {
        let (shown, same) = said("The tap still leaks. Can he come?");
        let begun = ["The tap still leaks. ", "Can ", "he ", "come?"];
        assert_eq!((shown, same), (begun.map(str::to_owned).to_vec(), false));
        // One that is only shorter is another one, and so is one that is longer.
        let (shown, same) = said("The tap still drips.");
        assert_eq!(
            (shown.concat().as_str(), same),
            ("The tap still drips.", false)
        );
        let longer = "The tap still drips. Can he come on Tuesday? Please.";
        let (shown, same) = said(longer);
        assert_eq!((shown.concat().as_str(), same), (longer, false));
        assert_eq!(said(""), (Vec::new(), false));
    }

    #[test]
    fn without_gaps_between_words_it_is_known_as_well() {
        let passage = ["侧门的钥匙弄丢了。".to_owned()];
        let mut anew = Anew::of(&passage);
        assert_eq!(anew.push("侧门的") + &anew.push("钥匙弄丢了。"), "");
        assert_eq!(anew.finish(), "");
        assert!(anew.is_the_same());
        let mut anew = Anew::of(&passage);
        assert_eq!(
            anew.push("侧门的") + &anew.push("钥匙不见了。"),
            "侧门的钥匙不见了。"
        );
    }
}
