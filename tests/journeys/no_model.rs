//! A model that is not there: the window says what is missing and what to do, and loses no word.

use crate::home::Home;
use crate::manuscript::START;
use crate::window::Window;

#[tokio::test]
async fn no_model() {
    let home = Home::with_sample();
    let mut arguments = home.arguments().to_vec();
    "/nowhere.gguf".clone_into(arguments.last_mut().unwrap());
    let window = Window::open_with(&home, arguments).await;
    window.type_brief().await;
    window.draft().await;

    let error = window.shows("error").await;
    window.picture("error").await;
    assert!(
        error.contains("no model file"),
        "it says what is missing: {error}"
    );
    assert!(error.contains("/nowhere.gguf"), "it says where: {error}");
    assert!(
        error.contains("Add a model file in Settings"),
        "it says what to do: {error}"
    );
    assert_eq!(window.manuscript().await, START, "the words typed stay");
    let point = window
        .ask_text("return document.querySelector('[data-testid=field-point]').value")
        .await;
    assert_eq!(point, "thank you for the key");
    assert_eq!(window.count("draft").await, 1, "it can be tried again");
    window.close().await;
}
