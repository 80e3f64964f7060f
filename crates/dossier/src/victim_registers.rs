//! Registers of the telling of victims' rights (被害人权利告知送达登记): one row a victim, with the day
//! and the signature, or with neither.

use std::{ops::Range, sync::LazyLock};

use anjian_core::facts::Victim;
use regex::Regex;

use crate::{
    form::Form,
    moments,
    names::{NAME, is_name, is_surname},
};

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:序号?|编号|No\.?)?\s*(?:被害人|受送达人|被告知人|姓名)(?:姓名|名称|（近亲属）)?\s[^\n，。]{0,40}(?:送达|签收|告知|日期|时间|联系|电话|签名)")
        .expect("the pattern is a constant")
});

static ROW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^\s*(?:\d{{1,3}}|[一二三四五六七八九十]{{1,2}})?[\s.、．]*(?P<name>{NAME})(?P<rest>(?:[\s（|/_—\-].*)?)$"
    ))
    .expect("the pattern is a constant")
});

/// A row filled with nothing but blanks, a telephone number or an address's absence.
static UNFILLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[\s_—\-/|]|空白?|（空白?）|未填|年|月|日|电话：?|1\d{10}|0\d{2,3}-?\d{7,8})*$")
        .expect("the pattern is a constant")
});

/// A row of a register.
pub(crate) struct Row {
    pub name: String,
    pub name_range: Range<usize>,
    /// True where neither day nor signature nor note stands beside the name.
    pub is_empty: bool,
}

/// Rows below a head that names a column of victims.
pub(crate) fn rows(form: &Form<'_>) -> Vec<Row> {
    let text = form.text();
    let mut rows = Vec::new();
    let mut start = 0;
    let mut is_below = false;
    for line in text.split('\n') {
        let line_start = start;
        start += line.len() + 1;
        if HEAD.is_match(line.trim()) {
            // 受送达人 and 姓名 are victims only in a paper for victims.
            is_below = line.contains("被害人") || form.document.title.contains("被害人");
            continue;
        }
        if !is_below {
            continue;
        }
        let Some(captures) = ROW.captures(line) else {
            is_below = false;
            continue;
        };
        let Some(name) = captures.name("name").filter(|name| {
            is_name(name.as_str()) && (is_surname(name.as_str()) || name.as_str().contains('·'))
        }) else {
            continue;
        };
        let rest = captures.name("rest").map_or("", |rest| rest.as_str());
        let has_day = !moments::find_moments(rest, form.reference()).is_empty();
        rows.push(Row {
            name: name.as_str().to_owned(),
            name_range: line_start + name.start()..line_start + name.end(),
            is_empty: !has_day && UNFILLED.is_match(rest),
        });
    }
    rows
}

/// True where a register tells others apart from `victim` by rows that are filled, and this row is
/// not: nobody told the victim.
pub(crate) fn is_left_out(rows: &[Row], victim: &Victim) -> bool {
    let own: Vec<&Row> = rows.iter().filter(|row| row.name == victim.name).collect();
    let others_filled = rows.iter().any(|row| row.name != victim.name && !row.is_empty);
    !own.is_empty() && others_filled && own.iter().all(|row| row.is_empty)
}

#[cfg(test)]
mod tests {
    use anjian_core::{ActKind, FilePages};

    use crate::Dossier;

    #[test]
    fn an_empty_row_is_no_telling() {
        let read = |rows: &str| {
            let text = format!(
                "松县人民检察院\n被害人诉讼权利义务告知书送达登记\n本院依法告知下列被害人有权委托诉讼代理人。\n{rows}"
            );
            let dossier = Dossier::read(vec![FilePages::unpaged("告知.txt", text)]);
            let facts = dossier.facts();
            let told: Vec<String> = facts
                .acts_of(ActKind::VictimRightTold)
                .filter_map(|act| act.subject().map(str::to_owned))
                .collect();
            (facts.victims.len(), told)
        };
        let told = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            read("序号 被害人 告知日期 签名\n1 李兰花 2024年3月5日 李兰花\n2 王有福\n"),
            (2, told(&["李兰花"]))
        );
        assert_eq!(
            read(
                "被害人姓名 联系电话 送达时间 签收\n李兰花 13900001111 3月5日 李兰花\n王有福 13900002222 \u{3000}年\u{3000}月\u{3000}日\n2024年3月5日"
            ),
            (2, told(&["李兰花"]))
        );
        assert_eq!(
            read("序 被害人 送达日期 签收\n1 李兰花 2024年3月5日 李兰花\n2 王有福 2024年3月6日 邮寄\n")
                .1,
            told(&["李兰花", "王有福"])
        );
    }
}
