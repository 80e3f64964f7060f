//! Archives (压缩包), ZIP and 7z: their members one at a time. An archive within is a member like any other.

use std::io::{Cursor, Read};

use encoding_rs::GB18030;
use zip::{ZipArchive, result::ZipError};

use crate::{
    encoding::{chinese_encoding, is_gb_in_disguise},
    error::Refusal,
    member::{LostMember, Member, Names, TakeMember, is_system_path},
};

mod seven_zip;

/// Most members; a case of a hundred volumes has fewer.
const MEMBERS: usize = 5_000;
/// Most bytes that a member, and all members together, may unpack to: the size of a file that is
/// read, and of a case on one disc.
const MEMBER_BYTES: u64 = 300 << 20;
const TOTAL_BYTES: u64 = 4 << 30;
/// A member of more bytes than this may not be packed denser than this; a blank page saved as a
/// bitmap is smaller, and no print is so dense.
const DENSE_BYTES: u64 = 64 << 20;
const DENSEST: u64 = 200;

/// First bytes of a 7z.
const SEVEN_ZIP: &[u8] = b"7z\xBC\xAF\x27\x1C";

/// Hands out the files of the archive, system files left out. What can't be taken out is handed out
/// as lost. The archive is refused where it is no archive, has more members than are read, or some
/// that `password` does not open; those handed out before stay.
pub(crate) fn read(
    bytes: &[u8],
    password: Option<&str>,
    take: &mut TakeMember<'_>,
) -> std::io::Result<Result<(), Refusal>> {
    if bytes.starts_with(SEVEN_ZIP) {
        seven_zip::read(bytes, password, take)
    } else {
        read_zip(bytes, password, take)
    }
}

fn read_zip(
    bytes: &[u8],
    password: Option<&str>,
    take: &mut TakeMember<'_>,
) -> std::io::Result<Result<(), Refusal>> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Ok(Err(Refusal::Damaged));
    };
    let mut names = Names::default();
    let mut budget = Budget::default();
    let mut keys = Keys::of(password);
    let mut is_locked = false;
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_data(index) else { continue };
        let path = read_name(entry.name_raw());
        // A link's bytes are a path, no file of the case.
        if entry.is_dir() || entry.is_symlink() || is_system_path(&path.replace('\\', "/")) {
            continue;
        }
        let is_encrypted = entry.encrypted();
        budget.members += 1;
        if budget.members > MEMBERS {
            return Ok(Err(Refusal::Bomb));
        }
        let content = if is_encrypted {
            keys.unlock(&mut archive, index, &mut budget)
        } else {
            match archive.by_index(index) {
                Ok(file) => {
                    let packed = file.compressed_size();
                    budget.unpack(file, Some(packed))
                }
                Err(error) => Err(refusal_of(&error)),
            }
        };
        let taken = match content {
            // Told of the archive, whose password it is that opens it.
            Err(Refusal::Encrypted) => {
                is_locked = true;
                continue;
            }
            Ok(bytes) => Ok(Member { name: names.take(&path), bytes }),
            Err(refusal) => Err(LostMember { name: names.take(&path), refusal }),
        };
        take(taken)?;
    }
    Ok(if is_locked { Err(Refusal::Encrypted) } else { Ok(()) })
}

/// A password as the bytes that it may be: which, the archive does not say.
struct Keys {
    candidates: Vec<Vec<u8>>,
    /// True where the first has opened a member: what it does not open is damaged.
    has_opened: bool,
}

impl Keys {
    fn of(password: Option<&str>) -> Self {
        let mut candidates = Vec::new();
        if let Some(password) = password {
            candidates.push(password.as_bytes().to_vec());
            let of_windows = GB18030.encode(password).0.into_owned();
            if !candidates.contains(&of_windows) {
                candidates.push(of_windows);
            }
        }
        Self { candidates, has_opened: false }
    }

    fn unlock(
        &mut self,
        archive: &mut ZipArchive<Cursor<&[u8]>>,
        index: usize,
        budget: &mut Budget,
    ) -> Result<Vec<u8>, Refusal> {
        for (at, key) in self.candidates.iter().enumerate() {
            let unlocked = match archive.by_index_decrypt(index, key) {
                Ok(file) => {
                    let packed = file.compressed_size();
                    budget.unpack(file, Some(packed))
                }
                Err(ZipError::InvalidPassword) => continue,
                Err(error) => Err(refusal_of(&error)),
            };
            match unlocked {
                Ok(bytes) => {
                    self.candidates.swap(0, at);
                    self.has_opened = true;
                    return Ok(bytes);
                }
                // One wrong key in 256 passes the older kind's check and gives what makes no sense.
                Err(Refusal::Damaged) if !self.has_opened => {}
                Err(refusal) => return Err(refusal),
            }
        }
        Err(Refusal::Encrypted)
    }
}

