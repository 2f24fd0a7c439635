//! An explanation of permissions in words and as JSON: the route and the command line say the same.

use serde_json::{Value as Json, json};

use crate::{
    permission::{
        Action,
        explain::{Clause, Explanation, Ground, RuleReport, Verdict},
    },
    schema::{Collection, Schema},
    value::FieldId,
};

/// An explanation with what it is about.
#[derive(Debug)]
pub struct Explained {
    /// `editor`, or several roles.
    pub who: String,
    pub item: Option<String>,
    pub explanation: Explanation,
    /// What the compared fields of the item are.
    pub values: Vec<(FieldId, Json)>,
}

/// The names of actions, as files and addresses have them.
pub const ACTIONS: &[(&str, Action)] = &[
    ("create", Action::Create),
    ("read", Action::Read),
    ("update", Action::Update),
    ("delete", Action::Delete),
];

pub fn action_named(name: &str) -> Option<Action> {
    ACTIONS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, action)| *action)
}

fn action_name(action: Action) -> &'static str {
    let found = ACTIONS.iter().find(|(_, known)| *known == action);
    found.map_or("publish", |(name, _)| *name)
}

impl Explained {
    fn model<'s>(&self, schema: &'s Schema) -> &'s Collection {
        schema.collection(self.explanation.question.collection)
    }

    pub fn json(&self, schema: &Schema) -> Json {
        let rules: Vec<Json> = self.explanation.rules.iter().map(|rule| self.rule(rule)).collect();
        json!({
            "verdict": verdict(self.explanation.verdict),
            "reason": reason(self.explanation.ground),
            "message": self.sentence(schema),
            "rules": rules,
        })
    }

    fn rule(&self, rule: &RuleReport) -> Json {
        let clauses = |clauses: &[Clause]| -> Vec<Json> { clauses.iter().map(|clause| self.clause(clause)).collect() };
        json!({
            "role": &*rule.role,
            "source": rule.origin.as_ref().map(ToString::to_string),
            "grants_field": rule.names_field,
            "filter": clauses(&rule.filter),
            "check": clauses(&rule.check),
            "validate": clauses(&rule.validate),
        })
    }

    fn clause(&self, clause: &Clause) -> Json {
        json!({
            "condition": clause.text,
            "filter": clause.written,
            "holds": clause.holds,
            "value": self.value(clause),
        })
    }

    fn value(&self, clause: &Clause) -> Option<&Json> {
        let field = clause.field?;
        self.values
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, value)| value)
    }

    /// The answer in one sentence.
    pub fn sentence(&self, schema: &Schema) -> String {
        let model = self.model(schema);
        let question = self.explanation.question;
        let (who, name, action) = (&self.who, &model.name, action_name(question.action));
        let item = self
            .item
            .as_ref()
            .map_or_else(|| name.to_string(), |id| format!("{name}/{id}"));
        let what = match question.field {
            Some(field) => format!("`{}` of {item}", model.field(field).name),
            None => item,
        };
        let may = |word: &str| format!("{who} {word} {action} {what}");
        match (self.explanation.ground, self.explanation.verdict) {
            (Ground::Administrator, _) => format!("{}: administrators may do everything", may("may")),
            (Ground::NoRule, _) => format!("{}: no rule of {who} grants {action} on {name}", may("may not")),
            (Ground::FieldNotGranted, _) => format!("{}: no rule's `fields` name it", may("may not")),
            (Ground::NeverRead, _) => format!("{}: the field is private or hashed, nobody reads it", may("may not")),
            (Ground::NeverWritten, _) => format!("{}: the server keeps the field", may("may not")),
            (Ground::LeadsNowhere, _) => {
                format!(
                    "{}: it leads only to collections that {who} may not read",
                    may("may not")
                )
            }
            (Ground::ReadOnly, _) => format!("{}: it only reads", may("may not")),
            (Ground::View, _) => format!("{}: a view is read and nothing else", may("may not")),
            (Ground::Singleton, _) => format!("{}: a singleton is neither made nor deleted", may("may not")),
            (Ground::NoFields, _) => format!("{}: an item is deleted as a whole", may("may not")),
            (Ground::Rules, Verdict::Allowed) => may("may"),
            (Ground::Rules, Verdict::Denied) => format!("{}: no rule lets this item through", may("may not")),
            (Ground::Rules, Verdict::Depends) => format!("{}, where one of these rules holds", may("may")),
        }
    }

    /// The rules below the sentence, one line a condition.
    pub fn lines(&self, schema: &Schema) -> Vec<String> {
        let mut lines = Vec::new();
        for rule in &self.explanation.rules {
            let place = rule
                .origin
                .as_ref()
                .map_or_else(String::new, |origin| format!("{origin}  "));
            let field = self.explanation.question.field.filter(|_| !rule.names_field);
            let note = field.map_or_else(String::new, |field| {
                format!(" (does not grant `{}`)", self.model(schema).field(field).name)
            });
            lines.push(format!("{place}role {}{note}", rule.role));
            let parts = [
                ("", &rule.filter),
                ("after the write: ", &rule.check),
                ("validated: ", &rule.validate),
            ];
            let conditions = parts
                .iter()
                .flat_map(|(word, clauses)| clauses.iter().map(move |clause| (*word, clause)));
            let before = lines.len();
            lines.extend(conditions.map(|(word, clause)| self.line(word, clause)));
            if lines.len() == before {
                lines.push("  always".to_owned());
            }
        }
        lines
    }

    fn line(&self, word: &str, clause: &Clause) -> String {
        let mark = match clause.holds {
            Some(true) => "holds    ",
            Some(false) => "does not ",
            None => "",
        };
        let value = match (clause.holds, self.value(clause)) {
            (Some(false), Some(value)) => format!("   (it is {value})"),
            _ => String::new(),
        };
        format!("  {mark}{word}{}{value}", clause.text)
    }
}

pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allowed => "allowed",
        Verdict::Denied => "denied",
        Verdict::Depends => "depends",
    }
}

fn reason(ground: Ground) -> &'static str {
    match ground {
        Ground::Administrator => "administrator",
        Ground::Rules => "rules",
        Ground::NoRule => "no_rule",
        Ground::FieldNotGranted => "field_not_granted",
        Ground::NeverRead => "never_read",
        Ground::NeverWritten => "never_written",
        Ground::LeadsNowhere => "leads_nowhere",
        Ground::ReadOnly => "read_only",
        Ground::View => "view",
        Ground::Singleton => "singleton",
        Ground::NoFields => "no_fields",
    }
}
