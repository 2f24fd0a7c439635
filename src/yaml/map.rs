//! A map of a file, opened by its table of keys: unknown keys and wrong types are reported, the getters give what is left.

use super::{
    Entry, Key, Node, Report, Span,
    measure::{parse_duration, parse_size},
    shape::report_unknown_key,
};

/// Getters answer `None` both for what is absent and for what was reported as wrong. A list or a map with a mistake inside is still there: its
/// other parts are worth reading.
#[derive(Debug, Clone)]
pub struct Map<'n> {
    span: Span,
    entries: Vec<&'n Entry>,
    /// Keys whose values were refused.
    refused: Vec<&'n str>,
    /// The keys that may be asked for: a getter for another one is a mistake in the code.
    tables: Vec<&'static [Key]>,
}

impl<'n> Map<'n> {
    /// `place` begins the messages: "a collection", "`admin`".
    pub fn open(node: &'n Node, keys: &'static [Key], place: &str, report: &mut Report) -> Option<Self> {
        Self::open_tables(node, &[keys], place, report)
    }

    /// As `open`, where the keys stand in several tables. The first table that has a key decides.
    pub fn open_tables(node: &'n Node, tables: &[&'static [Key]], place: &str, report: &mut Report) -> Option<Self> {
        let Some(entries) = node.as_map() else {
            let message = format!("{place} must be a map of keys, not {}", node.describe());
            report.error(node.span, "wrong-type", message);
            return None;
        };
        let all = tables.iter().copied().flatten();
        let mut sound = Vec::with_capacity(entries.len());
        let mut refused = Vec::new();
        for entry in entries {
            match all.clone().find(|key| key.name == entry.key) {
                Some(key)
                    if key.shape.check(key.name, &entry.value, report) || key.shape.holds_parts_of(&entry.value) =>
                {
                    sound.push(entry);
                }
                Some(_) => refused.push(entry.key.as_str()),
                None => {
                    let names = all.clone().map(|key| key.name);
                    report_unknown_key(report, entry.key_span, (&entry.key, place), names);
                }
            }
        }
        Some(Self {
            span: node.span,
            entries: sound,
            refused,
            tables: tables.to_vec(),
        })
    }

    /// Without keys: a one-liner.
    pub fn empty(span: Span, tables: &[&'static [Key]]) -> Self {
        Self {
            span,
            entries: Vec::new(),
            refused: Vec::new(),
            tables: tables.to_vec(),
        }
    }

    pub fn entry(&self, key: &str) -> Option<&'n Entry> {
        debug_assert!(self.declares(key), "no table of keys has `{key}`");
        self.entries.iter().copied().find(|entry| entry.key == key)
    }

    /// Whether the key may stand here at all.
    pub fn declares(&self, key: &str) -> bool {
        self.tables.iter().copied().flatten().any(|known| known.name == key)
    }

    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// Not written at all: then, and only then, it may be called missing.
    pub fn lacks(&self, key: &str) -> bool {
        !self.has(key) && !self.refused.contains(&key)
    }

    pub fn text(&self, key: &str) -> Option<&'n str> {
        self.get(key)?.as_text()
    }

    pub fn boolean(&self, key: &str) -> Option<bool> {
        self.get(key)?.as_boolean()
    }

    /// Absent is false.
    pub fn is_set(&self, key: &str) -> bool {
        self.boolean(key).unwrap_or(false)
    }

    pub fn integer(&self, key: &str) -> Option<i64> {
        self.get(key)?.as_integer()
    }

    pub fn number(&self, key: &str) -> Option<f64> {
        self.get(key)?.as_number()
    }

    /// Bytes.
    pub fn size(&self, key: &str) -> Option<u64> {
        parse_size(self.get(key)?.raw()?)
    }

    pub fn duration(&self, key: &str) -> Option<std::time::Duration> {
        parse_duration(self.get(key)?.raw()?)
    }

    /// A list; a single value is a list of one.
    pub fn list(&self, key: &str) -> &'n [Node] {
        match self.get(key) {
            None => &[],
            Some(node) => node.as_list().unwrap_or(std::slice::from_ref(node)),
        }
    }

    /// The texts of a list (or the one text), with their places.
    pub fn words(&self, key: &str) -> Vec<(&'n str, Span)> {
        self.list(key)
            .iter()
            .filter_map(|node| Some((node.as_text()?, node.span)))
            .collect()
    }

    /// Where the value stands, or the map where there is none.
    pub fn span(&self, key: &str) -> Span {
        self.get(key).map_or(self.span, |node| node.span)
    }

    /// Where the key stands, or the map where there is none.
    pub fn key_span(&self, key: &str) -> Span {
        self.entry(key).map_or(self.span, |entry| entry.key_span)
    }

    /// Where the map begins.
    pub fn start(&self) -> Span {
        self.span
    }
}