/// What was handed out so far.
#[derive(Default)]
struct Budget {
    members: usize,
    bytes: u64,
}

impl Budget {
    /// The bytes of `file`, counted as they come: declared sizes can lie. `packed` is how many bytes
    /// it has in the archive, where that can be told.
    fn unpack(&mut self, file: impl Read, packed: Option<u64>) -> Result<Vec<u8>, Refusal> {
        let allowed = MEMBER_BYTES.min(TOTAL_BYTES - self.bytes);
        let mut bytes = Vec::new();
        file.take(allowed + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Damaged)?;
        let unpacked = bytes.len() as u64;
        let is_dense = packed.is_some_and(|packed| unpacked / packed.max(1) > DENSEST);
        if unpacked > allowed || (is_dense && unpacked > DENSE_BYTES) {
            return Err(Refusal::Bomb);
        }
        self.bytes += unpacked;
        Ok(bytes)
    }
}

fn refusal_of(error: &ZipError) -> Refusal {
    match error {
        ZipError::CompressionMethodNotSupported(method) => {
            Refusal::Unsupported(format!("ZIP压缩方法{method}，请解压后放入"))
        }
        _ => Refusal::Damaged,
    }
}

/// A member's name. Those of Windows in China are GB18030 and don't say so; the Info-ZIP field for
/// Unicode names has taken the name's place already where its checksum is right.
fn read_name(raw: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(raw)
        && !is_gb_in_disguise(raw)
    {
        return name.to_owned();
    }
    match chinese_encoding(raw) {
        Some(encoding) => encoding.decode_without_bom_handling(raw).0.into_owned(),
        // What DOS wrote in the West; every byte means something there.
        None => raw.iter().map(|byte| read_cp437(*byte)).collect(),
    }
}

