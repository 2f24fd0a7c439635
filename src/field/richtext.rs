//! `richtext`: a document as ProseMirror (and Tiptap) writes it: `{"type": "doc", "content": […]}`. Nodes and marks beyond the list are refused,
//! and so are addresses that a browser would run.

use std::sync::Arc;

use serde_json::{Map as JsonMap, json};

use crate::{
    value::{ColumnType, Json, Value},
    yaml::{Key, Map, Shape, key},
};

use super::{
    FieldKind, FieldType, Problem, TextMembers, join_path,
    mention::{FileDemand, Mention},
    reading,
    relation::FILES,
    url::is_url,
};

const MAX_DEPTH: usize = 40;
const MAX_NODES: usize = 20_000;

/// What `allow` may name, with the nodes and marks that it stands for. Paragraphs and texts are always allowed.
const WORDS: &[(&str, &[&str], &[&str])] = &[
    ("bold", &[], &["bold"]),
    ("italic", &[], &["italic"]),
    ("underline", &[], &["underline"]),
    ("strike", &[], &["strike"]),
    ("code", &[], &["code"]),
    ("link", &[], &["link"]),
    ("heading", &["heading"], &[]),
    ("list", &["bulletList", "orderedList", "listItem"], &[]),
    ("quote", &["blockquote"], &[]),
    ("code_block", &["codeBlock"], &[]),
    ("image", &["image"], &[]),
    ("table", &["table", "tableRow", "tableHeader", "tableCell"], &[]),
    ("rule", &["horizontalRule"], &[]),
    ("break", &["hardBreak"], &[]),
];

const ALLOW_WORDS: &[&str] = &[
    "bold",
    "italic",
    "underline",
    "strike",
    "code",
    "link",
    "heading",
    "list",
    "quote",
    "code_block",
    "image",
    "table",
    "rule",
    "break",
];

pub const ALLOW_KEY: Key = key(
    "allow",
    Shape::List(&Shape::Word(ALLOW_WORDS)),
    "What the text may hold; everything when absent.",
);

pub const TYPE: FieldType = FieldType {
    name: "richtext",
    summary: "Formatted text, as a ProseMirror document.",
    stored_as: "TEXT / JSONB / JSON",
    options: &[ALLOW_KEY],
    build: |options, _| {
        Some(Box::new(RichtextKind {
            allow: read_allow(options),
        }))
    },
};

/// The words of `allow`; all of them where it is absent.
pub fn read_allow(options: &Map<'_>) -> Vec<&'static str> {
    if !options.has("allow") {
        return ALLOW_WORDS.to_vec();
    }
    let given = options.words("allow");
    ALLOW_WORDS
        .iter()
        .copied()
        .filter(|word| given.iter().any(|(given, _)| given == word))
        .collect()
}

#[derive(Debug)]
struct RichtextKind {
    allow: Vec<&'static str>,
}

impl FieldKind for RichtextKind {
    /// The text nodes of the document.
    fn add_text_members(&self, members: &mut TextMembers) {
        members.names.insert("text".to_owned());
    }

    fn type_name(&self) -> &'static str {
        "richtext"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Json)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let members = json
            .as_object()
            .filter(|members| members.get("type").and_then(Json::as_str) == Some("doc"));
        let Some(members) = members else {
            return reading::refuse(
                problems,
                "type",
                "must be a document: {\"type\": \"doc\", \"content\": [ … ]}",
            );
        };
        if reading::has_nul(json) {
            return reading::refuse(problems, "type", "must not contain NUL characters");
        }
        let mut walk = Walk {
            allow: &self.allow,
            nodes: 0,
        };
        match walk.children(members, 0) {
            Ok(()) => Some(Value::Json(json.clone())),
            Err(problem) => {
                problems.push(problem);
                None
            }
        }
    }

    fn holds_keys(&self) -> bool {
        true
    }

    fn mentions(&self, value: &Json) -> Vec<Mention> {
        let mut found = Vec::new();
        add_mentions(value, "", &mut found);
        found
    }

    fn json_schema(&self) -> Json {
        let node = json!({ "type": "object", "required": ["type"], "properties": { "type": { "type": "string" } } });
        json!({
            "type": "object",
            "required": ["type"],
            "properties": { "type": { "const": "doc" }, "content": { "type": "array", "items": node } },
        })
    }

    fn options(&self) -> Json {
        json!({ "allow": self.allow })
    }
}

