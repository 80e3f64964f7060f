//! What commands print on stdout; nothing else writes there.

use std::io::Write;

use anjian_core::Quote;

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

/// Writes `printed` to stdout. A reader that closed the pipe (`| head`) is no error.
pub fn print(printed: &str) -> std::io::Result<()> {
    match std::io::stdout().lock().write_all(printed.as_bytes()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// `〔04_讯问笔录.pdf 第2页〕`
pub fn citation(quote: &Quote) -> String {
    match quote.page() {
        Some(page) => format!("〔{} 第{page}页〕", quote.file()),
        None => format!("〔{}〕", quote.file()),
    }
}

/// The words of a quote on one line.
pub fn words(quote: &Quote) -> String {
    quote.text().split_whitespace().collect::<Vec<_>>().join(" ")
}
