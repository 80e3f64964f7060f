//! Members of a 7z archive, by `sevenz-rust2`.

use std::{
    collections::HashSet,
    io::{Cursor, Read},
};

use sevenz_rust2::{ArchiveReader, Error, Password};

use super::{Budget, MEMBERS};
use crate::{
    error::Refusal,
    member::{LostMember, Member, Names, TakeMember, is_system_path},
};

/// Memory of a decoder, in KiB: 7-Zip's ultra setting has a dictionary of 64 MB.
const MEMORY_KIB: usize = 256 << 10;

/// Hands out the files of the archive. Its members are packed together: one that can't be unpacked
/// takes those behind it along, and each is told.
pub(super) fn read(
    bytes: &[u8],
    take: &mut TakeMember<'_>,
) -> std::io::Result<Result<(), Refusal>> {
    let opened =
        ArchiveReader::new_with_memory_limit(Cursor::new(bytes), Password::empty(), MEMORY_KIB);
    let mut archive = match opened {
        Ok(archive) => archive,
        Err(error) => return Ok(Err(refusal_of(&error))),
    };
    archive.set_thread_count(1);
    let is_file = |name: &str| !is_system_path(&name.replace('\\', "/"));
    let mut left: Vec<String> = archive
        .archive()
        .files
        .iter()
        .filter(|entry| !entry.is_directory() && is_file(entry.name()))
        .map(|entry| entry.name().to_owned())
        .collect();
    if left.len() > MEMBERS {
        return Ok(Err(Refusal::Bomb));
    }
    let mut names = Names::default();
    let mut budget = Budget::default();
    let mut done = HashSet::new();
    let mut broken = Ok(());
    let mut refusal = Refusal::Damaged;
    let result = archive.for_each_entries(|entry, content: &mut dyn Read| {
        if broken.is_err() {
            return Ok(false);
        }
        if entry.is_directory() || !is_file(entry.name()) {
            return Ok(true);
        }
        let bytes = match budget.unpack(content, None) {
            Ok(bytes) => bytes,
            Err(Refusal::Bomb) => {
                refusal = Refusal::Bomb;
                return Ok(false);
            }
            Err(_) => return Ok(false),
        };
        done.insert(entry.name().to_owned());
        broken = take(Ok(Member { name: names.take(entry.name()), bytes }));
        Ok(broken.is_ok())
    });
    broken?;
    if let Err(error) = result {
        refusal = refusal_of(&error);
    }
    left.retain(|name| !done.contains(name));
    for name in left {
        take(Err(LostMember { name: names.take(&name), refusal: refusal.clone() }))?;
    }
    Ok(Ok(()))
}

fn refusal_of(error: &Error) -> Refusal {
    match error {
        Error::PasswordRequired => Refusal::Encrypted,
        Error::UnsupportedCompressionMethod(method) if method.contains("AES") => Refusal::Encrypted,
        Error::UnsupportedCompressionMethod(_) | Error::Unsupported(_) => {
            Refusal::Unsupported("7z的压缩方法，请解压后放入".to_owned())
        }
        Error::MaxMemLimited { .. } => Refusal::Bomb,
        _ => Refusal::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use sevenz_rust2::{ArchiveEntry, ArchiveWriter};

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ArchiveWriter::new(Cursor::new(Vec::new())).expect("an archive");
        for (name, bytes) in files {
            writer
                .push_archive_entry(ArchiveEntry::new_file(name), Some(*bytes))
                .expect("a member");
        }
        writer.finish().expect("written").into_inner()
    }

    type Taken = Vec<Result<Member, LostMember>>;

    fn take_all(bytes: &[u8]) -> (Taken, Result<(), Refusal>) {
        let mut taken = Taken::new();
        let result = crate::archive::read(bytes, &mut |member| {
            taken.push(member);
            Ok(())
        });
        (taken, result.expect("taking never fails"))
    }

    #[test]
    fn members_are_taken_out() {
        let bytes =
            archive(&[("卷一/笔录.txt", b"one"), ("__MACOSX/x", b"no"), ("../二.txt", b"two")]);
        let (taken, result) = take_all(&bytes);
        assert_eq!(result, Ok(()));
        let member =
            |name: &str, bytes: &[u8]| Ok(Member { name: name.to_owned(), bytes: bytes.to_vec() });
        assert_eq!(taken, [member("卷一/笔录.txt", b"one"), member("二.txt", b"two")]);
    }

    #[test]
    fn torn_archives_are_refused() {
        let bytes = archive(&[("一.txt", b"one"), ("二.txt", b"two")]);
        for length in 0..bytes.len() {
            let (taken, result) = take_all(&bytes[..length]);
            assert!(result.is_err() || taken.iter().any(Result::is_err), "{length}");
        }
    }
}
