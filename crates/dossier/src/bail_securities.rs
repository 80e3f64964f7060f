//! Guarantors and deposits (保证人、保证金) from bail papers: decisions, letters, receipts, returns.

use std::{ops::Range, sync::LazyLock};

use anjian_core::{BailSecurity, Moment, Quote, SecurityEvent};
use regex::Regex;

use crate::{amounts::find_amounts, form::Form, moments, names::SHORTEST_NAME, people};

static GUARANTOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"保证人(?:姓名|为|系|分别为|[：（ ])?\s*(?P<name>{SHORTEST_NAME})(?:[的（，。、；：\n 监担进负]|$)|由(?:其[\p{{Han}}])?(?P<by>{SHORTEST_NAME})(?:担任|作为?)(?:其)?保证人"
    ))
    .expect("the pattern is a constant")
});

static DEPOSIT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"保证金").expect("the pattern is a constant"));

static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:存入|缴入|交入|交至|汇入|缴至|转入|打入|付至|划入)\s*(?:户名|账户|帐户|账号户名)?\s*(?:[为：])?\s*[“「\x22]?(?P<account>[^“”」\x22，。；\n]{2,40})|(?:户\s*名|账户名称|帐户名称|收款(?:单位|人|账户)|开户名)\s*[：“为 ]+(?P<named>[^”，。；\n]{2,40})")
        .expect("the pattern is a constant")
});

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Han}]{1,8}(?:（[\p{Han}]{1,6}）)?[\p{Han}]{0,4}(?:取保|保)[\p{Han}]{0,4}[〔\[（]\d{4}[〕\]）]\s*第?\s*\d{1,6}\s*号")
        .expect("the pattern is a constant")
});

static KEPT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"沿用|不再重新收取|不再收取|不重新收取|不另行收取|继续使用")
        .expect("the pattern is a constant")
});

static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"变更[^。；\n]{0,16}(?:保证方式|为保证人|为保证金|保证人)|保证方式[^。；\n]{0,12}变更",
    )
    .expect("the pattern is a constant")
});

static NOT_RETURNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^。；\n]*(?:未(?:制作|作出|办理|予)?[^。；，\n]{0,8}退还|没有退还|尚未退还|未退(?:给|付|回)|仍在专户|未能退还)[^。；\n]*").expect("the pattern is a constant")
});

/// What `form` says of the securities of those of `suspects` whom it is about.
pub fn read_securities(form: &Form<'_>, suspects: &[String]) -> Vec<BailSecurity> {
    match form.kind() {
        "bail_decision" | "bail_execution_notice" => read_decision(form, suspects),
        "bail_guarantee_letter" => read_letter(form, suspects),
        "deposit_notice" => read_money(form, suspects, SecurityEvent::DepositCollected),
        "deposit_return_decision" => read_money(form, suspects, SecurityEvent::DepositReturned),
        "deposit_forfeit_decision" => read_money(form, suspects, SecurityEvent::DepositForfeited),
        "explanation_note" => read_explanation(form, suspects),
        _ => Vec::new(),
    }
}

fn read_decision(form: &Form<'_>, suspects: &[String]) -> Vec<BailSecurity> {
    let text = form.text();
    let mut found = Vec::new();
    let subjects = crate::acts::bail_persons(form, suspects);
    let [subject] = subjects.as_slice() else {
        // A decision for several: who has which security is said by each person's own sentence.
        for subject in &subjects {
            for (at, _) in text.match_indices(subject) {
                let sentence = form.reading.sentence_range(at);
                found.extend(in_sentence(form, subject, sentence));
            }
        }
        dedup(&mut found);
        return found;
    };
    let mut start = 0;
    for line in text.split_inclusive(['。', '；', '\n']) {
        found.extend(in_sentence(form, subject, start..start + line.len()));
        start += line.len();
    }
    if let Some(changed) = CHANGED.find(text) {
        let mut security = security(form, subject, SecurityEvent::SecurityChanged);
        security.quotes.extend(form.reading.quote(changed.range()));
        found.push(security);
    }
    dedup(&mut found);
    found
}

