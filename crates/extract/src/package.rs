//! Zip packages (DOCX, XLSX, OFD): what they unpack to is counted before a parser sees it; their
//! parts by path.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use zip::ZipArchive;

use crate::error::Refusal;

/// A part of a package that unpacks to more than this is no letter an office wrote.
const PART_BYTES: u64 = 128 << 20;
/// A part of more bytes than this may not be packed denser than this; a blank page as a bitmap is.
const DENSE_BYTES: u64 = 32 << 20;
const RATIO: u64 = 200;
/// Most parts; a document of a thousand pictures has fewer.
const PARTS: usize = 20_000;

/// Unpacks every part, counting, before the parser sees it: declared sizes can lie.
pub(crate) fn refuse_bomb(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    if archive.len() > PARTS {
        return Err(Refusal::Bomb);
    }
    let mut total = 0u64;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Refusal::Damaged)?;
        if part.encrypted() {
            return Err(Refusal::Encrypted);
        }
        let packed = part.compressed_size();
        let unpacked = std::io::copy(&mut part.take(PART_BYTES + 1), &mut std::io::sink())
            .map_err(|_| Refusal::Damaged)?;
        total += unpacked;
        let is_dense = unpacked > DENSE_BYTES && unpacked / packed.max(1) > RATIO;
        if unpacked > PART_BYTES || total > 4 * PART_BYTES || is_dense {
            return Err(Refusal::Bomb);
        }
    }
    Ok(())
}

/// An open package.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Places of the parts, by their paths in lower case: writers are not exact about it.
    places: HashMap<String, usize>,
}

impl<'b> Package<'b> {
    /// Opens a package that is no bomb.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        refuse_bomb(bytes)?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        let mut places = HashMap::new();
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                places.insert(resolve("", &name).to_lowercase(), index);
            }
        }
        Ok(Self { archive, places })
    }

    /// The bytes of the part at `path`, as [`resolve`] gives it.
    pub fn part(&mut self, path: &str) -> Option<Vec<u8>> {
        let place = *self.places.get(&path.to_lowercase())?;
        let mut bytes = Vec::new();
        self.archive.by_index(place).ok()?.take(PART_BYTES).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// The paths of all parts, in lower case.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(|path| &**path)
    }
}

/// The path that `target` means where a part in `folder` says it; `/` at its start is the package's
/// root, and nothing leads out of that.
pub(crate) fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let base = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for part in base.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    path.join("/")
}

/// The folder of the part at `path`.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// A package of `parts`.
    pub(crate) fn package<P: AsRef<str>, B: AsRef<[u8]>>(
        parts: impl IntoIterator<Item = (P, B)>,
    ) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            archive.start_file(name.as_ref(), SimpleFileOptions::default()).expect("a part");
            archive.write_all(bytes.as_ref()).expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    }

    #[test]
    fn paths_stay_inside() {
        for (folder, target, path) in [
            ("word", "media/1.png", "word/media/1.png"),
            ("word", "/word/media/1.png", "word/media/1.png"),
            ("Doc_0/Pages/Page_0", "../../Res/a.jpg", "Doc_0/Res/a.jpg"),
            ("", "../../../etc/passwd", "etc/passwd"),
            ("a", ".\\b\\c", "a/b/c"),
        ] {
            assert_eq!(resolve(folder, target), path);
        }
    }

    #[test]
    fn a_part_that_unpacks_to_too_much_is_a_bomb() {
        let zeros = vec![0u8; DENSE_BYTES as usize + 1];
        assert_eq!(refuse_bomb(&package([("a", &zeros)])), Err(Refusal::Bomb));
        assert_eq!(refuse_bomb(&package([("a", &zeros[1..])])), Ok(()));
    }
}
