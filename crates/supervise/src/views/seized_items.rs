//! View `seized_items`: what was seized against what was transferred, returned or disposed of; one
//! view a case that has a seizure list and a list of transfer (随案移送清单).
//!
//! Fields: `person` (the holder, where all that is missing is one holder's), `missing` (texts such as
//! `手机1部`: seized and nowhere told of), `short` (texts of quantities that do not add up),
//! `cash_seized`, `cash_returned`, `cash_transferred`, `cash_missing` (yuan), `cash_explained`,
//! `transfer_rows` (rows read from lists of transfer),
//! `unknown` (transferred, not on any list of seizure), `has_other_lists` (接受证据清单 and the like).
//! Quotes: `seized` (rows that are missing or short), `transferred`, `returned`, `unknown`.

use std::collections::BTreeSet;

use anjian_core::{
    CaseFacts, Quote,
    facts::{Disposal, ListedItem, PropertyPaper, SeizureList},
};

use super::titles;
use crate::view::View;

/// Names of the same thing: what one list calls it and another may.
const ALIKE: &[&[&str]] = &[
    &["手机", "电话机", "移动电话"],
    &["榔头", "锤"],
    &["起子", "螺丝刀", "改锥", "螺丝批"],
    &["扳手", "扳子"],
    &["钳"],
    &["撬棍", "撬杠", "撬棒"],
    &["刀"],
    &["手套"],
    &["记录仪"],
    &["存储卡", "内存卡", "TF卡", "SD卡"],
    &["U盘", "优盘", "u盘", "闪存"],
    &["电脑", "主机", "笔记本"],
    &["笔记本", "记事本", "账本", "台账", "账册", "登记本"],
    &["银行卡", "储蓄卡", "信用卡", "借记卡"],
    &["身份证"],
    &["残疾人证", "残疾证"],
    &[
        "晶体",
        "粉末",
        "颗粒",
        "片剂",
        "药丸",
        "毒品",
        "甲基苯丙胺",
        "冰毒",
        "海洛因",
        "氯胺酮",
        "麻古",
        "大麻",
    ],
    &["摩托车"],
    &["三轮车"],
    &["面包车", "轿车", "货车", "皮卡", "客车", "汽车", "小车", "机动车"],
    &["烟"],
    &["酒"],
    &["油"],
    &["棍", "棒", "管"],
    &["印章", "公章"],
];

/// Words that name money.
const CASH: &[&str] = &["现金", "人民币", "赃款", "现钞", "款", "百元", "零钱"];

struct Row<'f> {
    item: &'f ListedItem,
    holder: &'f str,
    number: f64,
    unit: String,
}

/// The view, where the case has both kinds of list.
pub(super) fn views(facts: &CaseFacts) -> Vec<View> {
    let of = |disposal: Disposal| {
        facts.property_papers.iter().filter(move |paper| paper.disposal == disposal)
    };
    let rows: Vec<Row<'_>> = facts.seizure_lists.iter().flat_map(rows_of).collect();
    if rows.is_empty() || of(Disposal::Transferred).next().is_none() {
        return Vec::new();
    }
    let told: String = facts.property_papers.iter().map(|paper| paper.text.as_str()).collect();
    let gone: Vec<Row<'_>> = facts.property_papers.iter().flat_map(paper_rows).collect();
    let is_cash = |row: &&Row<'_>| is_cash(&row.item.name, &row.unit);
    let mut found = Found::default();
    let mut groups: BTreeSet<Vec<usize>> = BTreeSet::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| !is_cash(row)) {
        if !is_told(row, &told) {
            found.missing.push(format!("{}{}", row.item.name, quantity_text(row)));
            found.note(row);
        } else if !row.unit.is_empty() {
            let alike: Vec<usize> = rows
                .iter()
                .enumerate()
                .filter(|(other, candidate)| *other == at || are_alike(row, candidate))
                .map(|(other, _)| other)
                .collect();
            groups.insert(alike);
        }
    }
    for group in groups {
        found.compare(&group, &rows, &gone, &told);
    }
    let sum = |rows: &[Row<'_>]| rows.iter().filter(is_cash).map(|row| row.number).sum::<f64>();
    let seized = sum(&rows);
    let gone_of = |disposal: Disposal| {
        let rows: Vec<Row<'_>> = of(disposal).flat_map(paper_rows).collect();
        sum(&rows)
    };
    let (returned, transferred) = (gone_of(Disposal::Returned), gone_of(Disposal::Transferred));
    let lacking = seized - returned - transferred;
    for row in rows.iter().filter(is_cash).filter(|_| lacking > 0.0) {
        found.note(row);
    }
    vec![found.view(facts, Cash { seized, returned, transferred, lacking }, &told, &rows)]
}

