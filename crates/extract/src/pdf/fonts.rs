//! A Chinese font of the system for pages whose fonts are not embedded.
//!
//! Only pictures of pages need it: what a glyph says comes from the file. Without any such font the
//! stand-ins for Latin print are drawn, which have no Chinese glyphs.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use hayro::hayro_interpret::{
    InterpreterSettings,
    font::{FontData, FontQuery},
};

/// Where distributions and administrators put fonts.
const FOLDERS: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];
/// Beginnings of the names of files with all Chinese characters, best first, and the index of the
/// simplified face in a collection.
const KNOWN: [(&str, u32); 12] = [
    ("NotoSansCJK-Regular", 2),
    ("NotoSerifCJK-Regular", 2),
    ("NotoSansCJKsc-Regular", 0),
    ("NotoSerifCJKsc-Regular", 0),
    ("SourceHanSansSC-Regular", 0),
    ("SourceHanSerifSC-Regular", 0),
    ("NotoSansSC", 0),
    ("NotoSerifSC", 0),
    ("wqy-microhei", 0),
    ("wqy-zenhei", 0),
    ("uming", 0),
    ("DroidSansFallback", 0),
];
/// Folders and files looked at.
const ENTRIES: usize = 20_000;
/// Folders within folders.
const DEPTH: usize = 5;
/// Bytes of a font file read; the largest known collection has 30 MB.
const LARGEST: u64 = 64 << 20;

/// Settings for drawing pages.
pub(super) fn settings() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            // Only composite fonts, those of Chinese, tell their character collection.
            FontQuery::Fallback(wanted) => {
                let chinese = wanted.character_collection.as_ref().and_then(|_| chinese());
                Some(chinese.unwrap_or_else(|| wanted.pick_standard_font().get_font_data()))
            }
        }),
        ..InterpreterSettings::default()
    }
}

/// True where the system has a font with Chinese characters.
#[cfg(test)]
pub(super) fn are_there() -> bool {
    chinese().is_some()
}

/// The font, read once.
pub(crate) fn chinese() -> Option<(FontData, u32)> {
    static FONT: OnceLock<Option<(FontData, u32)>> = OnceLock::new();
    FONT.get_or_init(|| {
        let (path, index) = find(&FOLDERS.map(PathBuf::from))?;
        let bytes = std::fs::read(path).ok()?;
        Some((Arc::new(bytes) as FontData, index))
    })
    .clone()
}

/// The best known font under `folders`.
fn find(folders: &[PathBuf]) -> Option<(PathBuf, u32)> {
    let mut best: Option<(usize, PathBuf)> = None;
    let mut open: Vec<(PathBuf, usize)> = folders.iter().map(|f| (f.clone(), 0)).collect();
    let mut looked_at = 0;
    while let Some((folder, depth)) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            looked_at += 1;
            if looked_at > ENTRIES {
                break;
            }
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && depth < DEPTH {
                open.push((entry.path(), depth + 1));
            } else if let Some(rank) = rank(&entry.path())
                && best.as_ref().is_none_or(|(other, _)| rank < *other)
            {
                best = Some((rank, entry.path()));
            }
        }
    }
    best.map(|(rank, path)| (path, KNOWN[rank].1))
}

/// Place of a font file among the known ones.
fn rank(path: &Path) -> Option<usize> {
    let name = path.file_name()?.to_str()?;
    let is_font = [".ttc", ".otc", ".ttf", ".otf"].iter().any(|ending| name.ends_with(ending));
    let rank = KNOWN.iter().position(|(known, _)| is_font && name.starts_with(known))?;
    (path.metadata().ok()?.len() <= LARGEST).then_some(rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_known_font_is_found_wherever_it_lies() {
        let folder = tempfile::tempdir().expect("a folder");
        let deep = folder.path().join("opentype/noto");
        std::fs::create_dir_all(&deep).expect("folders");
        std::fs::write(folder.path().join("uming.ttc"), b"x").expect("a file");
        std::fs::write(folder.path().join("NotoSansCJK-Regular.txt"), b"x").expect("a file");
        let root = [folder.path().to_path_buf()];
        assert_eq!(find(&root), Some((folder.path().join("uming.ttc"), 0)));
        std::fs::write(deep.join("NotoSansCJK-Regular.ttc"), b"x").expect("a file");
        assert_eq!(find(&root), Some((deep.join("NotoSansCJK-Regular.ttc"), 2)));
        assert_eq!(find(&[folder.path().join("none")]), None);
    }
}
