//! What fields want of the files that they refer to (`accept`, `max_size`, `alt: required`), asked of the files' rows in the transaction of the write:
//! of relations, and of keys inside lists, objects, blocks and rich text.

use std::sync::Arc;

use super::{ItemsError, run::Run};
use crate::{
    field::{mention::FileDemand, relation::FILES},
    filter::{Comparand, Condition, Filter, Operand},
    mutation::Failure,
    operator::Comparison,
    permission::write::readable_rows,
    schema::{Collection, Field},
    sql::write as statements,
    value::{ColumnType, ItemId, Json, Value},
};

/// A file that a field was given.
#[derive(Debug)]
pub struct GivenFile {
    id: ItemId,
    field: String,
    path: String,
    /// `None`: it only has to stay, if it is there.
    demand: Option<Arc<FileDemand>>,
    /// Inside JSON no foreign key and no rule of the relation has looked at the key.
    is_inside_json: bool,
}

/// One question to the row of a file, and what is said when it is not TRUE.
struct Question {
    filter: Filter,
    kind: &'static str,
    message: String,
}

impl Run<'_> {
    /// Remembers the files of a value, for `finish_files`. `path`: of the item.
    pub(super) fn give_files(&mut self, field: &Field, value: &Value, path: &str) {
        let path = if path.is_empty() {
            field.name.to_string()
        } else {
            format!("{path}.{}", field.name)
        };
        match value {
            Value::Json(json) if field.link.is_none() => self.give_mentioned(field, json, &path),
            value => {
                if let Ok(id) = ItemId::try_from(value.clone()) {
                    self.give_file(field, &id, path);
                }
            }
        }
    }

    /// Remembers a file that a relation was given.
    pub(super) fn give_file(&mut self, field: &Field, id: &ItemId, path: String) {
        if let Some(demand) = field.kind.file_demand() {
            self.files.push(GivenFile {
                id: id.clone(),
                field: field.name.to_string(),
                path,
                demand: Some(Arc::clone(demand)),
                is_inside_json: false,
            });
        }
    }

    fn give_mentioned(&mut self, field: &Field, json: &Json, path: &str) {
        let mentions = field.kind.mentions(json).into_iter();
        for mention in mentions.filter(|mention| mention.collection == FILES) {
            if let Some(id) = ItemId::parse(&mention.key, ColumnType::Uuid) {
                let point = if mention.path.starts_with('[') { "" } else { "." };
                self.files.push(GivenFile {
                    id,
                    field: field.name.to_string(),
                    path: format!("{path}{point}{}", mention.path),
                    demand: mention.demand,
                    is_inside_json: true,
                });
            }
        }
    }

    /// Asks the files, one statement a set of demands.
    pub(super) async fn finish_files(&mut self) -> Result<(), ItemsError> {
        let mut rest = std::mem::take(&mut self.files);
        let Some(model) = self.schema.collection_named(FILES) else {
            return Ok(());
        };
        self.hold_files(model, &rest).await?;
        rest.retain(|file| file.demand.is_some());
        while let Some(demand) = rest.first().and_then(|file| file.demand.clone()) {
            let (alike, others) = rest.into_iter().partition(|file| file.demand.as_ref() == Some(&demand));
            rest = others;
            self.ask_files(model, &demand, alike).await?;
        }
        Ok(())
    }

    /// A delete of a file looks for links to it once it has locked the file: it waits for this transaction, whose links it must not miss. A foreign
    /// key does the same for relations.
    async fn hold_files(&mut self, model: &Collection, files: &[GivenFile]) -> Result<(), ItemsError> {
        let inside = files.iter().filter(|file| file.is_inside_json);
        let mut ids: Vec<ItemId> = inside.map(|file| file.id.clone()).collect();
        ids.sort();
        ids.dedup();
        for chunk in ids.chunks(1000) {
            let statement = statements::hold_rows(model, self.dialect, chunk);
            self.values(statement, model.id, "").await?;
        }
        Ok(())
    }

    async fn ask_files(
        &mut self,
        model: &Collection,
        demand: &FileDemand,
        files: Vec<GivenFile>,
    ) -> Result<(), ItemsError> {
        let questions = questions(model, demand);
        let readable = readable_rows(&self.call.access, self.call.now, model.id);
        let filters: Vec<&Filter> = std::iter::once(&readable)
            .chain(questions.iter().map(|question| &question.filter))
            .collect();
        for chunk in files.chunks(1000) {
            let mut ids: Vec<ItemId> = chunk.iter().map(|file| file.id.clone()).collect();
            ids.sort();
            ids.dedup();
            let statement = statements::test_rows(self.schema, self.dialect, model.id, &ids, &filters, false);
            let rows = self.values(statement, model.id, "").await?;
            for file in chunk {
                let is_row = |row: &&Vec<Value>| row.first() == Some(&Value::from(file.id.clone()));
                let row = rows.iter().find(is_row);
                self.failures.extend(failures(file, &questions, row));
            }
        }
        Ok(())
    }
}

/// What is wrong with one file; a file that may not be read is as one that is not there.
fn failures(file: &GivenFile, questions: &[Question], row: Option<&Vec<Value>>) -> Vec<Failure> {
    let failure = |kind, message: &str| Failure {
        path: file.path.clone(),
        field: file.field.clone(),
        kind,
        message: message.to_owned(),
    };
    let is_true = |index: usize| row.and_then(|row| row.get(index)) == Some(&Value::Boolean(true));
    if row.is_none() || (file.is_inside_json && !is_true(1)) {
        return vec![failure("reference", "there is no such file")];
    }
    let refused = questions.iter().zip(2..).filter(|(_, index)| !is_true(*index));
    refused
        .map(|(question, _)| failure(question.kind, &question.message))
        .collect()
}

fn questions(model: &Collection, demand: &FileDemand) -> Vec<Question> {
    let compare = |name: &str, comparison, values: Vec<Value>| {
        let field = model.field_named(name)?;
        Some(Filter::Compare(Condition {
            operand: Operand::field(field.id),
            comparison,
            folded: false,
            values: values.into_iter().map(Comparand::Value).collect(),
        }))
    };
    let media_type = |pattern: &String| match pattern.strip_suffix("/*") {
        Some("*") => Some(Filter::TRUE),
        Some(family) => compare("type", Comparison::StartsWith, vec![Value::from(format!("{family}/"))]),
        None => compare("type", Comparison::Equal, vec![Value::from(pattern.as_str())]),
    };
    let mut questions = Vec::new();
    if !demand.accept.is_empty() {
        questions.push(Question {
            filter: Filter::any_of(demand.accept.iter().filter_map(media_type)),
            kind: "accept",
            message: format!("must be a file of the type {}", demand.accept.join(" or ")),
        });
    }
    if let Some(most) = demand.max_size {
        let bytes = Value::Integer(i64::try_from(most).unwrap_or(i64::MAX));
        questions.extend(
            compare("filesize", Comparison::LessOrEqual, vec![bytes]).map(|filter| Question {
                filter,
                kind: "max_size",
                message: format!("must be a file of at most {most} bytes"),
            }),
        );
    }
    if demand.needs_alt {
        questions.extend(
            compare("description", Comparison::Empty, Vec::new()).map(|empty| Question {
                filter: Filter::Not(Box::new(empty)),
                kind: "alt",
                message: "needs a picture with a description, for who can not see it".to_owned(),
            }),
        );
    }
    questions
}
