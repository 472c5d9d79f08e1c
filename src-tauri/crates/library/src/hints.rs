//! Where to look when something happened to a file or folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use store::SourceRow;

use crate::maildir;
use crate::walk::comes_to;

/// Places in a source that are looked at together.
pub(crate) type Root = (SourceRow, Vec<PathBuf>);

/// Where to look for `paths`, by the source of `sources` they lie in: what was in one place and is in another now is the
/// same only for somebody who sees both. Nowhere a look at the whole source would not come to, and never into the program's
/// own `data`: to note something of it would be the next thing that happens there.
pub(crate) fn places(sources: &[SourceRow], data: &Path, paths: &[PathBuf]) -> Vec<Root> {
    let owner = |path: &Path| {
        let inside = (0..sources.len()).filter(|at| path.starts_with(&sources[*at].path));
        inside.max_by_key(|at| sources[*at].path.as_os_str().len())
    };
    // A mail has another name as soon as somebody has looked at it.
    let both = |path: &PathBuf| {
        let of_one = |[one, other]: &[PathBuf; 2]| owner(one) == owner(other);
        let around = maildir::folders_around(path).filter(of_one);
        around.map_or_else(|| vec![path.clone()], Vec::from)
    };
    let mut by_source: BTreeMap<usize, BTreeSet<PathBuf>> = BTreeMap::new();
    for place in paths.iter().flat_map(both) {
        let source = owner(&place).filter(|at| comes_to(&place, &sources[*at].path));
        if let Some(at) = source.filter(|_| !place.starts_with(data)) {
            by_source.entry(at).or_default().insert(place);
        }
    }
    let root = |(at, places): (usize, BTreeSet<PathBuf>)| {
        // What lies in another one is seen with it, which stands before it.
        let mut outer: Vec<PathBuf> = Vec::new();
        for place in places {
            if !outer.last().is_some_and(|one| place.starts_with(one)) {
                outer.push(place);
            }
        }
        (sources[at].clone(), outer)
    };
    by_source.into_iter().map(root).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::{Access, Record};

    #[test]
    fn all_that_happened_in_a_source_is_looked_at_together() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = Record::open(&folder.path().join("record"), Access::Write).unwrap();
        for path in ["/w", "/w/inner"] {
            let now = jiff::Timestamp::UNIX_EPOCH;
            record
                .write(|writing| writing.put_source(Path::new(path), None, false, now))
                .unwrap();
        }
        let sources = record.sources().unwrap();
        let hinted = [
            "/w/b.txt",
            "/w/a.txt",
            "/w/sub/c.txt",
            "/w/sub",
            "/w/inner/d.txt",
            "/w/a.txt~",
            "/w/data/record-wal",
            "/elsewhere/e.txt",
        ];
        let roots = places(&sources, Path::new("/w/data"), &hinted.map(PathBuf::from));
        let mut told: Vec<String> = roots
            .iter()
            .map(|(source, places)| format!("{}: {places:?}", source.path.display()))
            .collect();
        told.sort();
        assert_eq!(
            told,
            [
                r#"/w/inner: ["/w/inner/d.txt"]"#,
                r#"/w: ["/w/a.txt", "/w/b.txt", "/w/sub"]"#
            ]
        );
    }
}
