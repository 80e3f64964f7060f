//! The numbers of lists (`numbering.xml`): a document holds only which list and level a paragraph is
//! of, and its reader counts.

use std::collections::{HashMap, HashSet};

use super::number_format::write_number;
use crate::xml::Element;

/// Levels of a list.
const LEVELS: usize = 9;
/// Longest label; one of a real list has ten characters.
const LABEL_CHARS: usize = 40;

/// The lists that a document defines.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    lists: HashMap<String, List>,
    instances: HashMap<String, Instance>,
    counters: Counters,
}

/// An abstract list: how each level is written.
#[derive(Debug, Default, Clone)]
struct List {
    levels: [Option<Level>; LEVELS],
    /// The list of this style stands in for this one.
    style: Option<String>,
}

/// How a level of a list is written.
#[derive(Debug, Default, Clone)]
pub(crate) struct Level {
    pub start: u32,
    /// As [`write_number`] knows it.
    pub format: String,
    /// The label; `%1` to `%9` stand for the numbers of the levels.
    pub text: String,
    /// 1-based level from which on upwards a number makes this one start again; 0 is never.
    pub restart: Option<usize>,
    /// All numbers of the label in figures.
    pub is_legal: bool,
    /// The paragraph style that is of this level.
    pub style: Option<String>,
}

/// A use of an abstract list.
#[derive(Debug, Default)]
struct Instance {
    list: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

#[derive(Debug, Default)]
struct Counters {
    /// Per abstract list: instances of one count on together.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Instances and levels whose own start has been taken.
    started: HashSet<(String, usize)>,
}

impl Numbering {
    /// Reads the root of `numbering.xml`; `style_list` tells the instance that a numbering style uses.
    pub fn read(root: &Element<'_>, style_list: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut numbering = Self::default();
        for element in root.all("abstractNum") {
            let mut list = List {
                style: element.child("numStyleLink").and_then(|link| link.attribute("val")),
                ..List::default()
            };
            for (place, level) in element.all("lvl").filter_map(read_level) {
                list.levels[place] = Some(level);
            }
            numbering.lists.insert(element.attribute("abstractNumId").unwrap_or_default(), list);
        }
        for element in root.all("num") {
            let value = |child: &str| element.child(child).and_then(|child| child.attribute("val"));
            let mut instance = Instance {
                list: value("abstractNumId").unwrap_or_default(),
                ..Instance::default()
            };
            for change in element.all("lvlOverride") {
                let Some(place) = level_of(change) else { continue };
                let start = change.child("startOverride").and_then(|start| start.number("val"));
                if let Some(start) = start {
                    instance.starts.insert(place, start.max(0.0) as u32);
                }
                if let Some((_, level)) = change.child("lvl").and_then(read_level) {
                    instance.levels.insert(place, level);
                }
            }
            numbering.instances.insert(element.attribute("numId").unwrap_or_default(), instance);
        }
        numbering.follow_styles(style_list);
        numbering
    }

    /// Adds a list with its `levels` from the first on.
    pub fn add_list(&mut self, list: &str, levels: Vec<Level>) {
        let mut added = List::default();
        for (place, level) in added.levels.iter_mut().zip(levels) {
            *place = Some(level);
        }
        self.lists.insert(list.to_owned(), added);
    }

    /// Adds a use of a list.
    pub fn add_instance(&mut self, instance: &str, list: &str) {
        let added = Instance { list: list.to_owned(), ..Instance::default() };
        self.instances.insert(instance.to_owned(), added);
    }

    /// Lists that say only "as that style" get that style's levels.
    fn follow_styles(&mut self, style_list: &dyn Fn(&str) -> Option<String>) {
        let found: Vec<(String, List)> = self
            .lists
            .iter()
            .filter_map(|(id, list)| {
                let instance = self.instances.get(&style_list(list.style.as_deref()?)?)?;
                Some((id.clone(), self.lists.get(&instance.list)?.clone()))
            })
            .collect();
        self.lists.extend(found);
    }

    /// The level of `instance` that paragraphs of `style` are of.
    pub fn level_of_style(&self, instance: &str, style: &str) -> Option<usize> {
        let list = self.lists.get(&self.instances.get(instance)?.list)?;
        let is_of_style = |level: &Option<Level>| {
            level.as_ref().is_some_and(|level| level.style.as_deref() == Some(style))
        };
        list.levels.iter().position(is_of_style)
    }

