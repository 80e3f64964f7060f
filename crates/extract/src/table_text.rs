//! CSV and other tables as text (逗号分隔): a row is a line, its cells stand apart by a space.

/// Rows that are looked at to tell a table from prose.
const SAMPLE: usize = 200;
/// Rows from which a text can be a table at all.
const FEWEST: usize = 2;
/// Share of the rows that must have the same number of cells.
const EVEN: f32 = 0.95;
/// Longest cell on average, in chars: prose with commas has clauses, a table has words.
const CELL_CHARS: usize = 40;
/// What stands between cells. Chinese prose has full-width commas.
const SEPARATORS: [char; 4] = [',', '\t', ';', '|'];

/// The lines of a table; `None` where `text` is prose.
pub(crate) fn read(text: &str) -> Option<String> {
    let separator = SEPARATORS.into_iter().find(|separator| is_table(text, *separator))?;
    let mut lines = String::new();
    for row in Rows::new(text, separator) {
        let words: Vec<&str> = row.iter().flat_map(|cell| cell.split_whitespace()).collect();
        if !words.is_empty() {
            if !lines.is_empty() {
                lines.push('\n');
            }
            lines.push_str(&words.join(" "));
        }
    }
    Some(lines)
}

/// True where rows have the same number of cells, more than one, and these are short. Sentences end
/// with a stop, rows do not.
fn is_table(text: &str, separator: char) -> bool {
    let rows: Vec<Vec<String>> = Rows::new(text, separator)
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        .take(SAMPLE)
        .collect();
    let Some(cells) = rows.first().map(Vec::len).filter(|cells| *cells > 1) else { return false };
    let even = rows.iter().filter(|row| row.len() == cells).count();
    let chars: usize = rows.iter().flatten().map(|cell| cell.chars().count()).sum();
    let count: usize = rows.iter().map(Vec::len).sum();
    let ends_in_stop = |row: &&Vec<String>| {
        row.last().is_some_and(|cell| {
            cell.trim_end().ends_with(['。', '.', '！', '？', '；', ';', '，', ','])
        })
    };
    let sentences = rows.iter().filter(ends_in_stop).count();
    rows.len() >= FEWEST
        && even as f32 >= EVEN * rows.len() as f32
        && chars <= CELL_CHARS * count
        && 2 * sentences < rows.len()
}

/// Rows of cells; quotes hold separators, line breaks and doubled quotes.
struct Rows<'t> {
    rest: &'t str,
    separator: char,
}

impl<'t> Rows<'t> {
    fn new(text: &'t str, separator: char) -> Self {
        let text = text.trim_start_matches('\u{FEFF}');
        // Excel's own first line, which names the separator.
        let is_hint = |line: &str| line.len() == 5 && line[..4].eq_ignore_ascii_case("sep=");
        let rest = match text.split_once('\n') {
            Some((line, rest)) if line.is_ascii() && is_hint(line.trim_end()) => rest,
            _ => text,
        };
        Self { rest, separator }
    }

    /// The next cell, and whether its row goes on.
    fn cell(&mut self) -> (String, bool) {
        let mut cell = String::new();
        let mut is_quoted = false;
        let is_opened = self.rest.starts_with('"') && self.has_closing_quote();
        let mut chars = self.rest.char_indices().peekable();
        if is_opened {
            is_quoted = true;
            chars.next();
        }
        while let Some((at, c)) = chars.next() {
            if is_quoted {
                match c {
                    '"' if chars.peek().is_some_and(|(_, next)| *next == '"') => {
                        chars.next();
                        cell.push('"');
                    }
                    '"' => is_quoted = false,
                    c => cell.push(c),
                }
            } else if c == self.separator {
                self.rest = &self.rest[at + c.len_utf8()..];
                return (unformula(cell), true);
            } else if c == '\n' {
                self.rest = &self.rest[at + 1..];
                return (unformula(cell), false);
            } else if c != '\r' {
                cell.push(c);
            }
        }
        self.rest = "";
        (unformula(cell), false)
    }

    /// A quote opens a cell only where one closes it: others are marks of inches and of speech.
    fn has_closing_quote(&self) -> bool {
        /// A cell of more bytes than this was never closed.
        const CELL_BYTES: usize = 64 << 10;
        let bytes = self.rest.as_bytes();
        let bytes = &bytes[1..bytes.len().min(CELL_BYTES)];
        let mut at = 0;
        while let Some(place) = bytes[at..].iter().position(|byte| *byte == b'"') {
            at += place + 1;
            match bytes.get(at) {
                Some(b'"') => at += 1,
                None | Some(b'\r' | b'\n') => return true,
                Some(byte) => return char::from(*byte) == self.separator,
            }
        }
        false
    }
}

/// `="00123"` is how programs keep zeros at the front in Excel.
fn unformula(cell: String) -> String {
    match cell.strip_prefix("=\"").and_then(|cell| cell.strip_suffix('"')) {
        Some(inner) => inner.to_owned(),
        None => cell,
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut row = Vec::new();
        loop {
            let (cell, goes_on) = self.cell();
            row.push(cell);
            if !goes_on {
                return Some(row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_become_lines() {
        let bank = "交易时间,对方账号,金额,摘要\r\n2024-03-01 10:00,\t6222021234567890123,\"1,200.50\",\"转账\n还款\"\r\n2024-03-02,=\"00123\",-3,\"\"\"急\"\"\"\r\n";
        assert_eq!(
            read(bank).as_deref(),
            Some(
                "交易时间 对方账号 金额 摘要\n2024-03-01 10:00 6222021234567890123 1,200.50 转账 还款\n2024-03-02 00123 -3 \"急\""
            )
        );
        assert_eq!(read("甲\t1\n乙\t2\n丙\t\n").as_deref(), Some("甲 1\n乙 2\n丙"));
        assert_eq!(read("sep=;\na;b\nc;d").as_deref(), Some("a b\nc d"));
    }

    #[test]
    fn prose_stays_prose() {
        for prose in [
            "问：姓名\n答：张三\n",
            "On Monday, he left.\nOn Tuesday, he came.\nThen, nothing.\n",
            "甲，乙\n丙，丁\n",
            "one, two",
            "他说,他不在现场,他在家里睡觉.\n后来,警察来了,他就走了.\n",
            "",
            "只有一行",
        ] {
            assert_eq!(read(prose), None, "{prose}");
        }
        let long = format!("{},{}\n", "很长的句子".repeat(20), "另一个句子".repeat(20)).repeat(5);
        assert_eq!(read(&long), None);
    }

    #[test]
    fn stray_quotes_swallow_nothing() {
        assert_eq!(
            read("尺寸,名称\n\"5寸,屏\n6寸,屏\n7寸,屏\n").as_deref(),
            Some("尺寸 名称\n\"5寸 屏\n6寸 屏\n7寸 屏")
        );
    }
}
