//! What a record itself says of the gender of its officers (女工作人员在场, 刑诉法第二百八十一条第三款):
//! "今天由我们两名男民警对你讯问", "所里女民警外出培训".

use std::sync::LazyLock;

use anjian_core::{Quote, Record, facts::StaffNote, person::Gender};
use regex::Regex;

use crate::form::Form;

/// Words for staff behind 男 or 女.
const STAFF: &str =
    "民警|警察|警官|干警|警员|侦查员|侦查人员|办案人员|工作人员|检察官|检察人员|同志|警";

static NO_WOMAN: LazyLock<Regex> = LazyLock::new(|| {
    let away = "外出|在外|不在|没在|未在|没有|未到|没到|没来|休假|休息|轮休|调休|培训|出差|请假|学习|抽不开|走不开|无法|未能|不能|产假|病假|值班去";
    Regex::new(&format!(
        r"女性?(?:{STAFF})[^。，？；\n]{{0,10}}(?:{away})|(?:没有|没|无|未安排|未通知|未派|找不到|暂无|缺少|联系不上|叫不到)(?:到|其他|有|在岗的?|值班的?|合适的?)*女性?(?:{STAFF})"
    ))
    .expect("the pattern is a constant")
});

static ALL_MEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:[两二俩2三3]\s*(?:名|个|位)?(?:人)?|都|均|全)(?:都|均|全)?(?:是|为|系)?男性?(?:{STAFF}|的)"
    ))
    .expect("the pattern is a constant")
});

/// The words that no woman was there.
pub(super) fn read_absence(form: &Form<'_>) -> Option<Quote> {
    let text = form.text();
    let found = NO_WOMAN.find_iter(text).find(|found| {
        // "女民警有没有在场？" asks, "是否有女民警" too.
        let asked = ["有没有", "是否", "吗"].iter().any(|word| found.as_str().contains(word));
        !asked && !text[..found.start()].ends_with('有')
    })?;
    form.reading.quote(form.reading.sentence_range(found.start()))
}

/// All officers of `record` are men where its questions or notes say so of those who put them.
pub(crate) fn read_men(form: &Form<'_>, record: &Record) -> Vec<StaffNote> {
    let text = form.text();
    let Some(found) = ALL_MEN.find_iter(text).find(|found| {
        let line = &text[form.reading.line_range(found.start())];
        let sentence = &text[form.reading.sentence_range(found.start())];
        // What the person answers is about others: "打我的两个都是男的".
        let is_answer = line.trim_start().starts_with('答');
        let is_of_officers = ["我们", "讯问", "询问", "问你", "办案", "民警", "记录人"]
            .iter()
            .any(|word| sentence.contains(word));
        let is_asked = sentence.contains("是否") || sentence.contains("是不是");
        !is_answer && is_of_officers && !is_asked
    }) else {
        return Vec::new();
    };
    let quote = form.reading.quote(form.reading.sentence_range(found.start()));
    record
        .officers
        .iter()
        .map(|officer| StaffNote {
            name: officer.name.clone(),
            number: officer.number.clone(),
            gender: Some(Gender::Male),
            is_auxiliary: false,
            quote: quote.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use anjian_core::FilePages;

    use super::*;
    use crate::Dossier;

    fn read(question: &str) -> (usize, bool) {
        let text = format!(
            "讯问笔录\n时间：2024年3月5日10时至11时\n地点：松县公安局办案区\n讯问人：李强　记录人：王磊\n被讯问人：何小雨，女，2008年1月9日出生\n问：{question}\n答：没意见。\n以上笔录我看过，和我说的相符。\n何小雨（捺印）2024年3月5日\n讯问人：李强　记录人：王磊"
        );
        let dossier = Dossier::read(vec![FilePages::unpaged("笔录.txt", text)]);
        let facts = dossier.facts();
        let men = facts.staff.iter().filter(|note| note.gender == Some(Gender::Male)).count();
        (men, facts.records.iter().any(|record| record.female_absence_quote.is_some()))
    }

    #[test]
    fn reads_that_only_men_put_the_questions() {
        assert_eq!(read("所里女民警出差，由我们两个男民警问你，行不行？"), (2, true));
        assert_eq!(read("现在没有女民警在岗，我们两人都是男民警，你有意见吗？"), (2, true));
        assert_eq!(read("今天讯问你的均为男性民警，是否同意？"), (2, false));
        assert_eq!(read("我们是松县公安局民警，女民警在隔壁，要不要叫来？"), (0, false));
    }
}