/// A name without the words that may follow it (接受保证人张某的监督, 由张某继续担任保证人).
fn bare_name(name: &str) -> String {
    let bare =
        ["的", "继续", "监督", "担保"].iter().fold(name, |name, word| name.trim_end_matches(word));
    bare.to_owned()
}

fn dedup(found: &mut Vec<BailSecurity>) {
    let mut kept: Vec<BailSecurity> = Vec::new();
    for security in found.drain(..) {
        let is_known = kept.iter().any(|known| {
            known.event == security.event
                && known.subject == security.subject
                && known.guarantor == security.guarantor
                && known.amount_yuan == security.amount_yuan
        });
        if !is_known {
            kept.push(security);
        }
    }
    *found = kept;
}

/// The securities that one sentence of a decision orders.
fn in_sentence(form: &Form<'_>, subject: &str, sentence: Range<usize>) -> Vec<BailSecurity> {
    let text = &form.text()[sentence.clone()];
    let mut found = Vec::new();
    let quote = || form.reading.quote(sentence.clone());
    let is_signature = text.contains('捺') || text.contains("指印");
    if let Some(captures) = GUARANTOR.captures(text)
        && !is_signature
        && !CHANGED.is_match(text)
    {
        let name = captures.name("name").or_else(|| captures.name("by"));
        // A printed label whose place is empty or whose box is not ticked orders nobody.
        let is_name =
            |name: &String| name != subject && name.chars().count() >= 2 && !name.contains("保证");
        let name = name.map(|name| bare_name(name.as_str())).filter(is_name);
        if name.is_some() {
            let mut guarantor = security(form, subject, SecurityEvent::Guarantor);
            guarantor.guarantor = name;
            guarantor.quotes.extend(quote());
            found.push(guarantor);
        }
    }
    if let Some(words) = DEPOSIT.find(text)
        && !CHANGED.is_match(text)
        && !text.contains("退还保证金")
    {
        let kept = KEPT.is_match(text);
        let event = if kept { SecurityEvent::DepositKept } else { SecurityEvent::DepositOrdered };
        let amount = amount_near(text, words.start());
        if kept || amount.is_some() {
            let mut deposit = security(form, subject, event);
            deposit.amount_yuan = amount;
            deposit.account = account_in(text);
            deposit.quotes.extend(quote());
            found.push(deposit);
        }
    }
    found
}

/// A letter (取保候审保证书) counts only as one: a family's own promise (担保书) is no guarantee.
fn read_letter(form: &Form<'_>, suspects: &[String]) -> Vec<BailSecurity> {
    let text = form.text();
    if !text.contains("保证人") && !text.contains("保证书") {
        return Vec::new();
    }
    if form.document.title.contains("义务告知") {
        return Vec::new();
    }
    let Some(subject) = people::subjects(form, suspects).into_iter().next() else {
        return Vec::new();
    };
    let mut guarantor = security(form, subject, SecurityEvent::Guarantor);
    guarantor.guarantor = LETTER_NAME
        .captures(text)
        .map(|captures| captures["name"].to_owned())
        .filter(|name| name != subject);
    guarantor.decision = number_in(text);
    let words = text.find("保证").map(|at| form.reading.sentence_range(at));
    guarantor.quotes.extend(words.and_then(|range| form.reading.quote(range)));
    guarantor.quotes.extend(form.document.title_quote.clone());
    vec![guarantor]
}

static LETTER_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:我叫|我是|本人|保证人[：是为]?|^|\n)\s*(?P<name>{SHORTEST_NAME})\s*(?:，|（|系)"
    ))
    .expect("the pattern is a constant")
});

