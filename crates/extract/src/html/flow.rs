//! The flow of a page: words into lines, cells into rows.

use super::tokens::Tag;

/// Tables inside each other; the layout of a letter has five. Those below are read as blocks.
const TABLES: usize = 50;
/// Hidden elements inside each other that are kept apart by name.
const HIDDEN: usize = 1_000;
/// Elements that begin and end a line.
const BLOCKS: [&str; 44] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "tr",
    "ul",
];
/// Elements that browsers don't show.
const UNSEEN: [&str; 14] = [
    "script", "style", "title", "template", "noscript", "iframe", "noembed", "noframes", "object",
    "audio", "video", "svg", "canvas", "datalist",
];
/// Elements without content.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// A page while it is read.
#[derive(Default)]
pub(super) struct Flow {
    page: Lines,
    tables: Vec<Table>,
    /// Elements open inside a hidden one, and it; words in them are not shown.
    unseen: Vec<String>,
    /// Whether what is hidden would be words if it were shown.
    is_told: bool,
    hidden: String,
    preformatted: usize,
    select: Option<Select>,
}

/// Lines of words.
#[derive(Default)]
struct Lines {
    text: String,
    /// A gap is due before the next word.
    has_gap: bool,
}

/// A table while it is read.
#[derive(Default)]
struct Table {
    rows: Lines,
    cells: Vec<Cell>,
    is_in_cell: bool,
}

#[derive(Default)]
struct Cell {
    lines: Lines,
    /// Holds a table of several rows: the table around it only arranges the page.
    is_arranged: bool,
}

/// A list to choose from, which shows its chosen entry.
#[derive(Default)]
struct Select {
    shown: Option<String>,
    is_chosen: bool,
    entry: String,
    takes_entry: bool,
}

impl Lines {
    fn word(&mut self, c: char) {
        if self.has_gap && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        self.has_gap = false;
        self.text.push(c);
    }

    fn end_line(&mut self) {
        self.has_gap = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn block(&mut self, text: &str) {
        self.end_line();
        self.text.push_str(text.trim_matches('\n'));
        self.end_line();
    }
}

impl Flow {
    pub fn open(&mut self, tag: &Tag<'_>) {
        let name = &*tag.name;
        if !self.unseen.is_empty() {
            // A paragraph ends where the next block begins.
            if self.unseen.len() == 1 && self.unseen[0] == "p" && BLOCKS.contains(&name) {
                self.unseen.clear();
            } else {
                if !VOID.contains(&name) && self.unseen.len() < HIDDEN {
                    self.unseen.push(tag.name.clone());
                }
                return;
            }
        }
        let is_hidden = is_hidden(tag);
        if UNSEEN.contains(&name) || is_hidden {
            if !VOID.contains(&name) {
                self.unseen.push(tag.name.clone());
                self.is_told = is_hidden && !UNSEEN.contains(&name);
            }
            return;
        }
        match name {
            "table" => self.open_table(),
            "tr" => self.end_row(),
            "td" | "th" => self.open_cell(),
            "br" => self.lines().end_line(),
            "pre" => self.preformatted += 1,
            "input" => self.input(tag),
            "select" => self.select = Some(Select::default()),
            "option" => {
                if let Some(select) = &mut self.select {
                    select.end_entry();
                    select.takes_entry = true;
                    select.is_chosen = tag.attribute("selected").is_some();
                }
            }
            _ => {}
        }
        if BLOCKS.contains(&name) && !matches!(name, "table" | "tr") {
            self.lines().end_line();
        }
    }

    pub fn close(&mut self, name: &str) {
        if !self.unseen.is_empty() {
            // Elements inside that were never closed end with the one around them.
            if let Some(place) = self.unseen.iter().rposition(|open| open == name) {
                self.unseen.truncate(place);
            }
            if self.unseen.is_empty() && self.is_told {
                self.hidden.push(' ');
            }
            return;
        }
        match name {
            "table" => self.end_table(),
            "tr" => self.end_row(),
            "td" | "th" => {
                if let Some(table) = self.tables.last_mut() {
                    table.is_in_cell = false;
                }
            }
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "select" => {
                if let Some(mut select) = self.select.take() {
                    select.end_entry();
                    let shown = select.shown.unwrap_or_default();
                    self.text(&shown);
                }
            }
            _ => {}
        }
        if BLOCKS.contains(&name) && !matches!(name, "table" | "tr") {
            self.lines().end_line();
        }
    }

