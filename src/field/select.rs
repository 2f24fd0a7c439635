//! `select`: one of a list of options, or several of them. The database does not check it: an added option must not rebuild a table.

use serde_json::json;

use crate::{
    value::{ColumnType, Json, Value},
    yaml::{Key, Map, Node, Report, Shape, key, nearest},
};

use super::{FieldKind, FieldType, Problem, reading};

const MAX_VALUE_LENGTH: usize = 100;

const LABEL: Shape = Shape::OneOf(&[Shape::Text, Shape::MapOf(&Shape::Text)]);

const OPTION_KEYS: &[Key] = &[
    key("value", Shape::Text, "What is stored and sent."),
    key("label", LABEL, "What people read."),
    key("color", Shape::Text, "For badges: #rrggbb."),
];

const OPTIONS: Shape = Shape::List(&Shape::OneOf(&[Shape::Text, Shape::Map(OPTION_KEYS)]));

pub const TYPE: FieldType = FieldType {
    name: "select",
    summary: "One of a list of options; with `multiple`, several of them.",
    stored_as: "TEXT / VARCHAR(255) / VARCHAR(255); with `multiple` as JSON",
    options: &[
        key("options", OPTIONS, "The choices: `draft`, or {value, label, color}."),
        key("multiple", Shape::Boolean, "A list of choices.").or("false"),
        key("min_items", Shape::Integer(0, 1000), "The fewest choices of a list."),
        key("max_items", Shape::Integer(1, 1000), "The most choices of a list."),
    ],
    build: |options, context| {
        let choices = read_choices(options, context.report)?;
        let count = |key| options.integer(key).and_then(|number| usize::try_from(number).ok());
        let is_multiple = options.is_set("multiple");
        Some(Box::new(SelectKind {
            choices,
            is_multiple,
            bounds: (count("min_items"), count("max_items")),
        }))
    },
};

#[derive(Debug)]
struct SelectKind {
    choices: Vec<Choice>,
    is_multiple: bool,
    bounds: (Option<usize>, Option<usize>),
}

#[derive(Debug)]
struct Choice {
    value: String,
    /// As the file has it: a text, a map by language, or null.
    label: Json,
    color: Option<String>,
}

impl SelectKind {
    fn values(&self) -> impl Iterator<Item = &str> + Clone {
        self.choices.iter().map(|choice| choice.value.as_str())
    }

    fn check(&self, json: &Json) -> Option<Problem> {
        let Some(text) = json.as_str() else {
            return Some(Problem::new("type", "must be a text"));
        };
        if self.values().any(|value| value == text) {
            return None;
        }
        let values: Vec<&str> = self.values().take(20).collect();
        let more = if self.choices.len() > values.len() { " …" } else { "" };
        Some(Problem::new(
            "in",
            format!("must be one of {}{more}", values.join(", ")),
        ))
    }
}

impl FieldKind for SelectKind {
    fn type_name(&self) -> &'static str {
        "select"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(if self.is_multiple {
            ColumnType::Json
        } else {
            ColumnType::Text { max_length: 255 }
        })
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        let before = problems.len();
        if !self.is_multiple {
            problems.extend(self.check(json));
            return json
                .as_str()
                .filter(|_| problems.len() == before)
                .map(|text| Value::Text(text.to_owned()));
        }
        let list = reading::list(json, problems)?;
        reading::check_count(list.len(), self.bounds, problems);
        for (position, element) in list.iter().enumerate() {
            let is_repeated = list.iter().take(position).any(|earlier| earlier == element);
            let problem = self
                .check(element)
                .or_else(|| is_repeated.then(|| Problem::new("unique", "is there twice")));
            problems.extend(problem.map(|problem| problem.inside(&format!("[{position}]"))));
            // A list can not be longer than the choices without a repetition.
            if problems.len() > before + 20 {
                break;
            }
        }
        (problems.len() == before).then(|| Value::Json(json.clone()))
    }

    fn json_schema(&self) -> Json {
        let values: Vec<&str> = self.values().collect();
        if self.is_multiple {
            json!({ "type": "array", "items": { "type": "string", "enum": values }, "uniqueItems": true })
        } else {
            json!({ "type": "string", "enum": values })
        }
    }

    fn options(&self) -> Json {
        let choices = self.choices.iter();
        let choice = |choice: &Choice| json!({ "value": choice.value, "label": choice.label, "color": choice.color });
        json!({ "options": choices.map(choice).collect::<Vec<_>>(), "multiple": self.is_multiple })
    }
}

fn read_choices(options: &Map<'_>, report: &mut Report) -> Option<Vec<Choice>> {
    let before = report.count();
    let mut choices: Vec<Choice> = Vec::new();
    for node in options.list("options") {
        let Some(choice) = read_choice(node, report) else {
            continue;
        };
        let length = choice.value.chars().count();
        if choice.value.is_empty() || length > MAX_VALUE_LENGTH {
            report.error(
                node.span,
                "option",
                format!("an option has 1 to {MAX_VALUE_LENGTH} characters"),
            );
        } else if choices.iter().any(|earlier| earlier.value == choice.value) {
            report.error(
                node.span,
                "duplicate-option",
                format!("the option `{}` is there twice", choice.value),
            );
        } else {
            choices.push(choice);
        }
    }
    if options.lacks("options") || (options.has("options") && options.list("options").is_empty()) {
        let help = "write options: [draft, published]".to_owned();
        report.error_with_help(
            options.key_span("options"),
            "missing-key",
            "a select needs `options`",
            help,
        );
    }
    (report.count() == before && !choices.is_empty()).then_some(choices)
}

/// What has the wrong shape was reported already.
fn read_choice(node: &Node, report: &mut Report) -> Option<Choice> {
    if let Some(text) = node.as_text() {
        return Some(Choice {
            value: text.to_owned(),
            label: Json::Null,
            color: None,
        });
    }
    let entries = node.as_map()?;
    let Some(value) = node.get("value") else {
        let is_mistyped = entries.iter().any(|entry| nearest(&entry.key, ["value"]).is_some());
        if !is_mistyped {
            report.error(node.span, "missing-key", "an option needs a `value`");
        }
        return None;
    };
    let label = node.get("label").map_or(Json::Null, Node::to_json);
    let color = node.get("color").and_then(Node::as_text).map(str::to_owned);
    Some(Choice {
        value: value.as_text()?.to_owned(),
        label,
        color,
    })
}