/// A paper about money: collected, returned, forfeited.
fn read_money(form: &Form<'_>, suspects: &[String], event: SecurityEvent) -> Vec<BailSecurity> {
    let text = form.text();
    let Some(subject) = people::subjects(form, suspects).into_iter().next() else {
        return Vec::new();
    };
    let at = text.find("保证金").unwrap_or(0);
    let after_title = text[at..].find('\n').map_or(at, |end| at + end);
    let mut deposit = security(form, subject, event);
    deposit.amount_yuan = find_amounts(&text[after_title..])
        .first()
        .or(find_amounts(text).first())
        .map(|(amount, _)| *amount);
    deposit.account = account_in(text);
    deposit.decision = number_in_body(form);
    let paid = PAID
        .find_iter(text)
        .find_map(|found| Some((form.moment_in(found.range())?, found.range())));
    if let Some((moment, words)) = paid {
        deposit.date = Some(moment);
        deposit.quotes.extend(form.reading.quote(words));
    }
    let amount_words = find_amounts(&text[after_title..])
        .first()
        .map(|(_, range)| form.reading.sentence_range(after_title + range.start));
    deposit.quotes.splice(0..0, amount_words.and_then(|range| form.reading.quote(range)));
    vec![deposit]
}

static PAID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[^\n。]*(?:收讫|收款|缴款|交款|退款|回单|存入日期|缴纳日期|交纳日期|退还日期|领取)[^\n。]*")
        .expect("the pattern is a constant")
});

/// A note that a deposit was collected or not returned.
fn read_explanation(form: &Form<'_>, suspects: &[String]) -> Vec<BailSecurity> {
    let text = form.text();
    if !text.contains("保证金") {
        return Vec::new();
    }
    let Some(found) = NOT_RETURNED.find(text) else { return Vec::new() };
    let Some(subject) = people::subjects(form, suspects).into_iter().next() else {
        return Vec::new();
    };
    let mut deposit = security(form, subject, SecurityEvent::DepositNotReturned);
    deposit.quotes.extend(form.reading.quote(found.range()));
    vec![deposit]
}

fn security(form: &Form<'_>, subject: &str, event: SecurityEvent) -> BailSecurity {
    let is_decision = form.kind() == "bail_decision";
    BailSecurity {
        event,
        document: form.index,
        subject: subject.to_owned(),
        guarantor: None,
        amount_yuan: None,
        account: None,
        decision: is_decision.then(|| form.document.number.clone()).flatten(),
        authority: form.document.authority.clone(),
        date: dated(form, subject),
        quotes: Vec::<Quote>::new(),
    }
}

/// The paper's closing, or the day beside the person's signature.
fn dated(form: &Form<'_>, subject: &str) -> Option<Moment> {
    let closing = form.reference().map(Moment::day);
    closing.or_else(|| {
        let after = form.text().rfind(subject)?;
        moments::first_moment(&form.text()[after..], None)
    })
}

fn number_in(text: &str) -> Option<String> {
    NUMBER.find(text).map(|found| squeeze(found.as_str()))
}

/// The decision's number in the body, not the paper's own number below its title.
fn number_in_body(form: &Form<'_>) -> Option<String> {
    let own = form.document.number.clone();
    NUMBER
        .find_iter(form.text())
        .map(|found| squeeze(found.as_str()))
        .find(|number| Some(number) != own.as_ref())
}

/// The number without spaces and without the words that may run into it (根据…字〔2024〕1号).
fn squeeze(number: &str) -> String {
    let bare: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    let from =
        bare.rfind(['以', '据', '按', '照', '依', '经']).map_or(0, |at| at + '以'.len_utf8());
    // 经 is also the short name of an economic crime unit: 云公（经）取保字.
    if bare[from..].starts_with('）') { bare } else { bare[from..].to_owned() }
}

fn amount_near(text: &str, at: usize) -> Option<i64> {
    let amounts = find_amounts(text);
    amounts
        .iter()
        .find(|(_, range)| range.start >= at)
        .or_else(|| amounts.first())
        .map(|(amount, _)| *amount)
}

fn account_in(text: &str) -> Option<String> {
    ACCOUNT.captures_iter(text).find_map(|captures| {
        let account = captures.name("account").or_else(|| captures.name("named"))?;
        let account = account.as_str().trim_matches(['“', '”', ' ', '"']);
        // "存入银行" alone names no account.
        (account.chars().count() >= 4).then(|| account.to_owned())
    })
}
