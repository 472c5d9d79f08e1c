//! Every page as it looks: what axe finds wrong, whether any word is too pale, whether it fits. With
//! `LONGHAND_SCREENSHOTS` a picture of each goes into that folder.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use fantoccini::key::Key;
use serde_json::Value;

use crate::home::{Home, root, sample};
use crate::wait::PATIENCE;
use crate::window::Window;

/// Runs axe and leaves what it found wrong.
const RUN_AXE: &str = "window.foundByAxe = null;
    axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => {
      window.foundByAxe = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    });";

/// Words that stand out from what is behind them by less than 4.5 to 1 (WCAG 2.2, 1.4.3).
const PALE: &str = "const numbers = (color) => {
      const all = color.match(/[\\d.]+/g).map(Number);
      return color.startsWith('color(srgb') ? all.map((n, at) => at < 3 ? n * 255 : n) : all;
    };
    const light = ([r, g, b]) => {
      const [R, G, B] = [r, g, b].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
      return 0.2126 * R + 0.7152 * G + 0.0722 * B;
    };
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const [r, g, b, a = 1] = numbers(getComputedStyle(at).backgroundColor);
        if (a === 1) return [r, g, b];
      }
      return [255, 255, 255];
    };
    const pale = [];
    for (const element of document.body.querySelectorAll('*')) {
      const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
      if (!words || element.closest('.visually-hidden') || element.matches(':disabled') || !element.checkVisibility()) continue;
      const [one, other] = [light(numbers(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
      const contrast = (one + 0.05) / (other + 0.05);
      if (contrast < 4.5) pale.push(`${contrast.toFixed(2)}: ${element.textContent.trim().slice(0, 60)}`);
    }
    return pale;";

/// Enough that they are still being read when the picture is taken.
const NOTES: u32 = 12_000;

/// Whether something sticks out at the side.
const WIDE: &str =
    "return document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth";

#[tokio::test]
async fn looks() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    let look = Look { window: &window };
    window.shows("first-begin").await;
    look.at("first-1").await;
    window.tab_to("first-begin").await;
    window.press(Key::Enter).await;
    look.at("first-2").await;
    window.close().await;
    who_am_i().await;

    // Nothing of the user's was read.
    let home = Home::new();
    home.longhand(["add", &sample().join("mail").display().to_string()]);
    let window = Window::open(&home, &[]).await;
    window.shows("draft").await;
    window.chord(&[Key::Alt], '4').await;
    window.shows("voice-empty").await;
    Look { window: &window }.at("voice-empty").await;
    window.close().await;

    // Nothing written yet.
    let home = Home::with_sample();
    let window = Window::open(&home, &[]).await;
    let look = Look { window: &window };
    window.shows("draft").await;
    look.at("write-empty").await;
    window.chord(&[Key::Alt], '2').await;
    look.at("drafts-empty").await;
    window.chord(&[Key::Alt], '1').await;
    window.type_both_ways().await;
    look.at("write-right-to-left").await;

    // A draft in progress is not held up to be looked at closely; it is pictured.
    window.type_brief().await;
    window.draft().await;
    window.shows("source").await;
    look.picture("write-progress", "light").await;
    window.has_ended(PATIENCE).await;
    window.draft().await;
    window.shows("alternatives").await;
    window.has_ended(PATIENCE).await;
    look.at("write-draft").await;
    look.wide("write-wide").await;
    // Where something in it is underlined, the reason stands at the foot.
    window.chord(&[Key::Alt], 'n').await;
    look.narrow("write-narrow").await;
    window.chord(&[Key::Alt], 'd').await;
    window.shows("side-by-side-all").await;
    look.at("write-beside").await;
    window.press(Key::Escape).await;
    window.tab_to("editor").await;
    window.chord(&[Key::Control], 'a').await;
    window.chord(&[Key::Alt], 'r').await;
    window.shows("leave").await;
    look.at("write-anew").await;
    window.tab_to("leave").await;
    window.press(Key::Enter).await;
    window.chord(&[Key::Alt], '3').await;
    window.fill("search", "key").await;
    window.shows("hit").await;
    look.at("library-found").await;
    window.tab_to("hit-open").await;
    window.press(Key::Enter).await;
    window.shows("show-folder").await;
    look.at("library-document").await;
    window.press(Key::Escape).await;
    window.tab_to("hit-kind").await;
    window.press(Key::Enter).await;
    window.shows("hit-why").await;
    look.at("library-kind").await;
    window.press(Key::Enter).await;
    window.tab_to("search").await;
    window.chord(&[Key::Control], 'a').await;
    window.press(Key::Delete).await;
    for (place, name) in [('2', "drafts"), ('3', "library"), ('5', "settings")] {
        window.chord(&[Key::Alt], place).await;
        window.is_on(name).await;
        look.at(name).await;
    }
    // The last of them is settings: everything twice as large, and as before.
    window.ask(&type_size(200)).await;
    for (place, name) in [
        ('5', "settings"),
        ('1', "write"),
        ('3', "library"),
        ('4', "voice"),
    ] {
        window.chord(&[Key::Alt], place).await;
        window.is_on(name).await;
        look.large(&format!("{name}-large")).await;
    }
    window.chord(&[Key::Alt], '5').await;
    window.shows("type-size").await;
    window.ask(&type_size(100)).await;
    window.chord(&[Key::Alt], '4').await;
    window.shows("marks").await;
    look.at("voice").await;
    window.tab_to("mark-dashes").await;
    look.at("voice-habits").await;
    look.narrow("voice-narrow").await;
    window.tab_to("replay-start").await;
    window.press(Key::Enter).await;
    window.shows("replay-progress").await;
    look.picture("voice-progress", "light").await;
    window
        .until("a text to be tried", PATIENCE, async || {
            let tried =
                window.ask("return document.querySelectorAll('[data-testid=replay] li').length");
            (tried.await.as_u64() > Some(0)).then_some(())
        })
        .await;
    window.press(Key::Escape).await;
    window.shows("replay-answer").await;
    window.tab_to("replay-start").await;
    look.at("voice-known").await;
    window.chord(&[Key::Shift], '?').await;
    window.shows("keys").await;
    look.at("keys").await;
    window.press(Key::Escape).await;
    window.close().await;

    // Something is wrong.
    let mut arguments = home.arguments().to_vec();
    "/nowhere.gguf".clone_into(arguments.last_mut().unwrap());
    let window = Window::open_with(&home, arguments).await;
    window.shows("draft").await;
    window.draft().await;
    window.shows("error").await;
    Look { window: &window }.at("error").await;
    window.close().await;
    much_is_read().await;
}

/// The last step of the first start, with the senders of the mail that was read behind it.
async fn who_am_i() {
    let home = Home::new();
    let mail = sample().join("mail").display().to_string();
    let window = Window::open(&home, &["--pick-folder", &mail]).await;
    window.tab_to("first-begin").await;
    window.press(Key::Enter).await;
    window.tab_to("choose-folder").await;
    window.press(Key::Enter).await;
    window.shows("first-who").await;
    window.shows("reading-summary").await;
    window.shows("first-sender").await;
    Look { window: &window }.at("first-3").await;
    window.close().await;
}

/// The library while a large folder is read: how far that is, how fast it goes, and how long it still takes.
async fn much_is_read() {
    let home = Home::with_sample();
    let folder = home.path("notebook");
    write_notebook(&folder);
    let folder = folder.display().to_string();
    let window = Window::open(&home, &["--pick-folder", &folder]).await;
    window.shows("draft").await;
    window.chord(&[Key::Alt], '3').await;
    window.tab_to("add-folder").await;
    window.press(Key::Enter).await;
    window
        .until("the pace of the reading", PATIENCE, async || {
            let says = window.text("reading").await;
            (says.contains("a minute") && says.contains("left")).then_some(())
        })
        .await;
    // As with a draft: it goes on meanwhile, and is only pictured.
    let look = Look { window: &window };
    for theme in ["light", "dark"] {
        look.dress(theme, "usual").await;
        look.picture("library-reading", theme).await;
    }
    window.close().await;
}

fn write_notebook(folder: &Path) {
    std::fs::create_dir(folder).unwrap();
    for number in 0..NOTES {
        let lines: Vec<String> = (0..24)
            .map(|hour| {
                format!(
                    "{hour} o'clock: the tide {} fingers above the third step, nobody rang.",
                    number + hour
                )
            })
            .collect();
        let text = format!("Day {number} at the ferry house\n\n{}\n", lines.join("\n"));
        std::fs::write(folder.join(format!("{number:05}.txt")), text).unwrap();
    }
}

/// Chooses a size of the type on the page of settings.
fn type_size(size: u32) -> String {
    format!(
        "const select = document.querySelector('[data-testid=type-size]');
         select.value = '{size}';
         select.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    )
}

/// A look at a page in light, dark and high contrast.
struct Look<'window> {
    window: &'window Window,
}

impl Look<'_> {
    async fn at(&self, page: &str) {
        for theme in ["light", "dark"] {
            self.dress(theme, "usual").await;
            let pale = self.window.ask(PALE).await;
            assert_eq!(
                pale,
                Value::Array(Vec::new()),
                "too pale on {page}, {theme}"
            );
            self.picture(page, theme).await;
        }
        self.dress("light", "more").await;
        let pale = self.window.ask(PALE).await;
        assert_eq!(
            pale,
            Value::Array(Vec::new()),
            "too pale on {page}, contrast"
        );
        self.picture(page, "contrast").await;
        self.dress("light", "usual").await;
        self.axe(page).await;
        self.fits(page).await;
    }

    /// As narrow as a window gets, and as with letters of twice the size on a small screen.
    async fn narrow(&self, page: &str) {
        self.window.resize(320, 820).await;
        self.is_wide(200..=340).await;
        self.picture(page, "light").await;
        self.fits(page).await;
        self.window.resize(1280, 820).await;
    }

    /// On a large screen.
    async fn wide(&self, page: &str) {
        self.window.resize(2560, 1300).await;
        self.is_wide(2400..=2560).await;
        self.picture(page, "light").await;
        self.fits(page).await;
        self.window.resize(1280, 820).await;
    }

    /// With everything twice as large.
    async fn large(&self, page: &str) {
        self.is_wide(500..=700).await;
        self.picture(page, "light").await;
        self.fits(page).await;
    }

    /// Waits until the page has so many pixels of its own from side to side.
    async fn is_wide(&self, pixels: RangeInclusive<u64>) {
        self.window
            .until("the width of the window", PATIENCE / 10, async || {
                let width = self.window.ask("return window.innerWidth").await;
                width.as_u64().filter(|width| pixels.contains(width))
            })
            .await;
    }

    async fn fits(&self, page: &str) {
        let wide = self.window.ask(WIDE).await;
        assert_eq!(wide, Value::from(0), "{page} sticks out at the side");
    }

    async fn dress(&self, theme: &str, contrast: &str) {
        let script = format!(
            "const {{ dataset }} = document.documentElement;
             dataset.theme = '{theme}'; dataset.contrast = '{contrast}';
             document.head.insertAdjacentHTML('beforeend', '<style>* {{ transition: none !important }}</style>');"
        );
        self.window.ask(&script).await;
    }

    async fn axe(&self, page: &str) {
        let axe = std::fs::read_to_string(root().join("ui/node_modules/axe-core/axe.min.js"))
            .expect("axe-core is among the packages of the window");
        self.window.ask(&axe).await;
        self.window.ask(RUN_AXE).await;
        let found = self
            .window
            .until("axe", PATIENCE, async || {
                let found = self.window.ask("return window.foundByAxe").await;
                (!found.is_null()).then_some(found)
            })
            .await;
        assert_eq!(found, Value::Array(Vec::new()), "axe, on {page}");
    }

    async fn picture(&self, page: &str, theme: &str) {
        let Some(folder) = std::env::var_os("LONGHAND_SCREENSHOTS").map(PathBuf::from) else {
            return;
        };
        std::fs::create_dir_all(&folder).unwrap();
        let picture = self.window.picture(&format!("{page}-{theme}")).await;
        std::fs::copy(&picture, folder.join(format!("{page}-{theme}.png"))).unwrap();
    }
}
