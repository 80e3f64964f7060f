//! A name tree: names in order, spread over nodes.

use std::collections::HashSet;

use hayro::hayro_interpret::hayro_syntax::object::{Array, Dict, Object, String as PdfString};

/// Nodes visited of a tree, so that one that leads back to itself ends.
const NODES: usize = 4000;
/// Names taken of a tree.
const NAMES: usize = 50_000;

/// Calls `take` with each name under `root` and what it stands for.
pub(super) fn read<'a>(root: Dict<'a>, mut take: impl FnMut(&[u8], Object<'a>)) {
    let mut open = vec![root];
    let mut seen = HashSet::new();
    let (mut nodes, mut names) = (0, 0);
    while let Some(node) = open.pop() {
        nodes += 1;
        if nodes > NODES {
            return;
        }
        if node.obj_id().is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        if let Some(children) = node.get::<Array<'a>>(b"Kids") {
            open.extend(children.iter::<Dict<'a>>().take(NODES - nodes));
        }
        let Some(pairs) = node.get::<Array<'a>>(b"Names") else { continue };
        let mut pairs = pairs.iter::<Object<'a>>();
        while let (Some(name), Some(value)) = (pairs.next(), pairs.next()) {
            names += 1;
            if names > NAMES {
                return;
            }
            let name: Option<PdfString<'_>> = name.into_string();
            if let Some(name) = name {
                take(name.as_bytes(), value);
            }
        }
    }
}
