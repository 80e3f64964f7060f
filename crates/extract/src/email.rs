//! Letters (EML, RFC 5322) and web pages saved as letters (MHT), by `mail-parser`: who wrote to whom
//! and when, the words, the attachments (附件) as members.

use std::borrow::Cow;

use mail_parser::{
    Address, DateTime, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};

use crate::{
    encoding::encoding_of,
    error::Refusal,
    html,
    member::{Member, Names, TakeMember},
    page::ExtractedPage,
    text,
};

/// Bytes at the front that are looked at for a head.
const HEAD_BYTES: usize = 8192;
/// Most attachments; the rest are no letter's.
const ATTACHMENTS: usize = 1_000;
/// Fields by which a letter is known; others may stand between.
const FIELDS: [&str; 16] = [
    "received",
    "return-path",
    "delivered-to",
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "reply-to",
    "sender",
    "dkim-signature",
    "content-location",
];

/// A letter that was opened.
pub(crate) struct Letter<'b> {
    message: Message<'b>,
    bytes: &'b [u8],
}

/// True for what begins with the head of a letter: three of its fields, an origin among them.
pub(crate) fn is_letter(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let head = String::from_utf8_lossy(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head));
    let mut known: Vec<String> = Vec::new();
    for line in head.trim_start_matches(['\r', '\n']).lines() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && !known.is_empty() {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { break };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        known.push(name.to_ascii_lowercase());
    }
    let has = |names: &[&str]| known.iter().any(|name| names.contains(&&**name));
    let fields = FIELDS.iter().filter(|field| known.iter().any(|name| name == *field)).count();
    fields >= 3 && has(&["from", "received", "return-path", "mime-version"])
}

/// `bytes` with a head that a parser reads: one in GB18030 without saying so becomes UTF-8.
pub(crate) fn readable(bytes: &[u8]) -> Cow<'_, [u8]> {
    let end = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .or_else(|| bytes.windows(2).position(|window| window == b"\n\n"))
        .unwrap_or(bytes.len());
    let (head, rest) = bytes.split_at(end);
    if std::str::from_utf8(head).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let head = encoding_of(head).decode(head).0;
    Cow::Owned([head.as_bytes(), rest].concat())
}

