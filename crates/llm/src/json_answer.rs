//! Finds the JSON object in an answer.

use serde::de::DeserializeOwned;

/// Reads `text` as the JSON asked for. Models put fences and phrases around it: what stands
/// from the first `{` to the last `}` counts.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Option<T> {
    let from = text.find('{')?;
    let to = text.rfind('}')?;
    serde_json::from_str(text.get(from..=to)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_object() {
        for text in [
            r#"{"a":1}"#,
            "```json\n{\"a\":1}\n```",
            "好的，结果如下：\n```\n{\"a\": 1}\n```\n以上。",
        ] {
            assert_eq!(
                parse::<serde_json::Value>(text),
                Some(serde_json::json!({"a": 1})),
                "{text}"
            );
        }
        for text in ["", "没有", "}{", r#"{"a":"#] {
            assert_eq!(parse::<serde_json::Value>(text), None, "{text}");
        }
    }
}
