//! The memory of one window over many drafts, the model's worker apart: the window's own process and those of its page.

use std::time::Duration;

use fantoccini::key::Key;

use crate::desk_wanted::{TARGET, Wanted};
use crate::driver::Window;
use crate::place::Place;
use crate::report::{Figure, Goal, Report, note, short};
use crate::stats::median;
use crate::trouble::Outcome;
use crate::{typing, window};

/// The last quarter may hold so many times the memory of the second.
const MOST_GROWTH: f64 = 1.05;
/// What follows the last word is done after so long: marks, alternatives, the page saved.
const AFTER: Duration = Duration::from_millis(500);
/// The drafts after which the memory is told.
const TOLD: [usize; 3] = [10, 50, 100];

/// Measures it.
pub(crate) async fn measure(place: &Place, wanted: &Wanted, report: &mut Report) -> Outcome<()> {
    let home = place.sample_home()?;
    let window = Window::open(&window::longhand(place, home.path(), &wanted.model)).await?;
    let outcome = drafts(&window, wanted.drafts).await;
    window.close().await;
    let (megabytes, wordless) = outcome?;
    tell(&megabytes, wordless, wanted, report);
    Ok(())
}

/// Drafts one after the other from one brief, as somebody does who asks for another; megabytes after each, and how many
/// came to no words.
async fn drafts(window: &Window, count: usize) -> Outcome<(Vec<f64>, usize)> {
    typing::fill(window).await?;
    let (mut megabytes, mut wordless) = (Vec::new(), 0);
    for number in 1..=count {
        window.chord(&[Key::Control], Key::Enter.into()).await?;
        let over = "return document.querySelector('[data-testid=stop]') === null";
        window.until("a draft that ends", over).await?;
        tokio::time::sleep(AFTER).await;
        wordless += usize::from(window.has("error").await?);
        let bytes = tokio::task::block_in_place(|| window.memory_without_model());
        megabytes.push(bytes as f64 / 1e6);
        if number % 10 == 0 || count < 10 {
            note(&format!(
                "  {number} drafts: {} MB",
                short(bytes as f64 / 1e6)
            ));
        }
    }
    let listed = window
        .ask("return document.querySelector('[data-testid=alternatives]')?.textContent ?? ''");
    note(&format!(
        "  {}",
        listed.await?.as_str().unwrap_or_default().trim()
    ));
    Ok((megabytes, wordless))
}

fn tell(megabytes: &[f64], wordless: usize, wanted: &Wanted, report: &mut Report) {
    let model = &wanted.model;
    let rows: Vec<Vec<String>> = TOLD
        .iter()
        .filter_map(|&at| {
            let then = megabytes.get(at - 1)?;
            Some(vec![at.to_string(), short(*then)])
        })
        .collect();
    if !rows.is_empty() {
        let title = format!(
            "The window's memory without the model's worker ({model}; {wordless} drafts came to no words)"
        );
        report.table(&title, &["drafts", "MB"], &rows);
    }
    let what = format!(
        "the window's memory over {} drafts, the last quarter against the second ({model})",
        megabytes.len()
    );
    let Some((second, last)) = quarters(megabytes) else {
        return report.not_measured(TARGET, &what, &"too few drafts for quarters".into());
    };
    report.figure(&Figure {
        target: TARGET,
        what,
        ours: last,
        anchor: Some(second),
        unit: "MB",
        ratio: Some(last / second),
        goal: Goal::RatioAtMost(MOST_GROWTH),
        repeats: megabytes.len(),
    });
}

/// The medians of the second and the last quarter.
fn quarters(values: &[f64]) -> Option<(f64, f64)> {
    let quarter = values.len() / 4;
    let second = values.get(quarter..quarter * 2)?;
    let last = values.get(values.len() - quarter..)?;
    (quarter > 0).then(|| (median(second), median(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_quarter_warms_up() {
        let values = [90.0, 95.0, 100.0, 100.0, 101.0, 101.0, 104.0, 104.0];
        assert_eq!(quarters(&values), Some((100.0, 104.0)));
        assert_eq!(quarters(&values[..3]), None);
    }
}