impl<'b> Letter<'b> {
    /// Opens a letter, as [`readable`] gives it.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        let message = MessageParser::default().parse(bytes).ok_or(Refusal::Damaged)?;
        Ok(Self { message, bytes })
    }

    /// The head in Chinese, a field a line, and the words; of a saved page its words alone.
    pub fn page(&self) -> Result<ExtractedPage, Refusal> {
        let body = self.body();
        let mut page = body.unwrap_or_default();
        if self.is_saved_page() {
            return if page.text.is_empty() { Err(Refusal::Empty) } else { Ok(page) };
        }
        let head = self.head();
        page.text = match (head.is_empty(), page.text.is_empty()) {
            (true, true) => return Err(Refusal::Empty),
            (true, false) => page.text,
            (false, true) => head,
            (false, false) => format!("{head}\n{}", page.text),
        };
        Ok(page)
    }

    fn head(&self) -> String {
        let message = &self.message;
        let mut lines = Vec::new();
        for (label, address) in [
            ("发件人", message.from()),
            ("收件人", message.to()),
            ("抄送", message.cc()),
            ("密送", message.bcc()),
        ] {
            let people = address.map(write_people).unwrap_or_default();
            if !people.is_empty() {
                lines.push(format!("{label}：{people}"));
            }
        }
        lines.extend(message.date().map(|date| format!("日期：{}", write_date(date))));
        if let Some(subject) = message.subject().map(one_line).filter(|subject| !subject.is_empty())
        {
            lines.push(format!("主题：{subject}"));
        }
        let names: Vec<String> = message
            .attachments()
            .take(ATTACHMENTS)
            .filter_map(attachment_name)
            .map(|name| one_line(&name))
            .collect();
        if !names.is_empty() {
            lines.push(format!("附件：{}", names.join("、")));
        }
        lines.join("\n")
    }

    /// The words: the plain form where there is one, else the HTML.
    fn body(&self) -> Option<ExtractedPage> {
        let message = &self.message;
        let of_html = |part: &MessagePart<'_>| match &part.body {
            PartType::Html(html) => Some(match self.undeclared(part, html) {
                Some(raw) => html::read(raw, None).unwrap_or_default(),
                None => html::read_text(html),
            }),
            _ => None,
        };
        if self.is_saved_page() {
            return message.html_bodies().find_map(of_html);
        }
        let plain: Vec<String> = message
            .text_bodies()
            .filter_map(|part| match &part.body {
                PartType::Text(words) => Some(match self.undeclared(part, words) {
                    Some(raw) => text::decode(raw),
                    None => words.to_string(),
                }),
                _ => None,
            })
            .collect();
        let plain = plain.join("\n").replace("\r\n", "\n").replace('\r', "\n");
        if !plain.trim().is_empty() {
            return Some(ExtractedPage { text: plain.trim_end().to_owned(), layout: None });
        }
        message.html_bodies().find_map(of_html)
    }

    /// The bytes of a part that says nothing of its encoding and was decoded with losses.
    fn undeclared(&self, part: &MessagePart<'_>, decoded: &str) -> Option<&'b [u8]> {
        let is_raw = matches!(part.encoding, Encoding::None) && decoded.contains('\u{FFFD}');
        self.bytes.get(part.offset_body as usize..part.offset_end as usize).filter(|_| is_raw)
    }

    /// A page saved as a letter is related parts and was sent to nobody.
    fn is_saved_page(&self) -> bool {
        let root = self.message.root_part();
        let is_related =
            root.is_content_type("multipart", "related") || root.is_content_type("text", "html");
        is_related && self.message.to().is_none() && self.message.received().is_none()
    }

    /// Hands out the attachments; the images of a saved page are its looks.
    pub fn attachments(&self, take: &mut TakeMember<'_>) -> std::io::Result<()> {
        if self.is_saved_page() {
            return Ok(());
        }
        let mut names = Names::default();
        for part in self.message.attachments().take(ATTACHMENTS) {
            let name = attachment_name(part).unwrap_or_else(|| unnamed(part));
            let bytes = part.contents().to_vec();
            take(Ok(Member { name: names.take(&name), bytes }))?;
        }
        Ok(())
    }
}

fn attachment_name(part: &MessagePart<'_>) -> Option<String> {
    match (part.attachment_name(), part.message()) {
        (Some(name), _) => Some(name.to_owned()),
        (None, Some(message)) => Some(format!("{}.eml", message.subject().unwrap_or("转发邮件"))),
        (None, None) => None,
    }
}

/// A name for what has none, by its kind.
fn unnamed(part: &MessagePart<'_>) -> String {
    let kind = part.content_type().and_then(|kind| kind.subtype()).unwrap_or("dat");
    let ending: String = kind.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    format!("附件.{}", ending.to_lowercase())
}

fn write_people(address: &Address<'_>) -> String {
    let person =
        |person: &mail_parser::Addr<'_>| match (person.name().map(one_line), person.address()) {
            (Some(name), Some(address)) if !name.is_empty() => format!("{name} <{address}>"),
            (_, Some(address)) => address.to_owned(),
            (name, None) => name.unwrap_or_default(),
        };
    address
        .iter()
        .map(person)
        .filter(|person| !person.is_empty())
        .collect::<Vec<String>>()
        .join("；")
}