struct Cash {
    seized: f64,
    returned: f64,
    transferred: f64,
    lacking: f64,
}

#[derive(Default)]
struct Found {
    missing: Vec<String>,
    short: Vec<String>,
    holders: BTreeSet<String>,
    quotes: Vec<Quote>,
}

impl Found {
    fn note(&mut self, row: &Row<'_>) {
        self.holders.insert(row.holder.to_owned());
        self.quotes.extend(row.item.quote.clone());
    }

    /// Compares what was seized of one kind of thing with what went out, in one unit.
    fn compare(&mut self, group: &[usize], rows: &[Row<'_>], gone: &[Row<'_>], told: &str) {
        let own: Vec<&Row<'_>> = group.iter().filter_map(|at| rows.get(*at)).collect();
        let Some(first) = own.first() else { return };
        let alike: Vec<&Row<'_>> = gone.iter().filter(|row| are_alike(first, row)).collect();
        let one_unit = own.iter().chain(&alike).all(|row| row.unit == first.unit);
        if alike.is_empty() || !one_unit {
            return;
        }
        let seized: f64 = own.iter().map(|row| row.number).sum();
        let went: f64 = alike.iter().map(|row| row.number).sum();
        let lacking = seized - went;
        if lacking > 0.001
            && !names_number(told, lacking, &first.unit)
            && !names_number(told, seized, &first.unit)
        {
            self.short.push(format!(
                "{}扣押{}{unit}、移送和发还共{}{unit}",
                first.item.name,
                number_text(seized),
                number_text(went),
                unit = first.unit
            ));
            for row in own {
                self.note(row);
            }
        }
    }

    fn view(self, facts: &CaseFacts, cash: Cash, told: &str, rows: &[Row<'_>]) -> View {
        let one = if self.holders.len() == 1 { self.holders.first() } else { None };
        let mut view = View::of(one.map_or("", String::as_str));
        view.set("missing", self.missing);
        view.set("short", self.short);
        view.set("cash_seized", number_text(cash.seized));
        view.set("transfer_rows", transfer_rows(facts));
        view.set("cash_returned", number_text(cash.returned));
        view.set("cash_transferred", number_text(cash.transferred));
        let lacking: i64 = number_text(cash.lacking.round()).parse().unwrap_or(0);
        view.set("cash_missing", lacking);
        let explained =
            names_number(told, cash.lacking, "元") || names_number(told, cash.lacking, "");
        view.set("cash_explained", cash.lacking > 0.0 && explained);
        view.cite("seized", self.quotes);
        let transferred =
            facts.property_papers.iter().filter(|paper| paper.disposal == Disposal::Transferred);
        let cash_rows = transferred.clone().flat_map(|paper| paper.items.iter());
        let cash_rows = cash_rows.filter(|item| CASH.iter().any(|word| item.name.contains(word)));
        view.cite("transferred", cash_rows.filter_map(|item| item.quote.clone()));
        view.cite("transferred", transferred.clone().filter_map(|paper| paper.title_quote.clone()));
        let returned =
            facts.property_papers.iter().filter(|paper| paper.disposal == Disposal::Returned);
        let returned = returned.flat_map(|paper| paper.items.iter());
        view.cite("returned", returned.filter_map(|item| item.quote.clone()));
        let listed: String = rows
            .iter()
            .flat_map(|row| [row.item.name.as_str(), row.item.features.as_deref().unwrap_or("")])
            .collect();
        let unknown: Vec<&ListedItem> = transferred
            .flat_map(|paper| paper.items.iter())
            .filter(|item| {
                let row = row_of(item, "");
                !is_cash(&item.name, &row.unit)
                    && !is_told(&row, &listed)
                    && !rows.iter().any(|other| are_alike(other, &row))
            })
            .collect();
        view.set("unknown", unknown.iter().map(|item| item.name.clone()).collect::<Vec<_>>());
        view.cite("unknown", unknown.iter().filter_map(|item| item.quote.clone()));
        let other_lists = ["evidence_acceptance_list", "seizure_record", "search_record"];
        view.set("has_other_lists", facts.documents_of(&other_lists).next().is_some());
        view.searched = titles(
            facts,
            &[
                "seizure_list",
                "transfer_list",
                "return_list",
                "seizure_lifting_decision",
                "property_disposal_approval",
                "explanation_note",
            ],
            "",
        );
        view
    }
}

fn transfer_rows(facts: &CaseFacts) -> usize {
    let transferred =
        facts.property_papers.iter().filter(|paper| paper.disposal == Disposal::Transferred);
    transferred.map(|paper| paper.items.len()).sum()
}

fn rows_of(list: &SeizureList) -> impl Iterator<Item = Row<'_>> {
    let holder = list.holder_name.as_deref().unwrap_or("");
    list.items.iter().map(move |item| row_of(item, holder))
}