#[cfg(test)]
mod tests {
    use crate::yaml::{Shape, SourceFile, key, parse, render};

    use super::*;

    const INNER: &[Key] = &[key("host", Shape::Text, "")];
    const KEYS: &[Key] = &[
        key("port", Shape::Integer(1, 65535), "The port."),
        key("mode", Shape::Word(&["safe", "never"]), ""),
        key("size", Shape::Size, ""),
        key("age", Shape::OneOf(&[Shape::Duration, Shape::False]), ""),
        key("names", Shape::List(&Shape::Text), ""),
        key("labels", Shape::OneOf(&[Shape::Text, Shape::MapOf(&Shape::Text)]), ""),
        key("database", Shape::Map(INNER), ""),
        key("on", Shape::Boolean, ""),
    ];

    fn problems(text: &str) -> String {
        let file = SourceFile::new("a.yaml", text);
        let mut report = Report::default();
        let node = parse(&file, &mut report).unwrap();
        Map::open(&node, KEYS, "the settings", &mut report);
        render(&report.into_diagnostics(), &[file], false)
    }

    #[test]
    fn getters_give_what_is_right() {
        let text = "port: 8080\nmode: safe\nsize: 8MB\nage: 2w\nnames: [a, b]\ndatabase: { host: x }\non: true\n";
        let file = SourceFile::new("a.yaml", text);
        let mut report = Report::default();
        let node = parse(&file, &mut report).unwrap();
        let map = Map::open(&node, KEYS, "the settings", &mut report).unwrap();
        assert_eq!(report.count(), 0);
        assert_eq!(
            (map.integer("port"), map.text("mode"), map.size("size")),
            (Some(8080), Some("safe"), Some(8 << 20))
        );
        assert_eq!(
            map.words("names").iter().map(|word| word.0).collect::<Vec<_>>(),
            ["a", "b"]
        );
        assert_eq!(map.duration("age").map(|age| age.as_secs()), Some(14 * 86_400));
        assert!(map.is_set("on") && map.text("labels").is_none());
    }

    #[test]
    fn names_what_is_wrong() {
        let check = |text: &str, expected: &str| assert_eq!(problems(text).trim_end(), expected.trim(), "{text}");
        check(
            "prot: 8080\n",
            "
error[unknown-key]: unknown key `prot` in the settings
 --> a.yaml:1:1
  |
1 | prot: 8080
  | ^^^^
  |
  = help: did you mean `port`?",
        );
        check(
            "on: yes\n",
            "
error[wrong-type]: `on` must be true or false, not a text
 --> a.yaml:1:5
  |
1 | on: yes
  |     ^^^
  |
  = help: write true",
        );
        let line = |text: &str, expected: &str| assert_eq!(problems(text).lines().next().unwrap_or_default(), expected);
        line("port: 70000", "error[out-of-range]: `port` must be between 1 and 65535");
        line(
            "port: '80'",
            "error[wrong-type]: `port` must be a whole number, not a text",
        );
        line("mode: saef", "error[unknown-value]: `mode` can not be `saef`");
        line(
            "size: 8 bananas",
            "error[wrong-type]: `size` must be a size such as 8MB, not a text",
        );
        line(
            "age: true",
            "error[wrong-type]: `age` must be a duration such as 30d or false, not true or false",
        );
        line(
            "names: [a, 2]",
            "error[wrong-type]: `names` must be a text, not a number",
        );
        line(
            "labels: { en: 1 }",
            "error[wrong-type]: `en` must be a text, not a number",
        );
        line(
            "database: { hots: x }",
            "error[unknown-key]: unknown key `hots` in `database`",
        );
        line(
            "- 1",
            "error[wrong-type]: the settings must be a map of keys, not a list",
        );
    }
}
