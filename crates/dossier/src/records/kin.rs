//! Guardians and adults whom a record's head names by relation, in whatever form: "监护人到场情况：其母王某到场",
//! "在场人：其父何某", "陪同：王某，系被讯问人母亲".

use std::{ops::Range, sync::LazyLock};

use anjian_core::{Attendance, Attendant, Signature};
use regex::Regex;

use crate::{
    form::Form,
    names::{NAME, SHORTEST_NAME, is_name, is_surname},
};

const KIN: &str = "养父|养母|继父|继母|父亲|母亲|祖父|祖母|爷爷|奶奶|外公|外婆|姥姥|姥爷|监护人|法定代理人|父|母|爸爸|妈妈";

const ADULTS: &str = "合适成年人|成年人|社工|班主任|老师|教师|村干部|妇联干部|妇联主任|村主任|居委会主任|志愿者|成年亲属|姑姑|姑父|舅舅|叔叔|伯父|姨妈|哥哥|姐姐";

static BEFORE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<relation>{KIN}|{ADULTS})(?:到场|在场|陪同)?\s*：?\s*(?P<name>{SHORTEST_NAME})(?:到场|在场|陪同|参加|代为|[，。；（\s]|$)"
    ))
    .expect("the pattern is a constant")
});

static AFTER_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:^|[：，。；\s由])(?P<name>{NAME})\s*[，（]?\s*(?:系|是|为)[^，。；\n（）]{{0,10}}?(?P<relation>{KIN}|{ADULTS})"
    ))
    .expect("the pattern is a constant")
});

/// Adds those of the head's lines that speak of being there, where no label named anybody.
pub(super) fn add_told(form: &Form<'_>, head: &Range<usize>, attendants: &mut Vec<Attendant>) {
    let is_adult = |known: &Attendant| {
        matches!(known.attendance, Attendance::Guardian | Attendance::AppropriateAdult)
    };
    if attendants.iter().any(is_adult) {
        return;
    }
    let mut start = head.start;
    for line in form.text()[head.clone()].split('\n') {
        let line_start = start;
        start += line.len() + 1;
        if !["到场", "在场", "陪同"].iter().any(|word| line.contains(word)) || is_denied(line)
        {
            continue;
        }
        for pattern in [&*BEFORE_NAME, &*AFTER_NAME] {
            let found = pattern
                .captures_iter(line)
                .find_map(|captures| Some((captures.name("name")?, captures.name("relation")?)));
            let Some((name, relation)) = found else { continue };
            if !is_name(name.as_str()) || !is_surname(name.as_str()) {
                continue;
            }
            let is_kin = KIN.split('|').any(|word| word == relation.as_str());
            attendants.push(Attendant {
                name: name.as_str().to_owned(),
                attendance: if is_kin {
                    Attendance::Guardian
                } else {
                    Attendance::AppropriateAdult
                },
                relation: Some(relation.as_str().to_owned()),
                signature: Signature::Absent,
                quote: form.reading.quote(line_start + name.start()..line_start + name.end()),
            });
            return;
        }
    }
}

/// "法定代理人未到场原因：…" tells of nobody there; a father away does not undo the aunt's coming.
fn is_denied(line: &str) -> bool {
    let words = line.replace("未成年", "");
    let denied =
        ["未到场", "未能到场", "没有到场", "不能到场", "无法到场", "不在场", "未在场", "不到场"];
    denied.iter().any(|word| words.contains(word)) && !words.contains("合适成年人")
}

#[cfg(test)]
mod tests {
    use anjian_core::{FilePages, Signature};

    use crate::Dossier;

    #[test]
    fn a_head_names_adults_by_relation() {
        let read = |line: &str, signature: &str| {
            let text = format!(
                "讯问笔录\n时间：2024年5月3日14时至15时\n讯问人：李强、王磊\n被讯问人：何小雨，男，2008年1月9日出生\n{line}\n问：说说。\n答：拿了手机。\n以上笔录我看过，对的。何小雨（捺印）\n{signature}\n李强 王磊"
            );
            let dossier = Dossier::read(vec![FilePages::unpaged("a.txt", text)]);
            let record = dossier.facts().records.first().expect("a record").clone();
            let signed = |a: &anjian_core::Attendant| a.signature == Signature::Present;
            record.attendants.iter().map(|a| (a.name.clone(), signed(a))).collect::<Vec<_>>()
        };
        let signed = |name: &str| vec![(name.to_owned(), true)];
        assert_eq!(read("监护人到场情况：其母王芳到场", "王芳（捺印）"), signed("王芳"));
        assert_eq!(read("在场人：其父何大山", "我在场。何大山"), signed("何大山"));
        assert_eq!(read("陪同：王芳，系何小雨母亲", "王芳 5月3日"), signed("王芳"));
        assert_eq!(read("被讯问人之父何大山到场陪同", ""), [("何大山".to_owned(), false)]);
        assert_eq!(read("法定代理人未到场原因：父亲何大山在外地", ""), []);
    }
}
