//! What the command line says about models.

use domain::Error;
use engine::{AddedModel, CheckedModel, Genuine, ListedModel, ModelSpeed, ModelStep, RemovedModel};

use super::Ended;
use super::out::{over, tell};
use super::say::Say;
use super::units::size;

impl Say {
    /// What is being done, on one line that is written over; only where a person looks at it.
    pub(super) fn model_step(self, step: ModelStep, terminal: bool) {
        if !terminal || self.json || self.quiet {
            return;
        }
        match step {
            ModelStep::Looking => over!("Looking at it"),
            ModelStep::Waiting => over!("Waiting until no draft is being written"),
            ModelStep::Trying => over!("Trying it"),
            ModelStep::Summing { done, total } => {
                over!("Reading it through: {}%", percent(done, total));
            }
            ModelStep::Copying { done, total } => {
                over!("Copying it: {}%", percent(done, total));
            }
            ModelStep::Measuring => {}
        }
    }

    /// Takes the line of steps away.
    pub(super) fn end_of_steps(self) {
        use std::io::IsTerminal;
        if !self.json && !self.quiet && std::io::stderr().is_terminal() {
            over!("");
        }
    }

    pub(super) fn stopped(self) -> Ended {
        self.end_of_steps();
        self.note("Stopped; everything is as it was.");
        Ended::Stopped
    }

    pub(super) fn models(self, list: &[ListedModel], trouble: Option<Error>) -> Ended {
        self.end_of_steps();
        for model in list {
            if self.json {
                self.line(model);
            } else {
                tell!("{}", listed(model));
                if let Some(trouble) = &model.trouble {
                    tell!("    cannot be used: {trouble}");
                }
            }
        }
        if let Some(trouble) = trouble {
            self.error(&trouble);
        } else {
            self.note("* drafts use this one");
        }
        Ended::Done
    }

    pub(super) fn added(self, model: &AddedModel) -> Ended {
        if self.json {
            self.line(model);
            return Ended::Done;
        }
        let title = if model.title.is_empty() {
            &model.name
        } else {
            &model.title
        };
        tell!(
            "{title}: {}, {} weights, packed as {}",
            model.architecture,
            count(model.parameters),
            model.packing
        );
        tell!(
            "  {} on the disk, about {} of memory; trained for texts of up to {} words",
            size(model.bytes),
            size(model.memory_bytes),
            words(model.trained_context)
        );
        tell!("  licence: {}", model.licence);
        tell!("  sha256: {}", model.sha256);
        match &model.same_as {
            Some(name) => tell!("  genuine: this is '{name}' of the catalog, to the last byte"),
            None => tell!("  the catalog does not know it"),
        }
        tell!(
            "{} as '{}': {}",
            if model.already {
                "It was here already,"
            } else {
                "Added"
            },
            model.name,
            model.path
        );
        if model.used {
            self.note("Drafts use it now.");
        } else {
            self.note(&format!(
                "For drafts to use it, say: longhand model use {}",
                model.name
            ));
        }
        Ended::Done
    }

    pub(super) fn removed(self, model: &RemovedModel) -> Ended {
        if self.json {
            self.line(model);
            return Ended::Done;
        }
        if model.freed_bytes == 0 {
            tell!(
                "Removed '{}'. The file also lies elsewhere on the disk, so no space is free again.",
                model.removed
            );
        } else {
            tell!(
                "Removed '{}': {} are free again.",
                model.removed,
                size(model.freed_bytes)
            );
        }
        match &model.used {
            Some(used) => self.note(&format!("Drafts use '{used}'.")),
            None => self.note("There is no model left to draft with."),
        }
        Ended::Done
    }

    pub(super) fn chosen(self, name: &str) -> Ended {
        if self.json {
            self.line(&serde_json::json!({ "used": name }));
        } else {
            tell!("Drafts use '{name}' from now on.");
        }
        Ended::Done
    }

    pub(super) fn checked(self, model: &CheckedModel) -> Ended {
        if self.json {
            self.line(model);
        } else {
            let writes = if model.writes {
                "it writes"
            } else {
                "it cannot be used"
            };
            tell!("{}: {}; {writes}", model.name, genuine(model));
            if let Some(sha256) = &model.sha256 {
                tell!("  sha256: {sha256}");
            }
        }
        if let Some(trouble) = &model.trouble {
            self.error(trouble);
        }
        if model.is_sound() {
            Ended::Done
        } else {
            Ended::Failed
        }
    }

    pub(super) fn speed(self, speed: &ModelSpeed) -> Ended {
        if self.json {
            self.line(speed);
            return Ended::Done;
        }
        tell!(
            "{}: about {} words a second; the first word after {:.1} s",
            speed.model,
            about(speed.words_per_s),
            speed.first_word_s
        );
        if let Some(memory) = speed.memory_bytes {
            tell!("it takes {} of memory", size(memory));
        }
        tell!(
            "models of up to about {} suit this machine",
            size(round(speed.suits_bytes))
        );
        Ended::Done
    }
}

fn listed(model: &ListedModel) -> String {
    let mark = if model.used { '*' } else { ' ' };
    let title = if model.title.is_empty() {
        String::new()
    } else {
        format!("  {}", model.title)
    };
    let mut facts = vec![size(model.bytes)];
    if let Some(memory) = model.memory_bytes {
        facts.push(format!("takes about {} of memory", size(memory)));
    }
    if model.rough {
        facts.push("drafts are rough".into());
    }
    if !model.licence.is_empty() {
        facts.push(format!("licence: {}", model.licence));
    }
    if let Some(get) = &model.get {
        facts.push(format!("not here; get it with: {get}"));
    }
    format!("{mark} {}{title}\n    {}", model.name, facts.join(", "))
}

/// What its checksum says.
fn genuine(model: &CheckedModel) -> String {
    match (model.catalog, &model.same_as) {
        (Some(Genuine::Genuine), Some(same)) if *same != model.name => {
            format!("genuine (it is '{same}' of the catalog)")
        }
        (Some(Genuine::Genuine), _) => "genuine".into(),
        (Some(Genuine::Differs), _) => {
            "differs from the catalog: do not trust it, get it again".into()
        }
        (Some(Genuine::Unknown), _) => "not in the catalog".into(),
        (None, _) => "could not be read".into(),
    }
}

fn percent(done: u64, total: u64) -> u64 {
    done.saturating_mul(100) / total.max(1)
}

/// The two leading digits: a size that suits is no exact figure.
fn round(bytes: u64) -> u64 {
    let mut unit = 1;
    while bytes / unit >= 100 {
        unit *= 10;
    }
    bytes / unit * unit
}

/// `135 million`, `1.5 billion`.
fn count(parameters: u64) -> String {
    if parameters < 1_000_000_000 {
        format!("{:.0} million", parameters as f64 / 1e6)
    } else {
        format!("{:.1} billion", parameters as f64 / 1e9)
    }
}

/// English has about three words to four tokens.
fn words(tokens: u64) -> u64 {
    round(tokens * 3 / 4)
}

fn about(speed: f64) -> String {
    if speed < 9.5 {
        format!("{speed:.1}")
    } else {
        format!("{speed:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_said_as_people_say_them() {
        assert_eq!(size(round(2_060_000_000)), "2.0 GB");
        assert_eq!(count(134_515_008), "135 million");
        assert_eq!(words(2048), 1500);
        assert_eq!((about(3.21), about(11.4)), ("3.2".into(), "11".into()));
    }
}
