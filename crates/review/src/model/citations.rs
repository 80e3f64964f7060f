//! Citations in a streamed answer: `[[P12|words]]`.

/// A piece of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    /// Text.
    Text(String),
    /// A claim that `words` stand on the page called `key`; still to be checked.
    Citation {
        /// Key of the page.
        key: String,
        /// The words.
        words: String,
    },
}

/// Parses an answer as it comes; markers may be cut between chunks.
#[derive(Debug, Default)]
pub(super) struct CitationParser {
    pending: String,
}

/// A marker longer than this is none.
const MARKER_CHARS: usize = 600;

impl CitationParser {
    /// Takes a chunk; gives what is complete.
    pub fn push(&mut self, chunk: &str) -> Vec<Segment> {
        self.pending.push_str(chunk);
        let mut segments = Vec::new();
        loop {
            let Some(start) = self.pending.find("[[") else {
                // The last bracket may be the first of a marker.
                let keep = usize::from(self.pending.ends_with('['));
                let text: String = self.pending.drain(..self.pending.len() - keep).collect();
                push_text(&mut segments, text);
                return segments;
            };
            let before: String = self.pending.drain(..start).collect();
            push_text(&mut segments, before);
            match self.pending.find("]]") {
                Some(end) => {
                    let marker: String = self.pending.drain(..end + 2).collect();
                    match marker[2..end].split_once('|') {
                        Some((key, words)) => segments.push(Segment::Citation {
                            key: key.trim().to_owned(),
                            words: words.trim().to_owned(),
                        }),
                        None => push_text(&mut segments, marker),
                    }
                }
                None if self.pending.chars().count() > MARKER_CHARS => {
                    let opening: String = self.pending.drain(..2).collect();
                    push_text(&mut segments, opening);
                }
                None => return segments,
            }
        }
    }

    /// Ends the answer; gives what is left.
    pub fn finish(self) -> Vec<Segment> {
        let mut segments = Vec::new();
        push_text(&mut segments, self.pending);
        segments
    }
}

fn push_text(segments: &mut Vec<Segment>, text: String) {
    if text.is_empty() {
        return;
    }
    match segments.last_mut() {
        Some(Segment::Text(open)) => open.push_str(&text),
        _ => segments.push(Segment::Text(text)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(chunks: &[&str]) -> Vec<Segment> {
        let mut parser = CitationParser::default();
        let mut all: Vec<Segment> = Vec::new();
        for segment in chunks
            .iter()
            .flat_map(|chunk| parser.push(chunk))
            .collect::<Vec<_>>()
            .into_iter()
            .chain(parser.finish())
        {
            match segment {
                Segment::Text(text) => push_text(&mut all, text),
                citation => all.push(citation),
            }
        }
        all
    }

    #[test]
    fn finds_markers_cut_between_chunks() {
        let cited = Segment::Citation { key: "P2".into(), words: "床底下".into() };
        let expected = [Segment::Text("工具在".into()), cited, Segment::Text("。[注]".into())];
        assert_eq!(parse(&["工具在[", "[P2|床", "底下]", "]。[注]"]), expected);
        assert_eq!(parse(&["未完[[P1|"]), [Segment::Text("未完[[P1|".into())]);
    }

    proptest! {
        #[test]
        fn cutting_changes_nothing(text in "[a\\[\\]|中P1]{0,40}", at in 0usize..40) {
            let at = text.char_indices().map(|(i, _)| i).nth(at).unwrap_or(text.len());
            prop_assert_eq!(parse(&[&text[..at], &text[at..]]), parse(&[&text]));
        }
    }
}
