//! `list`: an ordered list of objects (`fields`) or of single values (`of`), stored as one JSON document.

use serde_json::json;

use crate::{
    value::{ColumnType, Json, Value},
    yaml::{Entry, Map, Shape, key},
};

use super::{
    Context, FieldKind, FieldType, Problem, TextMembers,
    mention::Mention,
    nested::{NestedField, NestedFields, read_field, read_fields},
    object::FIELDS_KEY,
    reading,
};

pub const TYPE: FieldType = FieldType {
    name: "list",
    summary: "An ordered list of objects or of single values, stored as one JSON document.",
    stored_as: "TEXT / JSONB / JSON",
    options: &[
        FIELDS_KEY,
        key(
            "of",
            Shape::Defined("nested_field", "a type, or a map with `type`"),
            "The type of the elements, instead of `fields`.",
        ),
        key("min_items", Shape::Integer(0, 100_000), "The fewest elements."),
        key("max_items", Shape::Integer(1, 100_000), "The most elements."),
    ],
    build: |options, context| {
        let count = |key| options.integer(key).and_then(|number| usize::try_from(number).ok());
        let bounds = (count("min_items"), count("max_items"));
        let place = context.place;
        context.place = place.inside();
        let elements = read_elements(options, context);
        context.place = place;
        Some(Box::new(ListKind {
            elements: elements?,
            bounds,
        }))
    },
};

fn read_elements(options: &Map<'_>, context: &mut Context<'_>) -> Option<Elements> {
    match (options.get("fields"), options.entry("of")) {
        (Some(node), None) => read_fields(node, context).map(Elements::Objects),
        (None, Some(entry)) => {
            let entry = Entry {
                key: "of".to_owned(),
                key_span: entry.key_span,
                value: entry.value.clone(),
            };
            read_field(&entry, context).map(|field| Elements::Values(Box::new(field)))
        }
        (Some(_), Some(_)) => {
            context
                .report
                .error(options.key_span("of"), "conflict", "a list has either `fields` or `of`");
            None
        }
        (None, None) => {
            let help = "write `of: string`, or name the `fields` of each element".to_owned();
            context
                .report
                .error_with_help(options.start(), "missing-key", "a list needs `fields` or `of`", help);
            None
        }
    }
}

#[derive(Debug)]
struct ListKind {
    elements: Elements,
    bounds: (Option<usize>, Option<usize>),
}

#[derive(Debug)]
enum Elements {
    Objects(NestedFields),
    Values(Box<NestedField>),
}

impl Elements {
    fn read(&self, json: &Json, segment: &str, problems: &mut Vec<Problem>) -> Option<Json> {
        match self {
            Self::Values(field) => field.read_value(json, segment, problems),
            Self::Objects(fields) => {
                let mut inner = Vec::new();
                let members = fields.read(json, &[], &mut inner);
                problems.extend(inner.into_iter().map(|problem| problem.inside(segment)));
                members.map(Json::Object)
            }
        }
    }
}

impl FieldKind for ListKind {
    fn type_name(&self) -> &'static str {
        "list"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Json)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let list = reading::list(json, problems)?;
        let before = problems.len();
        reading::check_count(list.len(), self.bounds, problems);
        let elements = list.iter().enumerate();
        let elements =
            elements.filter_map(|(position, json)| self.elements.read(json, &format!("[{position}]"), problems));
        let elements: Vec<Json> = elements.collect();
        (problems.len() == before).then_some(Value::Json(Json::Array(elements)))
    }

    fn add_text_members(&self, members: &mut TextMembers) {
        match &self.elements {
            Elements::Objects(fields) => fields.add_text_members(members),
            Elements::Values(field) => field.kind.add_text_members(members),
        }
    }

    fn holds_keys(&self) -> bool {
        match &self.elements {
            Elements::Objects(fields) => fields.hold_keys(),
            Elements::Values(field) => field.holds_keys(),
        }
    }

    fn mentions(&self, value: &Json) -> Vec<Mention> {
        let elements = value.as_array().into_iter().flatten().enumerate();
        let of_element = |(position, element)| {
            let found = match &self.elements {
                Elements::Objects(fields) => fields.mentions(element),
                Elements::Values(field) => field.kind.mentions(element),
            };
            found
                .into_iter()
                .map(move |mention| mention.inside(&format!("[{position}]")))
        };
        elements.flat_map(of_element).collect()
    }

    fn complete(&self, value: &mut Json, make_id: &mut dyn FnMut() -> String) {
        for element in value.as_array_mut().into_iter().flatten() {
            match &self.elements {
                Elements::Objects(fields) => fields.complete(element, make_id),
                Elements::Values(field) => field.kind.complete(element, make_id),
            }
        }
    }

    fn json_schema(&self) -> Json {
        let items = match &self.elements {
            Elements::Objects(fields) => fields.json_schema(),
            Elements::Values(field) => field.kind.json_schema(),
        };
        let mut schema = json!({ "type": "array", "items": items });
        let words = [("minItems", self.bounds.0), ("maxItems", self.bounds.1)];
        if let Some(object) = schema.as_object_mut() {
            object.extend(
                words
                    .into_iter()
                    .filter_map(|(word, bound)| Some((word.to_owned(), Json::from(bound?)))),
            );
        }
        schema
    }

    fn options(&self) -> Json {
        let (name, elements) = match &self.elements {
            Elements::Objects(fields) => ("fields", fields.options()),
            Elements::Values(field) => ("of", field.describe()),
        };
        json!({ name: elements, "min_items": self.bounds.0, "max_items": self.bounds.1 })
    }
}