    pub fn text(&mut self, text: &str) {
        if !self.unseen.is_empty() {
            if self.is_told {
                self.hidden.push_str(text);
            }
            return;
        }
        if let Some(select) = &mut self.select {
            if select.takes_entry {
                select.entry.push_str(text);
            }
            return;
        }
        let is_preformatted = self.preformatted > 0;
        let lines = self.lines();
        for c in text.chars() {
            match c {
                '\n' if is_preformatted => lines.end_line(),
                '\u{200B}' | '\u{FEFF}' | '\u{AD}' => {}
                // The wide space of Chinese type indents; it is no gap between words.
                '\u{3000}' if !lines.text.is_empty() && !lines.text.ends_with('\n') => {
                    lines.has_gap = true
                }
                '\u{3000}' => {}
                c if c.is_whitespace() || c.is_control() => lines.has_gap = true,
                c => lines.word(c),
            }
        }
    }

    /// The text, and the hidden words.
    pub fn finish(mut self) -> (String, String) {
        while !self.tables.is_empty() {
            self.end_table();
        }
        (self.page.text.trim_end().to_owned(), self.hidden)
    }

    fn lines(&mut self) -> &mut Lines {
        match self.tables.last_mut() {
            None => &mut self.page,
            Some(table) if table.is_in_cell => {
                if table.cells.is_empty() {
                    table.cells.push(Cell::default());
                }
                let last = table.cells.len() - 1;
                &mut table.cells[last].lines
            }
            // A caption, or words that browsers put before the table.
            Some(table) => &mut table.rows,
        }
    }

    fn open_table(&mut self) {
        self.lines().end_line();
        if self.tables.len() < TABLES {
            self.tables.push(Table::default());
        }
    }

    fn open_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cells.push(Cell::default());
            table.is_in_cell = true;
        }
    }

    fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.end_row();
        }
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        table.end_row();
        let text = table.rows.text.trim_matches('\n').to_owned();
        let has_rows = text.contains('\n');
        self.lines().block(&text);
        if let Some(cell) = self.tables.last_mut().and_then(|outer| outer.cells.last_mut()) {
            cell.is_arranged |= has_rows;
        }
    }

    /// What a form's field shows.
    fn input(&mut self, tag: &Tag<'_>) {
        let is_checked = tag.attribute("checked").is_some();
        match tag.attribute("type").unwrap_or_default().to_ascii_lowercase().as_str() {
            "checkbox" => self.text(if is_checked { "☑" } else { "☐" }),
            "radio" => self.text(if is_checked { "◉" } else { "○" }),
            "" | "text" | "tel" | "email" | "number" | "date" | "url" | "search" => {
                let value = tag.attribute("value").unwrap_or_default();
                self.text(&value);
            }
            _ => {}
        }
    }
}

impl Table {
    /// A row is a line, its cells stand apart by a space; one of a single cell, or of cells that only
    /// arrange the page, keeps its lines.
    fn end_row(&mut self) {
        self.is_in_cell = false;
        let mut cells = std::mem::take(&mut self.cells);
        cells.retain(|cell| !cell.lines.text.trim().is_empty());
        if cells.len() == 1 || cells.iter().any(|cell| cell.is_arranged) {
            cells.iter().for_each(|cell| self.rows.block(&cell.lines.text));
            return;
        }
        let words: Vec<&str> =
            cells.iter().flat_map(|cell| cell.lines.text.split_whitespace()).collect();
        if !words.is_empty() {
            self.rows.block(&words.join(" "));
        }
    }
}

impl Select {
    fn end_entry(&mut self) {
        let entry = std::mem::take(&mut self.entry).trim().to_owned();
        if self.takes_entry && (self.is_chosen || self.shown.is_none()) {
            self.shown = Some(entry);
        }
        (self.takes_entry, self.is_chosen) = (false, false);
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    let style: String = tag
        .attribute("style")
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    tag.attribute("hidden").is_some()
        || ["display:none", "visibility:hidden", "mso-hide:all"]
            .iter()
            .any(|way| style.contains(way))
}
