//! What the user wants written: the only thing they have to say before a draft.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Error, ErrorCode, Kind, Result};

/// How long the draft should be, measured by what the user usually writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Length {
    /// Shorter than usual.
    Short,
    /// As the user usually writes this kind of text.
    #[default]
    Usual,
    /// Longer than usual.
    Long,
}

/// The brief of one draft. Empty strings mean *not given*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Brief {
    /// What sort of text it will be.
    pub kind: Kind,
    /// Subject or title.
    pub title: String,
    /// To whom a mail goes: a name or an address.
    pub to: String,
    /// What a review is about.
    pub about: String,
    /// The rating of a review, such as `4/5`.
    pub rating: String,
    /// What has to be said, one thing a line.
    pub points: Vec<String>,
    /// The message that a mail answers.
    pub reply_to: String,
    /// The user's own first words; the draft goes on from them and never changes them.
    pub start: String,
    /// How long it should be.
    pub length: Length,
}

impl Default for Brief {
    fn default() -> Self {
        Self {
            kind: Kind::Email,
            title: String::new(),
            to: String::new(),
            about: String::new(),
            rating: String::new(),
            points: Vec::new(),
            reply_to: String::new(),
            start: String::new(),
            length: Length::Usual,
        }
    }
}

impl Brief {
    /// All that is said in it, field by field and point by point.
    pub fn said(&self) -> impl Iterator<Item = &str> {
        let fields = [
            &self.title,
            &self.to,
            &self.about,
            &self.rating,
            &self.reply_to,
            &self.start,
        ];
        fields.into_iter().chain(&self.points).map(String::as_str)
    }

    /// The brief without blank points, points that stand there twice and outer white space, as the stages want it. The start
    /// is left as it is.
    ///
    /// # Errors
    /// `BadInput` if a rating is not of the form `4/5`, or if there is nothing at all to write about.
    pub fn checked(mut self) -> Result<Self> {
        for field in [
            &mut self.title,
            &mut self.to,
            &mut self.about,
            &mut self.rating,
            &mut self.reply_to,
        ] {
            *field = field.trim().to_owned();
        }
        self.points = self
            .points
            .iter()
            .map(|p| p.trim().to_owned())
            .filter(|p| !p.is_empty())
            .collect();
        let mut made = HashSet::new();
        self.points.retain(|point| {
            let words: Vec<&str> = point.split_whitespace().collect();
            made.insert(words.join(" ").to_lowercase())
        });
        if !self.rating.is_empty() && !is_rating(&self.rating) {
            return Err(Error::new(
                ErrorCode::BadInput,
                format!("'{}' is no rating", self.rating),
            )
            .remedy("Write it as 4/5: the rating, a stroke, the best possible one"));
        }
        let said = [&self.title, &self.about, &self.reply_to, &self.start];
        if self.points.is_empty() && said.iter().all(|field| field.trim().is_empty()) {
            return Err(
                Error::new(ErrorCode::BadInput, "there is nothing to write about yet").remedy(
                    "Give a title, a point to make, a message to answer or the first words",
                ),
            );
        }
        Ok(self)
    }
}

/// `N/M` with 0 <= N <= M and M > 0; halves are fine.
fn is_rating(text: &str) -> bool {
    let Some((given, best)) = text.split_once('/') else {
        return false;
    };
    match (given.trim().parse::<f32>(), best.trim().parse::<f32>()) {
        (Ok(given), Ok(best)) => given >= 0.0 && best > 0.0 && given <= best && best.is_finite(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brief_needs_something_to_write_about() {
        assert_eq!(
            Brief::default().checked().unwrap_err().code,
            ErrorCode::BadInput
        );
        let brief = Brief {
            points: vec!["  ".into(), " the key ".into(), "The  key".into()],
            ..Brief::default()
        };
        assert_eq!(brief.checked().unwrap().points, ["the key"]);
    }

    #[test]
    fn a_rating_is_a_part_of_a_whole() {
        for (text, good) in [
            ("4/5", true),
            ("3.5 / 5", true),
            ("6/5", false),
            ("great", false),
            ("1/0", false),
        ] {
            assert_eq!(is_rating(text), good, "{text}");
        }
    }
}
