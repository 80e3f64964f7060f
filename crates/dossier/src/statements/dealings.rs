//! What people questioned as witnesses tell of an own part in receiving or moving proceeds.

use std::sync::LazyLock;

use anjian_core::{RecordKind, statement::Dealing};
use regex::Regex;

use super::answers;
use crate::form::Form;

static KNOWING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:晓得|知道|明白|清楚|猜|估计|怀疑|感觉|觉得|看出|想到|料到|寻思|琢磨)[^。，；]{0,16}(?:黑钱|赃|偷|不干净|来路|来历|不正|不是[^。，；]{0,3}(?:正路|正道|正经|正规|正当|好道|好来)|有问题|抢来|骗来|骗的|犯法|违法|诈骗|赌|见不得|蹊跷|猫腻|不对劲)|(?:来路|来历|东西|货)[^。，]{0,4}(?:不正|不干净|不明)|不是[^。，]{0,3}(?:正路|正道|好道)(?:来|上)?|正经(?:钱|货|东西)不用|心里有数")
        .expect("the pattern is a constant")
});

static UNKNOWING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:不知道|不晓得|没想到|不清楚|不知情|不明白|没怀疑|想不到)")
        .expect("the pattern is a constant")
});

static CONDUCT: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    [
        ("提供银行卡、账户", r"(?:卡|U盾|账户|账号|收款码|支付宝|微信)[^。；]{0,16}(?:借给|给了?他|给他|交给|都给|拿去|提供)|借[^。，]{0,6}(?:卡|账户)|刷[^。，]{0,3}脸|人脸[^。，]{0,6}刷"),
        ("收购", r"收(?:购|了|过|的|下)|买(?:了|下|过|的)|压了?价|转卖|卖到|倒卖|转手|倒手|卖给我"),
        ("转移、取现", r"帮[^。，]{0,8}(?:取现|取钱|转账|转钱|取了)|取(?:现|了钱)[^。，]{0,8}给"),
        ("窝藏、保管", r"(?:藏|放|存)在我(?:家|这|院|屋|店)|帮[^。，]{0,6}(?:保管|藏)"),
        ("代为销售", r"帮[^。，]{0,6}(?:卖|销)|代(?:卖|销)"),
    ]
    .map(|(name, pattern)| (name, Regex::new(pattern).expect("the patterns are constants")))
    .into()
});

static REGULAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:登记|核对|查看|看)了?[^。，]{0,4}身份证|台账|(?:按|照)[^。，]{0,6}(?:市场|回收)价|开了?发票|有发票").expect("the pattern is a constant")
});

static NOT_REGULAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:没有?|未)[^。，]{0,3}(?:登记|台账|看身份证|发票)")
        .expect("the pattern is a constant")
});

/// A price paid, which buys (收购) where goods were brought: "拿来四个手机。我给了1200块".
static PAID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"给了?(?:他|她|他们|对方)?\s*[\d一二两三四五六七八九十百千万]+\s*(?:块|元)")
        .expect("the pattern is a constant")
});

static BROUGHT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"拿来|送来|带来|拉来|抱来|推来|来卖|卖给我|收货")
        .expect("the pattern is a constant")
});

/// Words of one who lost something himself: what a victim came to suspect is no guilty knowledge.
static LOST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"被骗|骗我|骗了我|骗走|上当|被偷|偷我|报了?警|报了?案")
        .expect("the pattern is a constant")
});

/// Knowledge that came later (事后得知) is none of the time of the deed.
static LATER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"后来|事后|过后|第二天|现在|今天|才|民警|听你们|听人|听说|出事|被抓")
        .expect("the pattern is a constant")
});

pub(super) fn read_dealing(form: &Form<'_>, document: usize, person: &str) -> Option<Dealing> {
    let text = form.text();
    let mut dealing: Option<Dealing> = None;
    let mut knowing = None;
    let mut unknowing = false;
    for answer in answers(text, RecordKind::Questioning) {
        let mut start = answer.range.start;
        for sentence in text[answer.range.clone()].split_inclusive(['。', '；']) {
            let range = start..start + sentence.len();
            start += sentence.len();
            if let Some(found) = KNOWING.find(sentence) {
                let before: String = sentence[..found.start()]
                    .chars()
                    .rev()
                    .take(2)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect();
                let denied = before.ends_with('不')
                    || before.contains("没")
                    || UNKNOWING.is_match(found.as_str());
                if denied {
                    unknowing = true;
                } else if LATER.is_match(&sentence[..found.end()]) || LOST.is_match(sentence) {
                    // Says nothing of what was known then.
                } else {
                    knowing = knowing.or_else(|| form.reading.quote(range.clone()));
                }
            } else if UNKNOWING.is_match(sentence) {
                unknowing = true;
            }
            let bought = PAID.is_match(sentence) && BROUGHT.is_match(&text[answer.range.clone()]);
            let conduct = CONDUCT
                .iter()
                .find(|(_, pattern)| pattern.is_match(sentence))
                .map(|(conduct, _)| *conduct)
                .or(bought.then_some("收购"));
            if dealing.is_none()
                && let Some(conduct) = conduct
            {
                dealing = Some(Dealing {
                    document,
                    person: person.to_owned(),
                    conduct: conduct.to_owned(),
                    conduct_quote: form.reading.quote(range),
                    knowing_quote: None,
                    is_regular: REGULAR.is_match(text) && !NOT_REGULAR.is_match(text),
                    is_unknowing: false,
                });
            }
        }
    }
    dealing.map(|dealing| Dealing { knowing_quote: knowing, is_unknowing: unknowing, ..dealing })
}
