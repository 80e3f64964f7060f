//! What records of searches (搜查笔录) say of warrant, urgency, witnesses and bodies searched.

use std::sync::LazyLock;

use anjian_core::{Quote, record::SearchNotes};
use regex::Regex;

use crate::form::Form;

static NO_WARRANT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]{0,30}(?:未|没有|没|无法|来不及|不)(?:另行?|及时|事先)?(?:办理|办|开具|开|申请|出示|持有?|携带|带|使用|用|取得|制作|签发)[^。，\n]{0,8}(?:搜查证|搜查手续)|[^。，\n]{0,20}(?:没有|无|未见)搜查证[^。\n]{0,20}|[^。，\n]{0,30}搜查证[^。\n]{0,20}(?:未|没有)(?:另行?)?(?:开具|办理|出示|重新|申请)[^。\n]{0,10}|无证搜查|搜查证(?:编号|文号|号码|号)?\s*：\s*(?:无|_+|—+|/)?\s*(?:\n|$)")
        .expect("the pattern is a constant")
});

static WARRANT_SHOWN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"出示[^。\n]{0,30}搜查证|持[^。，\n]{0,16}搜查证|(?:宣读|宣布)[^。，\n]{0,12}搜查证",
    )
    .expect("the pattern is a constant")
});

static URGENCY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。，\n]{0,20}(?:情况紧急|紧急情况|紧急情形|情形紧急|携带[^，。\n]{0,8}(?:凶器|刀具|武器|枪|爆炸|危险)|(?:隐藏|藏有|藏匿)[^，。\n]{0,10}(?:爆炸|剧毒|危险物品|犯罪嫌疑人)|(?:毁弃|毁灭|隐匿|转移|销毁)[^，。\n]{0,8}(?:证据|罪证|赃物|赃款|毒品)|可能[^，。\n]{0,6}(?:自杀|自伤))[^。\n]{0,20}")
        .expect("the pattern is a constant")
});

static NO_WITNESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]{0,40}(?:无|没有|无法找到|未能找到|找不到|不具备)[^。，\n]{0,12}(?:见证人|适合担任见证|合适的见证)[^。\n]{0,40}")
        .expect("the pattern is a constant")
});

static ABSENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。\n]{0,40}(?:不能到场|不在场|未到场|未在场|无法到场|在逃)[^。\n]{0,30}")
        .expect("the pattern is a constant")
});

static BODY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。，\n]{0,24}(?:搜身|(?:人身|身体|身上|衣裤|衣服|棉衣|外套|内衣|衣兜|裤兜|口袋|随身)[^。，\n]{0,14}(?:搜查|检查|搜出|查获|摸))[^。，\n]{0,12}|[^。，\n]{0,12}对[^。，\n]{0,12}(?:所穿|身穿)[^。，\n]{0,16}(?:搜查|检查)[^。，\n]{0,12}|搜查[^。，\n]{0,10}人身")
        .expect("the pattern is a constant")
});

static NO_WOMAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。，\n]{0,20}女(?:性)?(?:民警|工作人员|侦查员|警)[^。\n]{0,24}(?:没有到场|未到场|不在场|没有在场|未在场|未能到场|没来)[^。，\n]{0,10}|[^。，\n]{0,12}(?:无|没有|未有|未安排)女(?:性)?(?:民警|工作人员|侦查员|警)[^。，\n]{0,12}|[^。，\n]{0,24}(?:两|二|三)名男(?:性)?(?:民警|侦查员|侦查人员)[^。，\n]{0,30}")
        .expect("the pattern is a constant")
});

static WITNESSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。，\n]{0,20}(?:见证下|在场见证|全程见证|作为见证人|担任见证人|见证人[^。\n]{0,24}(?:在场|到场)|邀请[^。，\n]{0,16}见证)[^。，\n]{0,10}")
        .expect("the pattern is a constant")
});

/// Reads the notes of the search that `form` records.
pub(super) fn read_notes(form: &Form<'_>) -> SearchNotes {
    let text = form.text();
    let first = |pattern: &Regex| -> Option<Quote> {
        let found = pattern.find_iter(text).find(|found| !found.as_str().trim().is_empty())?;
        let trimmed = found.as_str().trim_end();
        form.reading.quote(found.start()..found.start() + trimmed.len())
    };
    let body = BODY
        .find_iter(text)
        .find(|found| !["未", "没有", "不"].iter().any(|word| found.as_str().contains(word)));
    SearchNotes {
        no_warrant: first(&NO_WARRANT),
        warrant_shown: first(&WARRANT_SHOWN),
        urgency: first(&URGENCY),
        no_witness: first(&NO_WITNESS),
        absence: first(&ABSENCE),
        body: body.and_then(|found| form.reading.quote(found.range())),
        no_woman: first(&NO_WOMAN),
        witnessed: first(&WITNESSED),
    }
}
