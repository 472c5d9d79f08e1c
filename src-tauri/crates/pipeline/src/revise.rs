//! A plan as the user wants it: pieces pinned and dropped, what was said before and words changed by hand. A stage that
//! the user has changed is not run again; the ones behind it are.

use domain::{Brief, Result};

use crate::edits::Edits;
use crate::plan::Plan;
use crate::ports::Shelf;
use crate::rank::{Entry, pinned};
use crate::retrieve::{query, retrieve};
use crate::standing::Standing;
use crate::summarize::summarize;
use crate::synthesize::synthesize;

/// `plan` as `edits` want it. `standing` follows them already.
pub(crate) fn revise(
    mut plan: Plan,
    brief: &Brief,
    standing: &Standing,
    edits: &Edits,
    shelf: &dyn Shelf,
) -> Result<Plan> {
    if edits.is_empty() {
        return Ok(plan);
    }
    let mut found = Vec::new();
    if edits.choose_pieces() {
        found = retrieve(brief, standing.method.entries, shelf)?;
        found.retain(|found| !edits.dropped.contains(&found.document.id));
        plan.topical
            .retain(|entry| !edits.dropped.contains(&entry.document.id));
        let taken: Vec<Entry> = standing
            .style
            .iter()
            .chain(&plan.topical)
            .cloned()
            .collect();
        let pins = pinned(&edits.pinned, &taken, &query(brief), &standing.lexicon);
        plan.topical.extend(pins);
    }
    let shown: Vec<&Entry> = standing.style.iter().chain(&plan.topical).collect();
    if let Some(summary) = &edits.summary {
        plan.summary.clone_from(summary);
    } else if edits.choose_pieces() {
        plan.summary = summarize(brief, None, &found, &shown, &standing.lexicon);
    }
    if let Some(words) = &edits.words {
        plan.words.clone_from(words);
    } else if edits.choose_pieces() || edits.summary.is_some() {
        let words = synthesize(brief, None, &shown, &plan.summary, &standing.lexicon, shelf);
        plan.words = standing.put_forward(words);
    }
    // What was chosen anew follows the brief and no sketch.
    plan.sketched &= !edits.choose_pieces() && edits.summary.is_none();
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Go;
    use crate::testing::{Letters, letter};
    use domain::{DocumentId, Kind, Method, Shell, SummarySnippet};

    const TEXTS: [&str; 5] = ["alpha", "beta", "gamma", "delta", "epsilon"];

    fn letters() -> Letters {
        let text = |word: &str| format!("{word} is here. ").repeat(20);
        let numbered = (0i64..).zip(TEXTS);
        Letters(numbered.map(|(id, word)| letter(id, &text(word))).collect())
    }

    fn brief() -> Brief {
        Brief {
            title: "the key".into(),
            ..Brief::default()
        }
    }

    fn planned(edits: &Edits) -> (Plan, Standing) {
        let standing =
            Standing::gather(Method::default(), Kind::Email, "", &|_| None, &letters()).unwrap();
        let standing = standing.revised(edits);
        let go = &mut |_| Go::Continue(());
        let plan = crate::plan(&brief(), &standing, None, &letters(), go).unwrap();
        let plan = revise(plan.unwrap(), &brief(), &standing, edits, &letters()).unwrap();
        (plan, standing)
    }

    fn ids(entries: &[Entry]) -> Vec<i64> {
        entries.iter().map(|entry| entry.document.id.0).collect()
    }

    #[test]
    fn what_is_dropped_is_nowhere_and_what_is_pinned_is_there() {
        let (plain, standing) = planned(&Edits::default());
        let used = [ids(&standing.style), ids(&plain.topical)].concat();
        let (gone, unused) = (used[0], (0..5).find(|id| !used.contains(id)).unwrap());
        let edits = Edits {
            pinned: vec![letters().0[unused as usize].clone()],
            dropped: vec![DocumentId(gone)],
            ..Edits::default()
        };
        let (plan, standing) = planned(&edits);
        let used = [ids(&standing.style), ids(&plan.topical)].concat();
        assert!(!used.contains(&gone) && used.contains(&unused), "{used:?}");
        assert!(plan.summary.iter().all(|said| said.id.0 != gone));
        assert_eq!(plan.topical.last().unwrap().why, "you pinned it");
    }

    #[test]
    fn only_the_stages_behind_a_change_are_run_again() {
        let (plain, _) = planned(&Edits::default());
        let said = SummarySnippet {
            id: DocumentId(0),
            text: "The heron stood by the sluice, and the heron flew.".into(),
            part: String::new(),
        };
        let edits = Edits {
            summary: Some(vec![said.clone()]),
            ..Edits::default()
        };
        let (plan, _) = planned(&edits);
        assert_eq!(plan.topical, plain.topical);
        assert_eq!(plan.summary, [said]);

        let edits = Edits {
            words: Some(vec!["heron".into()]),
            ..Edits::default()
        };
        let (plan, _) = planned(&edits);
        assert_eq!((plan.topical, plan.summary), (plain.topical, plain.summary));
        assert_eq!(plan.words, ["heron"]);
    }

    #[test]
    fn habits_changed_by_hand_hold() {
        let edits = Edits {
            shell: Some(Shell {
                greeting: "Dear all,".into(),
                ..Shell::default()
            }),
            ..Edits::default()
        };
        let (_, standing) = planned(&edits);
        assert_eq!(standing.shell.greeting, "Dear all,");
    }
}