fn read_cp437(byte: u8) -> char {
    /// Bytes 0x80 to 0xA7, the letters; the rest are lines and signs.
    const LETTERS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº";
    match byte {
        0..0x80 => char::from(byte),
        _ => LETTERS.chars().nth(usize::from(byte - 0x80)).unwrap_or('_'),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use encoding_rs::{BIG5, GB18030};
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    type Taken = Vec<Result<Member, LostMember>>;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            archive.start_file(*name, SimpleFileOptions::default()).expect("a member");
            archive.write_all(bytes).expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    }

    fn take_all(bytes: &[u8]) -> (Taken, Result<(), Refusal>) {
        unlock_all(bytes, None)
    }

    fn unlock_all(bytes: &[u8], password: Option<&str>) -> (Taken, Result<(), Refusal>) {
        let mut taken = Taken::new();
        let result = read(bytes, password, &mut |member| {
            taken.push(member);
            Ok(())
        })
        .expect("taking never fails");
        (taken, result)
    }

    fn names(taken: &Taken) -> Vec<&str> {
        taken
            .iter()
            .map(|member| match member {
                Ok(member) => &*member.name,
                Err(lost) => &*lost.name,
            })
            .collect()
    }

    /// `archive` with every `from` in its bytes made `to`, of the same length.
    fn patched(mut archive: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
        assert_eq!(from.len(), to.len());
        for start in 0..archive.len() - from.len() {
            if archive[start..].starts_with(from) {
                archive[start..start + to.len()].copy_from_slice(to);
            }
        }
        archive
    }

    #[test]
    fn members_come_with_their_folders_and_without_the_systems_files() {
        let inner = zip(&[("附件.txt", b"inner")]);
        let bytes = zip(&[
            ("卷一/讯问笔录.txt", b"one"),
            ("__MACOSX/卷一/._讯问笔录.txt", b"no"),
            ("卷一/.DS_Store", b"no"),
            ("Thumbs.db", b"no"),
            ("补充.zip", &inner),
            ("../../越界.txt", b"out"),
        ]);
        let (taken, result) = take_all(&bytes);
        assert_eq!(result, Ok(()));
        assert_eq!(names(&taken), ["卷一/讯问笔录.txt", "补充.zip", "越界.txt"]);
        assert_eq!(taken[1].as_ref().map(|member| &*member.bytes), Ok(&*inner));
    }

    #[test]
    fn names_in_chinese_encodings_are_read() {
        for (encoding, name) in [(GB18030, "讯问笔录（一）.txt"), (BIG5, "訊問筆錄（一）.txt")]
        {
            let raw = encoding.encode(name).0;
            let placeholder = "x".repeat(raw.len());
            let bytes = patched(zip(&[(&placeholder, b"1")]), placeholder.as_bytes(), &raw);
            assert_eq!(names(&take_all(&bytes).0), [name]);
        }
        assert_eq!(read_name(b"M\x81ller.txt"), "Müller.txt");
    }

    #[test]
    fn the_info_zip_field_gives_the_name() {
        let (plain, real) = (b"XXXX.txt", "讯问.txt");
        let mut field = vec![1u8];
        field.extend(crc32(plain).to_le_bytes());
        field.extend(real.as_bytes());
        let mut bytes = Vec::new();
        let extra: Vec<u8> = [0x7075u16.to_le_bytes(), (field.len() as u16).to_le_bytes()]
            .concat()
            .into_iter()
            .chain(field)
            .collect();
        let header = |central: bool| {
            let mut header = Vec::new();
            header.extend(if central { b"PK\x01\x02\x14\0" } else { b"PK\x03\x04" as &[u8] });
            header.extend([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]);
            header.extend(crc32(b"1").to_le_bytes());
            header.extend(1u32.to_le_bytes());
            header.extend(1u32.to_le_bytes());
            header.extend((plain.len() as u16).to_le_bytes());
            header.extend((extra.len() as u16).to_le_bytes());
            if central {
                header.extend([0; 14]);
            }
            header.extend(plain);
            header.extend(&extra);
            header
        };
        bytes.extend(header(false));
        bytes.push(b'1');
        let start = bytes.len() as u32;
        bytes.extend(header(true));
        let length = bytes.len() as u32 - start;
        bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
        bytes.extend(length.to_le_bytes());
        bytes.extend(start.to_le_bytes());
        bytes.extend([0, 0]);
        let (taken, result) = take_all(&bytes);
        assert_eq!((names(&taken), result), (vec![real], Ok(())));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let mut crc = !0u32;
        for byte in bytes {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
            }
        }
        !crc
    }

    #[test]
    fn a_password_opens_what_is_locked_and_what_is_not_is_read_anyway() {
        use zip::{AesMode, unstable::write::FileOptionsExt};
        const PASSWORD: &str = "卷宗2024";
        let of_windows = GB18030.encode(PASSWORD).0;
        let plain = SimpleFileOptions::default;
        for locked in [
            plain().with_aes_encryption(AesMode::Aes256, PASSWORD),
            plain().with_deprecated_encryption(PASSWORD.as_bytes()).expect("a key"),
            plain().with_deprecated_encryption(&of_windows).expect("a key"),
        ] {
            let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
            for (name, options) in [("密.txt", locked), ("明.txt", plain()), ("密二.txt", locked)]
            {
                archive.start_file(name, options).expect("a member");
                archive.write_all(name.as_bytes()).expect("written");
            }
            let bytes = archive.finish().expect("an archive").into_inner();
            for wrong in [None, Some("错误")] {
                let (taken, result) = unlock_all(&bytes, wrong);
                assert_eq!((names(&taken), result), (vec!["明.txt"], Err(Refusal::Encrypted)));
            }
            let (taken, result) = unlock_all(&bytes, Some(PASSWORD));
            assert_eq!(result, Ok(()));
            let members: Vec<(&str, &[u8])> = taken
                .iter()
                .filter_map(|member| member.as_ref().ok())
                .map(|member| (&*member.name, &*member.bytes))
                .collect();
            let same = |name: &'static str| (name, name.as_bytes());
            assert_eq!(members, ["密.txt", "明.txt", "密二.txt"].map(same));
        }
    }

    #[test]
    fn a_bomb_among_members_costs_itself() {
        let zeros = vec![0u8; (DENSE_BYTES + 1) as usize];
        let (taken, result) = take_all(&zip(&[("炸.txt", &zeros), ("好.txt", b"good")]));
        assert_eq!(result, Ok(()));
        assert_eq!(taken[0].as_ref().err().map(|lost| &lost.refusal), Some(&Refusal::Bomb));
        assert!(taken[1].is_ok());
    }

    #[test]
    fn members_are_counted() {
        let many: Vec<String> = (0..=MEMBERS).map(|number| format!("{number}.txt")).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (&**name, &b"1"[..])).collect();
        let (taken, result) = take_all(&zip(&many));
        assert_eq!((taken.len(), result), (MEMBERS, Err(Refusal::Bomb)));
    }

    #[test]
    fn a_torn_archive_is_damaged_and_never_panics() {
        let bytes = zip(&[("一.txt", b"one"), ("二.txt", &[7; 3000])]);
        for length in 0..bytes.len() {
            let (_, result) = take_all(&bytes[..length]);
            assert_eq!(result, Err(Refusal::Damaged));
        }
    }
}