/// As the writer's clock showed it, with its zone.
fn write_date(date: &DateTime) -> String {
    let DateTime { year, month, day, hour, minute, second, .. } = date;
    let sign = if date.tz_before_gmt { '-' } else { '+' };
    format!(
        "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}（UTC{sign}{:02}:{:02}）",
        date.tz_hour, date.tz_minute
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;

    fn text(bytes: &[u8]) -> String {
        assert!(is_letter(bytes));
        let bytes = readable(bytes);
        Letter::open(&bytes).expect("a letter").page().expect("words").text
    }

    fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        let mut members = Vec::new();
        let letter = Letter::open(bytes).expect("a letter");
        letter
            .attachments(&mut |member| {
                let member = member.expect("no attachment is lost");
                members.push((member.name, member.bytes));
                Ok(())
            })
            .expect("taking never fails");
        members
    }

    const MIXED: &str = "From: =?utf-8?B?5byg5LiJ?= <zhang@example.com>\r\nTo: li@example.com, \"Wang, W\" <w@example.com>\r\nCc: c@example.com\r\nDate: Fri, 1 Mar 2024 22:10:00 +0800\r\nSubject: =?gb2312?B?16q1s7yvvN0=?= 1\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\nz+C54NaqtMvKwg==\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>not this</p>\r\n--c--\r\n--b\r\nContent-Type: application/pdf; name=\"../x.pdf\"\r\nContent-Disposition: attachment; filename*=UTF-8''%E5%90%88%E5%90%8C.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@example.com\r\nSubject: Inner\r\nDate: Fri, 1 Mar 2024 22:10:00 +0800\r\n\r\ninner words\r\n--b--\r\n";

    #[test]
    fn the_head_is_told_in_chinese_and_attachments_are_members() {
        let text = text(MIXED.as_bytes());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "发件人：张三 <zhang@example.com>");
        assert_eq!(lines[1], "收件人：li@example.com；Wang, W <w@example.com>");
        assert_eq!(lines[2], "抄送：c@example.com");
        assert_eq!(lines[3], "日期：2024-03-01 22:10:00（UTC+08:00）");
        assert!(lines[4].starts_with("主题：") && lines[4].ends_with('1'), "{}", lines[4]);
        assert_eq!(lines[5], "附件：合同.pdf、Inner.eml");
        let words = GB18030.decode(b"\xCF\xE0\xB9\xE0\xD6\xAA\xB4\xCB\xCA\xC2").0.into_owned();
        assert_eq!(lines[6], words);

        let members = members(MIXED.as_bytes());
        assert_eq!(members[0], ("合同.pdf".to_owned(), b"%PDF-".to_vec()));
        assert_eq!(members[1].0, "Inner.eml");
        assert!(is_letter(&members[1].1), "{:?}", String::from_utf8_lossy(&members[1].1));
    }

    #[test]
    fn letters_that_hide_their_encoding_are_read() {
        let letter = "From: 张三 <z@example.com>\r\nTo: l@example.com\r\nSubject: 关于案件\r\nDate: Fri, 1 Mar 2024 22:10:00 +0800\r\n\r\n款已收到，请查收。\r\n";
        let text = text(&GB18030.encode(letter).0);
        assert!(text.contains("主题：关于案件\n款已收到，请查收。"), "{text}");
    }

    #[test]
    fn html_is_read_where_there_is_nothing_plain() {
        let letter = b"From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<div>one<br>two</div>\n";
        assert!(text(letter).ends_with("主题：x\none\ntwo"));
    }

    #[test]
    fn a_saved_page_is_its_words() {
        let page = b"From: <Saved by Blink>\r\nSubject: title\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://example.com/\r\n\r\n<p>=E7=BD=91=E9=A1=B5</p>\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://example.com/a.png\r\n\r\niVBORw==\r\n--b--\r\n";
        assert_eq!(text(page), "网页");
        assert_eq!(members(page), []);
    }

    #[test]
    fn other_texts_are_no_letters() {
        for other in ["From: nobody\n\nhello", "问：姓名\n答：张三", "a: b\nc: d\ne: f\n", ""]
        {
            assert!(!is_letter(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn torn_letters_do_no_harm() {
        for length in 0..MIXED.len() {
            if let Ok(letter) = Letter::open(&MIXED.as_bytes()[..length]) {
                let _ = letter.page();
                letter.attachments(&mut |_| Ok(())).expect("taking never fails");
            }
        }
    }
}