/// Pictures and links that lead to files of this server, and links that keep which item they lead to. The depth is bounded by `read`.
fn add_mentions(node: &Json, path: &str, found: &mut Vec<Mention>) {
    let attribute = |part: &Json, name: &str| Some(part.get("attrs")?.get(name)?.as_str()?.to_owned());
    let file = |address: String, path: String, demand| {
        Some(Mention {
            path,
            collection: FILES.to_owned(),
            key: file_of(&address)?.to_owned(),
            demand,
        })
    };
    if node.get("type").and_then(Json::as_str) == Some("image") {
        let demand = Some(Arc::new(FileDemand::picture()));
        found.extend(attribute(node, "src").and_then(|src| file(src, join_path(path, "attrs.src"), demand)));
    }
    for (position, mark) in node
        .get("marks")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .enumerate()
    {
        let path = join_path(path, &format!("marks[{position}].attrs"));
        match (attribute(mark, "collection"), attribute(mark, "item")) {
            (Some(collection), Some(key)) => found.push(Mention {
                path,
                collection,
                key,
                demand: None,
            }),
            _ => found.extend(attribute(mark, "href").and_then(|href| file(href, path, None))),
        }
    }
    for (position, child) in node
        .get("content")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .enumerate()
    {
        add_mentions(child, &join_path(path, &format!("content[{position}]")), found);
    }
}

/// `/api/assets/KEY/name.jpg?width=9` → `KEY`
fn file_of(address: &str) -> Option<&str> {
    let key = address.strip_prefix("/api/assets/")?.split(['/', '?', '#']).next()?;
    (key.len() == 36).then_some(key)
}

/// A walk through a document; it ends at the first problem.
struct Walk<'k> {
    allow: &'k [&'static str],
    nodes: usize,
}

impl Walk<'_> {
    fn children(&mut self, members: &JsonMap<String, Json>, depth: usize) -> Result<(), Problem> {
        let Some(content) = members.get("content") else {
            return Ok(());
        };
        let list = content
            .as_array()
            .ok_or_else(|| Problem::new("type", "must be a list").inside("content"))?;
        if depth >= MAX_DEPTH {
            return Err(Problem::new(
                "type",
                format!("must not be nested more than {MAX_DEPTH} deep"),
            ));
        }
        for (position, child) in list.iter().enumerate() {
            self.node(child, depth + 1)
                .map_err(|problem| problem.inside(&format!("content[{position}]")))?;
        }
        Ok(())
    }

    fn node(&mut self, json: &Json, depth: usize) -> Result<(), Problem> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(Problem::new(
                "type",
                format!("must not have more than {MAX_NODES} nodes"),
            ));
        }
        let members = json
            .as_object()
            .ok_or_else(|| Problem::new("type", "must be a node: an object with a type"))?;
        let name = members.get("type").and_then(Json::as_str).unwrap_or_default();
        if name == "text" {
            let is_text = members
                .get("text")
                .and_then(Json::as_str)
                .is_some_and(|text| !text.is_empty());
            if !is_text {
                return Err(Problem::new("type", "must be a text that is not empty").inside("text"));
            }
        } else if name != "paragraph" && !self.allows(name, |(_, nodes, _)| nodes) {
            return Err(Problem::new("in", format!("{name:?} is no node that may stand here")).inside("type"));
        }
        check_attributes(members, "src")?;
        self.marks(members)?;
        self.children(members, depth)
    }

    fn marks(&self, members: &JsonMap<String, Json>) -> Result<(), Problem> {
        let Some(marks) = members.get("marks") else {
            return Ok(());
        };
        let list = marks
            .as_array()
            .ok_or_else(|| Problem::new("type", "must be a list").inside("marks"))?;
        for (position, mark) in list.iter().enumerate() {
            self.mark(mark)
                .map_err(|problem| problem.inside(&format!("marks[{position}]")))?;
        }
        Ok(())
    }

    fn mark(&self, json: &Json) -> Result<(), Problem> {
        let members = json
            .as_object()
            .ok_or_else(|| Problem::new("type", "must be a mark: an object with a type"))?;
        let name = members.get("type").and_then(Json::as_str).unwrap_or_default();
        if !self.allows(name, |(_, _, marks)| marks) {
            return Err(Problem::new("in", format!("{name:?} is no mark that may stand here")).inside("type"));
        }
        check_attributes(members, "href")
    }

    fn allows(&self, name: &str, of: fn(&Word) -> &'static [&'static str]) -> bool {
        WORDS
            .iter()
            .any(|word| of(word).contains(&name) && self.allow.contains(&word.0))
    }
}

