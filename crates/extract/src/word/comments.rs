//! Comments (批注): who says what on the text.

use super::body::{Body, Piece};
use crate::xml::{self, Element};

/// Comments that are told, and chars of each; a text with more is a draft that is still fought over.
const TOLD: usize = 200;
const CHARS: usize = 1_000;

/// The comments of `part`, in its order, each as `作者：所批的话`. One that is broken tells nothing.
pub(super) fn read(part: &str, body: &mut Body<'_>) -> Vec<String> {
    let Ok(root) = xml::parse(part) else { return Vec::new() };
    let all: Vec<String> =
        root.all("comment").filter_map(|comment| sentence(comment, body)).collect();
    let untold = all.len().saturating_sub(TOLD);
    let mut told: Vec<String> = all.into_iter().take(TOLD).collect();
    if untold > 0 {
        told.push(format!("另有{untold}条批注未列出"));
    }
    told
}

fn sentence(comment: &Element<'_>, body: &mut Body<'_>) -> Option<String> {
    let pieces = body.blocks(comment).into_iter();
    let lines: Vec<String> = pieces
        .filter_map(|piece| match piece {
            Piece::Words(words) => Some(words.split_whitespace().collect::<Vec<_>>().join(" ")),
            Piece::Picture(_) => None,
        })
        .collect();
    let words: String = lines.join("\n").chars().take(CHARS).collect();
    if words.trim().is_empty() {
        return None;
    }
    let author = comment.attribute("author").unwrap_or_default();
    let author: String = author.split_whitespace().collect::<Vec<_>>().join(" ");
    let author: String = author.chars().take(CHARS).collect();
    Some(if author.is_empty() { words } else { format!("{author}：{words}") })
}
