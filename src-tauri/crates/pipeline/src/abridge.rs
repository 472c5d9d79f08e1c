//! The other way of stage 3 (method 3.5): what each piece on the topic says, in the words of the model and not in
//! sentences taken out of it. A model of less than a billion parameters says something else.

use domain::{Result, Summary, SummarySnippet, words_in};

use crate::ahead::some_words;
use crate::frame;
use crate::generate::cues;
use crate::plan::Plan;
use crate::ports::{Go, Writer, Writing};
use crate::rank::Entry;
use crate::standing::Standing;

/// A sentence of so many words, or of some more, for each piece.
const WORDS: usize = 12;
/// Of a piece without a title, so many words say which one is meant.
const FIRST_WORDS: usize = 6;

/// `plan` with such a summary, where its way through the stages asks for one; none without a plan, or if `go` broke.
///
/// The pieces stand in the prompt as they will for the draft, so what is read for the summary need not be read again.
///
/// # Errors
/// If the prompt does not fit or the model fails.
pub fn abridged(
    plan: Option<Plan>,
    standing: &Standing,
    writer: &mut dyn Writer,
    go: &mut dyn FnMut() -> Go,
) -> Result<Option<Plan>> {
    if standing.method.summary != Summary::Abstractive {
        return Ok(plan);
    }
    let Some(mut plan) = plan else {
        return Ok(None);
    };
    let pieces = frame::past_pieces(&plan.topical, standing.points());
    let mut said = String::new();
    let mut summary = Vec::new();
    for entry in &plan.topical {
        let asked = format!("- {}:", name(entry));
        let parts = vec![
            standing.prompt(),
            pieces.clone(),
            frame::in_short(),
            format!("{said}{asked}"),
        ];
        let writing = Writing {
            most_tokens: WORDS as u32 * 4,
            // No point is to be made, and none to be opened.
            cues: Some(cues(frame::Along::default(), "", WORDS, standing)),
            ..standing.writing(parts)
        };
        let Some(text) = some_words(&writing, WORDS, writer, go)? else {
            return Ok(None);
        };
        // What stands in further lines is about another piece.
        let text = text.lines().next().unwrap_or_default().trim().to_owned();
        said.push_str(&format!("{asked} {text}\n"));
        if !text.is_empty() {
            summary.push(SummarySnippet {
                id: entry.document.id,
                text,
                part: String::new(),
            });
        }
    }
    plan.summary = summary;
    Ok(Some(plan))
}

/// What somebody would call a piece.
fn name(entry: &Entry) -> String {
    let title = entry.document.title.trim();
    if !title.is_empty() {
        return frame::one_line(title);
    }
    let text = entry.text.as_str();
    let mut letters = text.char_indices();
    let next = letters.find(|(at, c)| words_in(&text[..at + c.len_utf8()]) > FIRST_WORDS);
    frame::one_line(&text[..next.map_or(text.len(), |(at, _)| at)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::plan;
    use crate::ports::{Answer, Finished, Stopped, Told};
    use crate::testing::{Letters, letter};
    use domain::{Brief, Method, Slot};

    /// Says the same of everything, and remembers what it was asked to go on from.
    struct Says(&'static str, Vec<String>);

    impl Writer for Says {
        fn write(
            &mut self,
            writing: &Writing,
            on: &mut dyn FnMut(Told<'_>) -> Answer,
        ) -> Result<Finished> {
            self.1.extend(writing.parts.last().cloned());
            let _ = on(Told::Text {
                which: 0,
                text: self.0,
            });
            Ok(Finished {
                read: true,
                stopped: vec![Stopped::EndOfText],
            })
        }
    }

    #[test]
    fn each_piece_on_the_topic_is_told_in_one_line_where_the_method_asks_for_it() {
        let text = |n: i64| {
            format!("The key number {n} to the side door is lost, as it happens. ").repeat(30)
        };
        let letters = Letters((0..5).map(|n| letter(n, &text(n))).collect());
        let brief = Brief {
            title: "Keys".into(),
            ..Brief::default()
        };
        let told = |summary| {
            let method = Method {
                summary,
                ..Method::default()
            };
            let standing = Standing::gather(method, brief.kind, "", &|_| None, &letters).unwrap();
            let go = &mut |_| Go::Continue(());
            let plan = plan(&brief, &standing, None, &letters, go).unwrap();
            let mut says = Says("It is lost.\n- Another: it is not.", Vec::new());
            let go = &mut || Go::Continue(());
            let plan = abridged(plan, &standing, &mut says, go).unwrap().unwrap();
            let texts: Vec<String> = plan.summary.iter().map(|told| told.text.clone()).collect();
            (texts, says.1, plan.topical.len())
        };
        let (texts, asked, topical) = told(Summary::Abstractive);
        assert!(topical > 0);
        assert_eq!(texts, vec!["It is lost."; topical]);
        assert!(asked[0].starts_with("- The key number") && asked[0].ends_with(':'));
        assert!(
            told(Summary::Context).1.is_empty(),
            "the model is not asked"
        );
    }

    #[test]
    fn a_piece_without_a_title_is_called_by_its_first_words() {
        let called = |text: &str| {
            let mut document = letter(1, text);
            document.title.clear();
            name(&Entry::new(&document, Slot::Topic, 0.0, "", 0..text.len()))
        };
        assert_eq!(
            called("Who has\nthe  key of this side door?"),
            "Who has the key of this"
        );
        assert_eq!(called("The key?"), "The key?");
        assert_eq!(
            called("我昨天把侧门的钥匙弄丢了，到处找都没找到。"),
            "我昨天把侧门的钥匙"
        );
    }
}