    /// Counts a paragraph of `instance` on `level`, and returns its label; `None` where there is no
    /// such list.
    pub fn count(&mut self, instance: &str, level: usize) -> Option<String> {
        let found = self.instances.get(instance)?;
        let list = self.lists.get(&found.list)?;
        let level = level.min(LEVELS - 1);
        let defined = |place: usize| {
            found.levels.get(&place).or_else(|| list.levels.get(place).and_then(Option::as_ref))
        };
        let this = defined(level)?;
        let counts = self.counters.counts.entry(found.list.clone()).or_default();
        let own_start = found.starts.get(&level).copied();
        let is_first = self.counters.started.insert((instance.to_owned(), level));
        counts[level] = Some(match (counts[level], own_start) {
            (_, Some(start)) if is_first => start,
            (Some(count), _) => count.saturating_add(1),
            (None, start) => start.unwrap_or(this.start),
        });
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = defined(deeper).and_then(|level| level.restart).unwrap_or(deeper);
            if level < restart {
                *count = None;
            }
        }
        let mut label = String::new();
        let mut chars = this.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit =
                chars.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| *digit > 0);
            match digit {
                Some(digit) if c == '%' => {
                    chars.next();
                    let place = digit as usize - 1;
                    let Some(shown) = defined(place) else { continue };
                    let count = *counts[place].get_or_insert(shown.start);
                    let format = if this.is_legal { "decimal" } else { &*shown.format };
                    label.push_str(&write_number(format, count));
                }
                _ => label.push(c),
            }
        }
        if this.format == "bullet" {
            label = label.chars().map(bullet).collect();
        }
        Some(label.chars().take(LABEL_CHARS).collect())
    }
}

/// Bullets are signs of fonts of signs, whose codes mean nothing elsewhere.
fn bullet(c: char) -> char {
    if matches!(c, '\u{E000}'..='\u{F8FF}' | 'l' | 'n' | 'u' | 'o' | 'v') { '•' } else { c }
}

fn level_of(element: &Element<'_>) -> Option<usize> {
    let level = element.number("ilvl")?;
    (0.0..LEVELS as f64).contains(&level).then_some(level as usize)
}

fn read_level(element: &Element<'_>) -> Option<(usize, Level)> {
    let value = |child: &str| element.child(child).and_then(|child| child.attribute("val"));
    let number = |child: &str| element.child(child).and_then(|child| child.number("val"));
    let level = Level {
        start: number("start").unwrap_or(0.0).max(0.0) as u32,
        format: value("numFmt").unwrap_or_else(|| "decimal".to_owned()),
        text: value("lvlText").unwrap_or_default(),
        restart: number("lvlRestart").map(|level| level.max(0.0) as usize),
        is_legal: element.child("isLgl").is_some_and(super::is_on),
        style: value("pStyle"),
    };
    Some((level_of(element)?, level))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml;

    fn numbering(text: &str) -> Numbering {
        let text = format!("<w:numbering>{text}</w:numbering>");
        let root = xml::parse(&text).expect("it is XML");
        Numbering::read(&root, &|style| (style == "Outline").then(|| "2".to_owned()))
    }

    fn level(place: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl='{place}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/>{more}</w:lvl>"
        )
    }

    #[test]
    fn levels_count_and_start_again() {
        let mut numbering = numbering(&format!(
            "<w:abstractNum w:abstractNumId='0'>{}{}{}</w:abstractNum>\
             <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
             <w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>",
            level(0, "chineseCounting", "第%1条", ""),
            level(1, "chineseCountingThousand", "（%2）", ""),
            level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
        ));
        let mut count = |instance: &str, level| numbering.count(instance, level).expect("a list");
        assert_eq!(count("1", 0), "第一条");
        assert_eq!(count("1", 1), "（一）");
        assert_eq!(count("1", 1), "（二）");
        assert_eq!(count("1", 2), "1.2.1");
        assert_eq!(count("1", 0), "第二条");
        assert_eq!(count("1", 1), "（一）");
        assert_eq!(count("2", 0), "第五条");
        assert_eq!(count("2", 0), "第六条");
        assert_eq!(count("1", 0), "第七条", "instances of one list count on together");
        assert_eq!(numbering.count("9", 0), None);
    }

    #[test]
    fn a_level_may_never_start_again() {
        let mut numbering = numbering(&format!(
            "<w:abstractNum w:abstractNumId='0'>{}{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
            level(0, "upperLetter", "%1、", ""),
            level(1, "decimal", "证据%2", "<w:lvlRestart w:val='0'/>"),
        ));
        let mut count = |level| numbering.count("1", level).expect("a list");
        assert_eq!([count(0), count(1), count(0), count(1)], ["A、", "证据1", "B、", "证据2"]);
    }

    #[test]
    fn styles_lend_their_lists() {
        let mut numbering = numbering(&format!(
            "<w:abstractNum w:abstractNumId='0'><w:numStyleLink w:val='Outline'/></w:abstractNum>\
             <w:abstractNum w:abstractNumId='1'>{}</w:abstractNum>\
             <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>",
            level(3, "lowerLetter", "%4)", "<w:pStyle w:val='Heading4'/>"),
        ));
        assert_eq!(numbering.count("1", 3).as_deref(), Some("a)"));
        assert_eq!(numbering.level_of_style("2", "Heading4"), Some(3));
    }
}