fn paper_rows(paper: &PropertyPaper) -> impl Iterator<Item = Row<'_>> {
    paper.items.iter().map(|item| row_of(item, ""))
}

fn row_of<'f>(item: &'f ListedItem, holder: &'f str) -> Row<'f> {
    let quantity = item.quantity.as_deref().unwrap_or("");
    let is_digit = |c: char| c.is_ascii_digit();
    let from = quantity.find(is_digit).unwrap_or(quantity.len());
    let rest = &quantity[from..];
    let end = rest.find(|c: char| !is_digit(c) && c != '.' && c != ',').unwrap_or(rest.len());
    let number = rest[..end].replace(',', "").parse().unwrap_or(0.0);
    Row { item, holder, number, unit: rest[end..].trim().to_owned() }
}

fn is_cash(name: &str, unit: &str) -> bool {
    matches!(unit, "元" | "万元") && CASH.iter().any(|word| name.contains(word))
}

/// The name without notes in brackets.
fn bare(name: &str) -> String {
    let mut depth = 0;
    name.chars()
        .filter(|c| {
            match c {
                '（' => depth += 1,
                '）' => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth <= 0
        })
        .collect()
}

/// The last two chars name what a thing is: 中华牌香烟, 断线钳.
fn head(name: &str) -> String {
    let chars: Vec<char> = bare(name).chars().collect();
    chars[chars.len().saturating_sub(2)..].iter().collect()
}

fn synonyms(name: &str) -> impl Iterator<Item = &'static &'static [&'static str]> + '_ {
    ALIKE.iter().filter(move |words| words.iter().any(|word| name.contains(word)))
}

/// True where a paper names the thing, in its own words or others that mean it.
fn is_told(row: &Row<'_>, told: &str) -> bool {
    let name = row.item.name.as_str();
    let head = head(name);
    if (head.chars().count() == 2 && told.contains(&head)) || told.contains(&bare(name)) {
        return true;
    }
    synonyms(name).any(|words| words.iter().any(|word| told.contains(word)))
}

fn are_alike(a: &Row<'_>, b: &Row<'_>) -> bool {
    let (a, b) = (a.item.name.as_str(), b.item.name.as_str());
    head(a) == head(b)
        || a.contains(&bare(b))
        || b.contains(&bare(a))
        || synonyms(a).any(|words| words.iter().any(|word| b.contains(word)))
}

/// True where `text` names `number` with `unit`, as a number of its own.
fn names_number(text: &str, number: f64, unit: &str) -> bool {
    let wanted = format!("{}{unit}", number_text(number));
    let plain: String = text.chars().filter(|c| *c != ',' && *c != '，').collect();
    plain.match_indices(&wanted).any(|(at, found)| {
        let before = plain[..at].chars().next_back();
        let after = plain[at + found.len()..].chars().next();
        before.is_none_or(|c| !c.is_ascii_digit() && c != '.')
            && !(unit.is_empty() && after.is_some_and(|c| c.is_ascii_digit() || c == '.'))
    })
}

fn number_text(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    format!("{rounded}")
}

fn quantity_text(row: &Row<'_>) -> String {
    row.item.quantity.clone().unwrap_or_default()
}
