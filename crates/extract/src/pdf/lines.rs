//! Glyphs become lines: by baseline, top to bottom, left to right.

use anjian_core::{Bounds, Line, LineRole, TextSource};

use super::device::PlacedGlyph;

/// Share of an em within which baselines are one line.
const SAME_LINE: f64 = 0.45;
/// Gap, in ems beyond the glyph's own width, from which cells or signatures stand apart.
const GAP: f64 = 0.6;

/// Joins `glyphs` into lines separated by `\n`, one space where a line has a wide gap, and says where
/// each stretch between gaps stands.
pub(super) fn join(glyphs: Vec<PlacedGlyph>) -> (String, Vec<Line>) {
    let mut glyphs: Vec<PlacedGlyph> =
        glyphs.into_iter().filter(|glyph| !glyph.text.trim_matches('\0').is_empty()).collect();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<PlacedGlyph>> = Vec::new();
    let mut baseline = f64::NEG_INFINITY;
    for glyph in glyphs {
        let tolerance = glyph.size.max(1.0) * SAME_LINE;
        match rows.last_mut() {
            Some(row) if glyph.y - baseline <= tolerance => row.push(glyph),
            _ => {
                baseline = glyph.y;
                rows.push(vec![glyph]);
            }
        }
    }
    let mut page = Printed::default();
    rows.into_iter().for_each(|row| page.print(row));
    (page.text, page.lines)
}

/// The page so far.
#[derive(Default)]
struct Printed {
    text: String,
    /// Chars of `text`.
    length: usize,
    lines: Vec<Line>,
}

impl Printed {
    fn print(&mut self, mut row: Vec<PlacedGlyph>) {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        // Bold text is sometimes drawn twice, a hair apart.
        row.dedup_by(|b, a| a.text == b.text && (a.x - b.x).abs() < a.size * 0.12);
        let mut separator = if self.text.is_empty() { None } else { Some('\n') };
        let mut previous: Option<&PlacedGlyph> = None;
        for glyph in &row {
            let is_apart = previous.is_some_and(|previous| {
                let end = previous.x + previous.size * advance(&previous.text);
                glyph.x - end > glyph.size.max(previous.size) * GAP
            });
            if is_apart {
                separator = separator.or(Some(' '));
            }
            previous = Some(glyph);
            let mut bounds = Some(bounds(glyph));
            for c in glyph.text.chars().map(repair) {
                if matches!(c, ' ' | '\t' | '\u{a0}' | '\n' | '\r') {
                    separator = separator.or(Some(' '));
                } else {
                    self.put(c, &mut separator, bounds.take());
                }
            }
        }
    }

    /// Adds a char, after a pending separator; `bounds` are those of its glyph.
    fn put(&mut self, c: char, separator: &mut Option<char>, bounds: Option<Bounds>) {
        let pending = separator.take().filter(|_| !self.text.is_empty());
        if let Some(separator) = pending {
            self.text.push(separator);
            self.length += 1;
        }
        let start = self.length;
        self.text.push(c);
        self.length += 1;
        match (self.lines.last_mut(), pending) {
            (Some(line), None) => {
                line.end = self.length;
                line.bounds = bounds.map_or(line.bounds, |bounds| line.bounds.union(bounds));
            }
            _ => self.lines.push(Line {
                start,
                end: self.length,
                bounds: bounds.unwrap_or_default(),
                role: LineRole::Body,
                source: TextSource::TextLayer,
                confidence: None,
            }),
        }
    }
}

/// The box of a glyph: an em high, a fifth of it below the baseline.
fn bounds(glyph: &PlacedGlyph) -> Bounds {
    Bounds {
        left: glyph.x as f32,
        top: (glyph.y - 0.85 * glyph.size) as f32,
        right: (glyph.x + glyph.size * advance(&glyph.text)) as f32,
        bottom: (glyph.y + 0.2 * glyph.size) as f32,
    }
}

/// Width of a glyph's text in ems, near enough to see gaps: half for Latin, whole for Han.
fn advance(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// Some producers map glyphs to radicals (⼈, ⺠) that look like the characters meant.
fn repair(c: char) -> char {
    match c {
        '\u{2F00}'..='\u{2FD5}' => KANGXI.chars().nth((c as usize) - 0x2F00).unwrap_or(c),
        '⺠' => '民',
        '⻅' => '见',
        '⻓' => '长',
        '⻋' => '车',
        '⻔' => '门',
        '⻢' => '马',
        '⻚' => '页',
        '⻛' => '风',
        '⻜' => '飞',
        '⻝' => '食',
        '⻥' => '鱼',
        '⻦' => '鸟',
        '⻩' => '黄',
        '⻬' => '齐',
        '⻮' => '齿',
        '⻰' => '龙',
        '⻉' => '贝',
        '⻘' => '青',
        '⻄' => '西',
        _ => c,
    }
}

/// The 214 Kangxi radicals' characters, in the order of U+2F00 (Unicode compatibility mappings).
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::device::Visibility;

    fn glyphs(text: &str, x: f64, y: f64) -> Vec<PlacedGlyph> {
        let mut at = x;
        text.chars()
            .map(|c| {
                let text = c.to_string();
                let visibility = Visibility::Shown;
                let glyph = PlacedGlyph { text, x: at, y, size: 10.0, visibility };
                at += 10.0 * advance(&c.to_string());
                glyph
            })
            .collect()
    }

    #[test]
    fn lines_come_in_reading_order_whatever_the_stream_says() {
        let mut all = glyphs("第二行", 0.0, 30.0);
        all.extend(glyphs("名称", 0.0, 10.0));
        all.extend(glyphs("数量", 80.0, 10.4));
        assert_eq!(join(all).0, "名称 数量\n第二行");
    }

    #[test]
    fn neighbours_get_no_space_and_doubles_vanish() {
        let mut all = glyphs("2024年4月8日", 0.0, 10.0);
        all.extend(glyphs("2024年4月8日", 0.5, 10.0));
        assert_eq!(join(all).0, "2024年4月8日");
    }

    #[test]
    fn radicals_are_read_as_characters() {
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(join(glyphs("⼈⺠⽇⽉", 0.0, 10.0)).0, "人民日月");
    }
}
