//! Files inside the file: members of archives (压缩包), attachments of letters (附件).

use super::{Answer, Message};
use crate::{
    archive,
    email::{self, Letter},
    error::Refusal,
};

/// Says the members of an archive, one at a time.
pub(super) fn read_archive(
    bytes: &[u8],
    answer: &mut Answer<'_>,
) -> std::io::Result<Result<(), Refusal>> {
    match archive::read(bytes, &mut |member| answer.say_member(member))? {
        Ok(()) => answer.say(&Message::Unpacked).map(Ok),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Says the words of a letter and then its attachments.
pub(super) fn read_letter(
    bytes: &[u8],
    answer: &mut Answer<'_>,
) -> std::io::Result<Result<(), Refusal>> {
    let readable = email::readable(bytes);
    let opened = Letter::open(&readable).and_then(|letter| Ok((letter.page()?, letter)));
    let (page, letter) = match opened {
        Ok(opened) => opened,
        Err(refusal) => return Ok(Err(refusal)),
    };
    answer.say(&Message::Unpaged(page))?;
    letter.attachments(&mut |member| answer.say_member(member)).map(Ok)
}
