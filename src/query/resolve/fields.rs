//! The `fields` parameter as paths: comma text, lists and nested objects say the same thing.

use super::Resolver;
use crate::{schema::condition::ConditionErrorKind, value::Json};

/// One wanted member: `["author", "name"]` for `author.name`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FieldPath {
    pub steps: Vec<String>,
    /// Its place in the parameter, for messages.
    pub index: usize,
}

/// More steps than any depth limit allows.
const MAX_STEPS: usize = 64;

/// Nothing said is `*`.
pub(super) fn read(resolver: &mut Resolver<'_>, json: Option<&Json>) -> Vec<FieldPath> {
    let mut reader = Reader {
        paths: Vec::new(),
        most: resolver.limits.selections,
        index: 0,
        problem: None,
    };
    match json {
        None | Some(Json::Null) => {}
        Some(Json::Array(list)) => list.iter().for_each(|json| {
            reader.read(&[], json);
            reader.index += 1;
        }),
        Some(Json::String(text)) => split_list(text).into_iter().for_each(|part| {
            reader.text(&[], part);
            reader.index += 1;
        }),
        Some(json) => reader.read(&[], json),
    }
    if let Some((index, kind)) = reader.problem {
        resolver.refuse(format!("fields[{index}]"), kind);
    }
    if reader.paths.is_empty() {
        reader.paths.push(FieldPath {
            steps: vec!["*".to_owned()],
            index: 0,
        });
    }
    reader.paths
}

struct Reader {
    paths: Vec<FieldPath>,
    most: usize,
    index: usize,
    problem: Option<(usize, ConditionErrorKind)>,
}

impl Reader {
    fn read(&mut self, before: &[String], json: &Json) {
        if before.len() > MAX_STEPS {
            return self.refuse(ConditionErrorKind::TooLarge(format!(
                "goes more than {MAX_STEPS} levels deep"
            )));
        }
        match json {
            Json::String(text) => split_list(text).into_iter().for_each(|part| self.text(before, part)),
            Json::Array(list) => list.iter().for_each(|json| self.read(before, json)),
            Json::Object(members) => members.iter().for_each(|(key, json)| {
                let mut steps = before.to_vec();
                steps.extend(split_path(key));
                // `{item: {quotes: [...]}}` is the client's way of writing `item:quotes`.
                match (key.as_str(), json) {
                    ("item", Json::Object(scopes)) => scopes.iter().for_each(|(scope, json)| {
                        let scoped = [before, &[format!("item:{scope}")]].concat();
                        self.read(&scoped, json);
                    }),
                    _ => self.read(&steps, json),
                }
            }),
            _ => self.refuse(ConditionErrorKind::Malformed("must be names of fields".to_owned())),
        }
    }

    fn text(&mut self, before: &[String], text: &str) {
        if self.paths.len() >= self.most {
            let sentence = format!("names more than {} fields", self.most);
            return self.refuse(ConditionErrorKind::TooLarge(sentence));
        }
        let mut steps = before.to_vec();
        steps.extend(split_path(text));
        if steps.len() > MAX_STEPS {
            return self.refuse(ConditionErrorKind::TooLarge(format!(
                "goes more than {MAX_STEPS} levels deep"
            )));
        }
        if steps.iter().any(String::is_empty) {
            return self.refuse(ConditionErrorKind::Malformed(
                "has an empty name between points".to_owned(),
            ));
        }
        let index = self.index;
        self.paths.push(FieldPath { steps, index });
    }

    fn refuse(&mut self, kind: ConditionErrorKind) {
        self.problem.get_or_insert((self.index, kind));
    }
}

/// Splits at commas outside of parentheses; empty parts are dropped.
pub(super) fn split_list(text: &str) -> Vec<&str> {
    split_outside(text, ',')
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Splits at points outside of parentheses; `year(author.born)` is `author` and `year(born)`.
pub(super) fn split_path(text: &str) -> Vec<String> {
    let text = text.trim();
    if let Some((function, inner)) = text.strip_suffix(')').and_then(|text| text.split_once('('))
        && !function.contains('.')
    {
        // Behind a comma stands a path inside the document.
        let (path, argument) = inner
            .split_at_checked(inner.find(',').unwrap_or(inner.len()))
            .unwrap_or((inner, ""));
        if let Some((relations, field)) = path.rsplit_once('.') {
            let mut steps: Vec<String> = relations.split('.').map(|step| step.trim().to_owned()).collect();
            steps.push(format!("{function}({}{argument})", field.trim()));
            return steps;
        }
    }
    split_outside(text, '.')
        .into_iter()
        .map(|step| step.trim().to_owned())
        .collect()
}

fn split_outside(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (position, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            found if found == separator && depth == 0 => {
                parts.extend(text.get(start..position));
                start = position + separator.len_utf8();
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_split_outside_of_parentheses() {
        let check = |text: &str, expected: &[&str]| assert_eq!(split_path(text), expected, "{text}");
        check("author.name", &["author", "name"]);
        check("year(published_at)", &["year(published_at)"]);
        check("author.year(born)", &["author", "year(born)"]);
        check("year(author.born)", &["author", "year(born)"]);
        check("json(data, a.b[0])", &["json(data, a.b[0])"]);
        check("author.json(data, a.b)", &["author", "json(data, a.b)"]);
        check("json(author.boss.data, a.b)", &["author", "boss", "json(data, a.b)"]);
        check("count(author.boss.articles)", &["author", "boss", "count(articles)"]);
        check("sections.item:quotes.text", &["sections", "item:quotes", "text"]);
        check(" a . b ", &["a", "b"]);
        check("a..b", &["a", "", "b"]);
    }

    #[test]
    fn lists_split_outside_of_parentheses() {
        assert_eq!(
            split_list("id, json(meta, a.b) ,,name,"),
            ["id", "json(meta, a.b)", "name"]
        );
        assert_eq!(split_list(""), Vec::<&str>::new());
        assert_eq!(split_list(")),("), ["))", "("]);
    }
}
