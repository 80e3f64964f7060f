//! Members of a 7z archive, by `sevenz-rust2`.

use std::io::{Cursor, Read};

use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, Error, Password};

use super::{Budget, MEMBERS};
use crate::{
    error::Refusal,
    member::{LostMember, Member, Names, TakeMember, is_system_path},
};

/// Memory of a decoder, in KiB: 7-Zip's ultra setting has a dictionary of 64 MB.
const MEMORY_KIB: usize = 256 << 10;

/// Hands out the files of the archive. Its members are packed together, in blocks: one that can't be
/// unpacked takes those behind it in its block along, and each is told.
pub(super) fn read(
    bytes: &[u8],
    password: Option<&str>,
    take: &mut TakeMember<'_>,
) -> std::io::Result<Result<(), Refusal>> {
    let mut source = Cursor::new(bytes);
    let password = password.map_or_else(Password::empty, Password::new);
    let archive = match open(&mut source, &password) {
        Ok(archive) => archive,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let files = &archive.files;
    if files.iter().filter(|entry| is_member(entry)).count() > MEMBERS {
        return Ok(Err(Refusal::Bomb));
    }
    let (mut in_block, mut empty) = (vec![Vec::new(); archive.blocks.len()], Vec::new());
    for (file, block) in archive.stream_map.file_block_index.iter().enumerate() {
        match block.and_then(|block| in_block.get_mut(block)) {
            Some(files) => files.push(file),
            None => empty.push(file),
        }
    }
    let mut names = Names::default();
    let mut budget = Budget::default();
    let (mut is_locked, mut has_unlocked) = (false, false);
    for (block, of_block) in in_block.iter().enumerate() {
        let is_encrypted = of_block.first().is_some_and(|file| archive.is_file_encrypted(*file));
        if is_encrypted && password.is_empty() {
            is_locked = true;
            continue;
        }
        let (mut refusal, mut broken, mut done) = (None, Ok(()), 0usize);
        let decoder = BlockDecoder::new_with_memory_limit(
            1,
            MEMORY_KIB,
            block,
            &archive,
            &password,
            &mut source,
        );
        let result = decoder.for_each_entries(&mut |entry, content: &mut dyn Read| {
            if is_member(entry) {
                match budget.unpack(content, None) {
                    Ok(bytes) => {
                        broken = take(Ok(Member { name: names.take(entry.name()), bytes }));
                    }
                    Err(kept) => refusal = Some(kept),
                }
            }
            let goes_on = broken.is_ok() && refusal.is_none();
            done += usize::from(goes_on);
            Ok(goes_on)
        });
        broken?;
        let refusal = refusal.or_else(|| result.err().map(|error| refusal_of(&error)));
        let Some(refusal) = refusal else {
            has_unlocked |= is_encrypted;
            continue;
        };
        // What a wrong key gives makes no sense, and the first file's checksum says so.
        let is_wrong_key = is_encrypted && done == 0 && !has_unlocked && refusal != Refusal::Bomb;
        if is_wrong_key {
            is_locked = true;
            continue;
        }
        let left = of_block.iter().skip(done).filter_map(|file| files.get(*file));
        for entry in left.filter(|entry| is_member(entry)) {
            let name = names.take(entry.name());
            take(Err(LostMember { name, refusal: refusal.clone() }))?;
        }
    }
    for entry in empty.iter().filter_map(|file| files.get(*file)).filter(|entry| is_member(entry)) {
        take(Ok(Member { name: names.take(entry.name()), bytes: Vec::new() }))?;
    }
    Ok(if is_locked { Err(Refusal::Encrypted) } else { Ok(()) })
}

/// Reads the list of files, which may be encrypted, too.
fn open(source: &mut Cursor<&[u8]>, password: &Password) -> Result<Archive, Refusal> {
    let mut read = |password| Archive::read_with_memory_limit(source, password, MEMORY_KIB);
    let error = match read(password) {
        Ok(archive) => return Ok(archive),
        Err(error) => error,
    };
    // With a wrong key the list makes no sense, which alone says nothing of the key.
    match read(&Password::empty()) {
        Err(Error::PasswordRequired) => Err(Refusal::Encrypted),
        _ => Err(refusal_of(&error)),
    }
}

fn is_member(entry: &ArchiveEntry) -> bool {
    !entry.is_directory() && !is_system_path(&entry.name().replace('\\', "/"))
}

fn refusal_of(error: &Error) -> Refusal {
    match error {
        Error::PasswordRequired => Refusal::Encrypted,
        Error::UnsupportedCompressionMethod(_) | Error::Unsupported(_) => {
            Refusal::Unsupported("7z的压缩方法，请解压后放入".to_owned())
        }
        Error::MaxMemLimited { .. } => Refusal::Bomb,
        _ => Refusal::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use sevenz_rust2::{
        ArchiveWriter, EncoderConfiguration, EncoderMethod, encoder_options::AesEncoderOptions,
    };

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

    fn take_all(bytes: &[u8], password: Option<&str>) -> (Taken, Result<(), Refusal>) {
        let mut taken = Taken::new();
        let result = crate::archive::read(bytes, password, &mut |member| {
            taken.push(member);
            Ok(())
        });
        (taken, result.expect("taking never fails"))
    }

    #[test]
    fn members_are_taken_out() {
        let bytes =
            archive(&[("卷一/笔录.txt", b"one"), ("__MACOSX/x", b"no"), ("../二.txt", b"two")]);
        let (taken, result) = take_all(&bytes, None);
        assert_eq!(result, Ok(()));
        let member =
            |name: &str, bytes: &[u8]| Ok(Member { name: name.to_owned(), bytes: bytes.to_vec() });
        assert_eq!(taken, [member("卷一/笔录.txt", b"one"), member("二.txt", b"two")]);
    }

    #[test]
    fn torn_archives_are_refused() {
        let bytes = archive(&[("一.txt", b"one"), ("二.txt", b"two")]);
        for length in 0..bytes.len() {
            let (taken, result) = take_all(&bytes[..length], None);
            assert!(result.is_err() || taken.iter().any(Result::is_err), "{length}");
        }
    }

    /// An archive of two files with a key, the list of them in clear or not, among two without.
    fn locked(hides_names: bool) -> Vec<u8> {
        let mut writer = ArchiveWriter::new(Cursor::new(Vec::new())).expect("an archive");
        writer.set_encrypt_header(hides_names);
        let plain = vec![EncoderMethod::LZMA2.into()];
        let options = AesEncoderOptions::new("卷宗2024".into());
        let mut secret: Vec<EncoderConfiguration> = vec![options.into()];
        secret.push(EncoderMethod::LZMA2.into());
        for (name, methods) in
            [("明.txt", &plain), ("密.txt", &secret), ("明二.txt", &plain), ("密二.txt", &secret)]
        {
            writer.set_content_methods(methods.clone());
            writer
                .push_archive_entry(ArchiveEntry::new_file(name), Some(name.as_bytes()))
                .expect("a member");
        }
        writer.finish().expect("written").into_inner()
    }

    #[test]
    fn a_password_opens_what_is_locked() {
        for hides_names in [false, true] {
            let bytes = locked(hides_names);
            for wrong in [None, Some("错误")] {
                let (taken, result) = take_all(&bytes, wrong);
                assert_eq!(result, Err(Refusal::Encrypted), "{wrong:?}");
                let names: Vec<&str> = taken.iter().flatten().map(|member| &*member.name).collect();
                let open: &[&str] = if hides_names { &[] } else { &["明.txt", "明二.txt"] };
                assert_eq!((&*names, taken.len()), (open, open.len()), "{wrong:?}");
            }
            let (taken, result) = take_all(&bytes, Some("卷宗2024"));
            assert_eq!(result, Ok(()));
            let members: Vec<Member> = taken.into_iter().flatten().collect();
            assert_eq!(members.len(), 4);
            assert!(members.iter().all(|member| member.name.as_bytes() == member.bytes));
        }
    }
}
