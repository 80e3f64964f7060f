//! A file inside a file: a member of an archive (压缩包), an attachment of a letter (附件).
//!
//! Readers hand members out one at a time, so that only one is held in memory.

use std::collections::HashSet;

use crate::error::Refusal;

/// A file found inside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// Its path inside the other, as [`Names`] makes it.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A file inside another that could not be taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LostMember {
    /// As in [`Member`].
    pub name: String,
    /// Why not.
    pub refusal: Refusal,
}

/// Takes what a reader hands out; an error stops the reader.
pub(crate) type TakeMember<'a> = dyn FnMut(Result<Member, LostMember>) -> std::io::Result<()> + 'a;

/// Longest part of a path, in bytes; file systems take 255, and a number may be added.
const PART_BYTES: usize = 200;
/// Longest ending kept where a name is cut, in bytes.
const ENDING_BYTES: usize = 16;
/// Most folders kept above a file; those nearest to it.
const FOLDERS: usize = 16;
/// Name of a file that has none.
const NAMELESS: &str = "未命名";

/// The names given out inside one file: safe as paths, and each only once.
#[derive(Debug, Default)]
pub(crate) struct Names(HashSet<String>);

impl Names {
    /// The path for a member that calls itself `name`: `/` between its parts, no `..`, nothing
    /// absolute, no control chars, no part longer than a file system takes, no name twice.
    pub fn take(&mut self, name: &str) -> String {
        let path = safe_path(name);
        if self.0.insert(path.clone()) {
            return path;
        }
        let (folder, file) =
            path.rsplit_once('/').map_or(("", &*path), |(folder, file)| (folder, file));
        let (stem, ending) = split_ending(file);
        for number in 2u32.. {
            let separator = if folder.is_empty() { "" } else { "/" };
            let numbered = format!("{folder}{separator}{stem}（{number}）{ending}");
            if self.0.insert(numbered.clone()) {
                return numbered;
            }
        }
        path
    }
}

/// True for files that a system leaves beside those of people.
pub(crate) fn is_system_path(path: &str) -> bool {
    path.split('/').any(|part| {
        (part.starts_with('.') && !matches!(part, "." | ".."))
            || part.starts_with("~$")
            || part == "__MACOSX"
            || part.eq_ignore_ascii_case("thumbs.db")
            || part.eq_ignore_ascii_case("desktop.ini")
    })
}

fn safe_path(name: &str) -> String {
    let mut parts: Vec<String> = name
        .split(['/', '\\'])
        .map(safe_part)
        .filter(|part| !matches!(&**part, "" | "." | ".."))
        .collect();
    let surplus = parts.len().saturating_sub(FOLDERS + 1);
    parts.drain(..surplus);
    if parts.is_empty() { NAMELESS.to_owned() } else { parts.join("/") }
}

fn safe_part(part: &str) -> String {
    // Marks of direction would make a name read as another (cod.exe for exe.doc).
    let is_shown = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
    };
    let part: String = part.chars().filter(is_shown).collect();
    let part = part.trim();
    // `C:` of a path from Windows is no folder.
    if part.len() == 2 && part.ends_with(':') {
        return String::new();
    }
    if part.len() <= PART_BYTES {
        return part.to_owned();
    }
    let (stem, ending) = split_ending(part);
    format!("{}{ending}", &stem[..stem.floor_char_boundary(PART_BYTES - ending.len())])
}

/// `讯问笔录` and `.pdf`.
fn split_ending(file: &str) -> (&str, &str) {
    match file.rfind('.') {
        Some(dot) if dot > 0 && file.len() - dot <= ENDING_BYTES => file.split_at(dot),
        _ => (file, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_their_folder() {
        let mut names = Names::default();
        for (name, path) in [
            ("卷一/讯问笔录.pdf", "卷一/讯问笔录.pdf"),
            ("../../etc/passwd", "etc/passwd"),
            ("/绝对.txt", "绝对.txt"),
            ("C:\\卷宗\\.\\一.doc", "卷宗/一.doc"),
            ("a\0b\u{1b}[31m.txt", "ab[31m.txt"),
            ("\u{202E}fdp.exe", "fdp.exe"),
            ("..", "未命名"),
            ("", "未命名（2）"),
            ("卷一/讯问笔录.pdf", "卷一/讯问笔录（2）.pdf"),
            ("绝对.txt", "绝对（2）.txt"),
        ] {
            assert_eq!(names.take(name), path, "{name:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let path = safe_path(&format!("{}.pdf", "笔".repeat(100)));
        assert!(path.len() <= PART_BYTES && path.ends_with("笔.pdf"), "{path}");
        let deep = safe_path(&"夹/".repeat(5000));
        assert_eq!(deep.split('/').count(), FOLDERS + 1);
    }

    #[test]
    fn system_files_are_known() {
        for path in ["__MACOSX/._一.pdf", "卷/.DS_Store", "Thumbs.db", "~$一.docx"] {
            assert!(is_system_path(path), "{path}");
        }
        assert!(!is_system_path("卷一/笔录.pdf"));
    }
}