type Word = (&'static str, &'static [&'static str], &'static [&'static str]);

/// `attrs` is an object, and its address, where it has one, is none that a browser would run.
fn check_attributes(members: &JsonMap<String, Json>, address: &str) -> Result<(), Problem> {
    let Some(attributes) = members.get("attrs").filter(|attributes| !attributes.is_null()) else {
        return Ok(());
    };
    let attributes = attributes
        .as_object()
        .ok_or_else(|| Problem::new("type", "must be an object").inside("attrs"))?;
    match attributes.get(address) {
        None | Some(Json::Null) => Ok(()),
        Some(Json::String(text)) if is_url(text) => Ok(()),
        Some(_) => {
            let message = "must be an address such as https://example.org or /about";
            Err(Problem::new("url", message).inside(address).inside("attrs"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_hold_what_is_allowed() {
        let check = |allow: &[&'static str], content: Json, expected: Option<&str>| {
            let kind = RichtextKind { allow: allow.to_vec() };
            let mut problems = Vec::new();
            let document = json!({ "type": "doc", "content": content });
            let value = kind.read(&document, &mut problems);
            assert_eq!(value.is_none(), expected.is_some(), "{document} {problems:?}");
            assert_eq!(
                problems.first().map(|problem| problem.path.as_str()),
                expected,
                "{document}"
            );
        };
        let text = |marks: Json| json!([{ "type": "paragraph", "content": [{ "type": "text", "text": "a", "marks": marks }] }]);
        check(ALLOW_WORDS, json!([]), None);
        check(ALLOW_WORDS, text(json!([])), None);
        check(&["bold"], text(json!([{ "type": "bold" }])), None);
        check(
            &["bold"],
            text(json!([{ "type": "italic" }])),
            Some("content[0].content[0].marks[0].type"),
        );
        check(
            ALLOW_WORDS,
            text(json!([{ "type": "link", "attrs": { "href": "/x" } }])),
            None,
        );
        let script = text(json!([{ "type": "link", "attrs": { "href": "javascript:x" } }]));
        check(ALLOW_WORDS, script, Some("content[0].content[0].marks[0].attrs.href"));
        check(&[], json!([{ "type": "heading" }]), Some("content[0].type"));
        check(ALLOW_WORDS, json!([{ "type": "iframe" }]), Some("content[0].type"));
        check(
            ALLOW_WORDS,
            json!([{ "type": "text", "text": "" }]),
            Some("content[0].text"),
        );
        check(ALLOW_WORDS, json!(["x"]), Some("content[0]"));
        check(ALLOW_WORDS, json!({}), Some("content"));
        let deep = (0..60).fold(
            json!({ "type": "blockquote" }),
            |inner, _| json!({ "type": "blockquote", "content": [inner] }),
        );
        let kind = RichtextKind {
            allow: ALLOW_WORDS.to_vec(),
        };
        assert!(
            kind.read(&json!({ "type": "doc", "content": [deep] }), &mut Vec::new())
                .is_none()
        );
        assert_eq!(WORDS.iter().map(|word| word.0).collect::<Vec<_>>(), ALLOW_WORDS);
    }
}
