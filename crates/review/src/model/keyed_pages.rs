//! Pages under keys (`P12`) for one call, within a model's reach.

use anjian_core::Page;

/// Chars of dossier text in one call: some eight thousand tokens, which a small model can read.
const CALL_CHARS: usize = 8_000;

/// Pages of one call.
#[derive(Debug)]
pub(super) struct KeyedPages<'a> {
    pages: Vec<&'a Page>,
}

impl<'a> KeyedPages<'a> {
    /// As many of `pages` as one call takes, in order; at least one.
    pub fn first_of(pages: &[&'a Page]) -> Self {
        batches(pages).into_iter().next().unwrap_or(Self { pages: Vec::new() })
    }

    /// The page called `key`.
    pub fn find(&self, key: &str) -> Option<&'a Page> {
        let number: usize = key.trim().trim_start_matches(['P', 'p']).parse().ok()?;
        self.pages.get(number.checked_sub(1)?).copied()
    }

    /// The pages as a prompt shows them, each under `[P1] file 第3页`.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (number, page) in (1..).zip(&self.pages) {
            let place = page.number.map_or_else(String::new, |page| format!(" 第{page}页"));
            let words: String = page.text.chars().take(CALL_CHARS).collect();
            text.push_str(&format!("[P{number}] {}{place}\n{words}\n\n", page.file));
        }
        text
    }

    /// Pages.
    pub fn len(&self) -> usize {
        self.pages.len()
    }
}

/// All of `pages`, in order, in calls.
pub(super) fn batches<'a>(pages: &[&'a Page]) -> Vec<KeyedPages<'a>> {
    let mut batches: Vec<KeyedPages<'a>> = Vec::new();
    let mut chars = usize::MAX;
    for page in pages.iter().filter(|page| !page.text.trim().is_empty()) {
        let length = page.text.chars().count();
        match batches.last_mut() {
            Some(open) if chars + length <= CALL_CHARS => {
                open.pages.push(page);
                chars += length;
            }
            _ => {
                batches.push(KeyedPages { pages: vec![page] });
                chars = length;
            }
        }
    }
    batches
}
