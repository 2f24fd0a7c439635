//! How the rows of one file become payloads, and how the places in a payload are called in the file.

use super::columns::{self, Column, ColumnProblem, Mapping, Target};
use crate::{items::Call, value::CollectionId};

#[derive(Debug)]
pub enum Plan {
    Table {
        columns: Vec<Column>,
        /// By its mark: written by a spreadsheet, or by an export for one.
        has_mark: bool,
    },
    /// Documents say by themselves what they mean; some members have other names.
    Documents(Mapping),
}

impl Plan {
    pub fn of_table(
        call: &Call,
        collection: CollectionId,
        names: Vec<String>,
        has_mark: bool,
        mapping: &Mapping,
    ) -> Result<Self, Vec<ColumnProblem>> {
        let columns = columns::plan(call, collection, names, mapping)?;
        Ok(Self::Table { columns, has_mark })
    }

    pub fn of_documents(mapping: &Mapping) -> Result<Self, Vec<ColumnProblem>> {
        let is_dotted = |said: &Option<String>| said.as_ref().is_some_and(|said| said.contains('.'));
        let dotted = mapping.iter().filter(|(_, said)| is_dotted(said));
        let problems: Vec<ColumnProblem> = dotted
            .map(|(name, _)| ColumnProblem {
                column: name.clone(),
                message: "a member of a document goes to a field: objects say themselves what is in them".to_owned(),
            })
            .collect();
        if problems.is_empty() {
            Ok(Self::Documents(mapping.clone()))
        } else {
            Err(problems)
        }
    }

    pub fn columns(&self) -> &[Column] {
        match self {
            Self::Table { columns, .. } => columns,
            Self::Documents(_) => &[],
        }
    }

    /// The column or the member of a document that a path comes from.
    pub fn column_of<'p>(&'p self, path: &'p str) -> Option<&'p str> {
        let field = path.split(['.', '[']).next().filter(|field| !field.is_empty())?;
        match self {
            Self::Documents(mapping) => {
                let renamed = mapping.iter().find(|(_, said)| said.as_deref() == Some(field));
                Some(renamed.map_or(field, |(name, _)| name.as_str()))
            }
            Self::Table { columns, .. } => {
                let with_target = |column: &'p Column| column.target.as_ref().map(|target| (column, target));
                let of_field =
                    |(_, target): &(&Column, &Target)| target.path.first().is_some_and(|name| &**name == field);
                let candidates = columns.iter().filter_map(with_target).filter(of_field);
                let fits = |(_, target): &(&Column, &Target)| usize::from(is_below(path, &target.path.join(".")));
                candidates.max_by_key(fits).map(|(column, _)| column.name.as_str())
            }
        }
    }
}

/// `address.city` is below `address.city` and `address`, not below `address.c`.
fn is_below(path: &str, start: &str) -> bool {
    path.strip_prefix(start)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
