//! Plain text as a document of rich text, and back as far as it goes.

use serde_json::json;

use crate::value::Json;

/// A paragraph a line.
pub fn of_text(text: &str) -> Json {
    let paragraph = |line: &str| match line {
        "" => json!({ "type": "paragraph" }),
        line => json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] }),
    };
    json!({ "type": "doc", "content": text.lines().map(paragraph).collect::<Vec<_>>() })
}

/// The text, and whether it is all that the document says.
pub fn to_text(document: &Json) -> (String, bool) {
    let mut is_whole = true;
    let mut lines = Vec::new();
    for node in content(document) {
        let mut line = String::new();
        is_whole &= node.get("type").and_then(Json::as_str) == Some("paragraph") && node.get("attrs").is_none();
        add_text(node, &mut line, &mut is_whole);
        lines.push(line);
    }
    (lines.join("\n"), is_whole)
}

fn content(node: &Json) -> impl Iterator<Item = &Json> {
    node.get("content").and_then(Json::as_array).into_iter().flatten()
}

fn add_text(node: &Json, line: &mut String, is_whole: &mut bool) {
    for child in content(node) {
        match child.get("text").and_then(Json::as_str) {
            Some(text) => {
                *is_whole &= child.get("marks").and_then(Json::as_array).is_none_or(Vec::is_empty);
                line.push_str(text);
            }
            None => {
                *is_whole = false;
                if !line.is_empty() {
                    line.push(' ');
                }
                add_text(child, line, is_whole);
            }
        }
    }
}
