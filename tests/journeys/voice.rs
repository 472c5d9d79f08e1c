//! My voice: a sign-off and a greeting are corrected, a mark goes, and the next draft follows; it is there at the next
//! start, and how well Longhand knows the user is tried and stopped.

use fantoccini::key::Key;

use crate::home::Home;
use crate::wait::PATIENCE;
use crate::window::Window;

const SIGN_OFF: &str = "Ever yours,\nO.";
const VALUE: &str = "return document.querySelector('[data-testid=sign-off-own]').value";

#[tokio::test]
async fn voice() {
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    window.shows("draft").await;
    window.chord(&[Key::Alt], '4').await;
    let seen = window.shows("sign-off").await;
    assert!(seen.contains("Yours in haste, / Ottilie"), "{seen}");
    window.fill("greeting-own", "Good day NAME,").await;
    window.fill("sign-off-own", SIGN_OFF).await;
    window.tab_to("mark-dashes").await;
    window.type_text(" ").await;
    let kept = "SELECT count(*) FROM corrections WHERE kind = 'email' AND person = ''
        AND corrections LIKE '%Ever yours%' AND corrections LIKE '%Good day NAME%' AND corrections LIKE '%dashes%'";
    window
        .until("what was corrected to be kept", PATIENCE / 10, async || {
            (home.record().number(kept) == Some(1)).then_some(())
        })
        .await;
    window.picture("1-corrected").await;

    window.chord(&[Key::Alt], '1').await;
    window.fill("field-to", "tom.averill@example.net").await;
    window.fill("field-title", "The workshop key").await;
    window
        .fill("field-point", "thank you for the key\nthe roof still leaks")
        .await;
    let before = window.draft().await;
    let text = window.has_drafted(before).await;
    assert!(text.starts_with("Good day Tom,\n\n"), "{text}");
    assert!(text.trim_end().ends_with(SIGN_OFF), "{text}");
    // The name in a sentence is no sign-off.
    let signed = text.lines().any(|line| line.trim() == "Ottilie");
    assert!(!signed && !text.contains('—'), "{text}");
    window.picture("2-obeyed").await;
    window.close().await;

    let said = home.longhand(["voice", "--kind", "email"]);
    assert!(
        said.contains("you chose: end with Ever yours, / O."),
        "{said}"
    );

    let window = Window::open(&home, &[]).await;
    window.shows("draft").await;
    window.chord(&[Key::Alt], '4').await;
    window.shows("sign-off-own").await;
    assert_eq!(window.ask_text(VALUE).await, SIGN_OFF);

    window.tab_to("replay-start").await;
    window.press(Key::Enter).await;
    window.shows("replay-progress").await;
    window.press(Key::Escape).await;
    window.shows("replay-start").await;
    assert_eq!(
        home.record().drafts().len(),
        1,
        "a trial leaves no draft behind"
    );
    window.close().await;
}
