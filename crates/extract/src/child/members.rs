//! Files inside the file: members of archives (压缩包), attachments (附件) of letters and PDFs.

use super::{Answer, Message};
use crate::{
    archive,
    email::{self, Letter},
    error::Refusal,
    member::{LostMember, Member, Names},
    pdf::Attachments,
};

/// Says the members of an archive, one at a time.
pub(super) fn read_archive(
    bytes: &[u8],
    answer: &mut Answer<'_>,
) -> std::io::Result<Result<(), Refusal>> {
    let password = answer.order.password();
    match archive::read(bytes, password, &mut |member| answer.say_member(member))? {
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

/// Says the files that a PDF carries.
pub(super) fn say_attachments(
    attachments: Attachments,
    answer: &mut Answer<'_>,
) -> std::io::Result<()> {
    let mut names = Names::default();
    for attachment in attachments.found {
        let name = names.take(&attachment.name);
        answer.say_member(Ok(Member { name, bytes: attachment.bytes }))?;
    }
    if attachments.left_out > 0 {
        let name = format!("其余{}个附件", attachments.left_out);
        answer.say_member(Err(LostMember { name, refusal: Refusal::Damaged }))?;
    }
    Ok(())
}
