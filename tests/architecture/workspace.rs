//! The workspace as cargo knows it: its members and what each asks for.

use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// One member of the workspace.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// Its folder, from the top of the repository.
    pub(crate) folder: PathBuf,
    pub(crate) asks_for: Vec<Asked>,
}

/// A crate that a member asks for in its `Cargo.toml`.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) name: String,
    /// Whether it is a member as well.
    pub(crate) member: bool,
    /// Whether only the member's tests ask for it.
    pub(crate) tests_only: bool,
}

/// The top of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// All members. What they ask for is read as it is written down, so nothing needs to be downloaded.
pub(crate) fn members() -> Vec<Member> {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("`cargo metadata` works in the repository");
    let names: Vec<_> = metadata
        .packages
        .iter()
        .map(|p| p.name.to_string())
        .collect();
    let read = |package: &cargo_metadata::Package| Member {
        name: package.name.to_string(),
        folder: package
            .manifest_path
            .parent()
            .unwrap()
            .as_std_path()
            .strip_prefix(root())
            .unwrap()
            .to_owned(),
        asks_for: package
            .dependencies
            .iter()
            .map(|asked| Asked {
                name: asked.name.clone(),
                member: asked.path.is_some() && names.contains(&asked.name),
                tests_only: asked.kind == DependencyKind::Development,
            })
            .collect(),
    };
    metadata.packages.iter().map(read).collect()
}
