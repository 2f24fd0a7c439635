//! One step of a migration, as a value: `sql` writes it for an engine, `evolve` runs it.

use crate::schema::SearchIndex;

use super::table::{Between, CheckModel, ColumnModel, ForeignKeyModel, IndexModel, TableModel};

/// What is done to the tables. An engine may need several statements for one operation, or none.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// The whole table with its primary key, checks, indexes and the foreign keys whose targets exist by then (on SQLite all of them).
    CreateTable {
        table: TableModel,
    },
    RenameTable {
        from: String,
        to: String,
    },
    /// Out of the model, kept under another name until `purge`.
    SetAsideTable {
        table: String,
        aside: String,
    },
    /// Existing rows get the column's default, or null. The engine keeps no default afterwards where it can.
    AddColumn {
        table: String,
        column: ColumnModel,
        foreign_key: Option<ForeignKeyModel>,
    },
    RenameColumn {
        table: String,
        from: String,
        to: String,
    },
    /// Out of the model, kept under another name until `purge`; nullable from then on.
    SetAsideColumn {
        table: String,
        column: ColumnModel,
        aside: String,
    },
    /// Type, null or order. Both have the same name. Where `to` refuses null and has a default, nulls become the default first.
    AlterColumn {
        table: String,
        from: ColumnModel,
        to: ColumnModel,
    },
    CreateIndex {
        table: String,
        index: IndexModel,
    },
    DropIndex {
        table: String,
        index: String,
    },
    RenameIndex {
        table: String,
        from: String,
        to: IndexModel,
    },
    AddForeignKey {
        table: String,
        foreign_key: ForeignKeyModel,
    },
    DropForeignKey {
        table: String,
        foreign_key: String,
    },
    AddCheck {
        table: String,
        check: CheckModel,
    },
    DropCheck {
        table: String,
        check: String,
    },
    /// Makes what the engine keeps for searches, and fills it.
    CreateSearch {
        table: String,
        index: SearchIndex,
    },
    /// Drops all that is there of a search index.
    DropSearch {
        table: String,
        parts: Vec<String>,
    },
    /// For what an engine can not alter in place: a new table with the new shape, the rows copied, the old one dropped, the new one renamed.
    /// `table` is the new shape with all its indexes, keys and checks. `columns` are copied under their new names; columns of `table` that are
    /// missing in it get their default. Foreign keys are not enforced meanwhile.
    RebuildTable {
        table: TableModel,
        columns: Vec<CopiedColumn>,
    },
    /// The values of one column in another one of the same table, each converted; only where the other one has none yet, so that it can be done again.
    FillColumn {
        table: String,
        /// The table's key, by which rows are taken in batches.
        key: Vec<String>,
        from: ColumnModel,
        to: ColumnModel,
        /// Only keys of this table and column stay.
        only_in: Option<(String, String)>,
    },
    /// The keys in a column as rows between two tables; only of items that have no such rows yet.
    MoveToRows {
        column: String,
        junction: String,
        between: Between,
    },
    /// The first of an item's rows between two tables as a key in a column that is still empty.
    MoveToColumn {
        column: String,
        junction: String,
        between: Between,
    },
}

/// A column that survives a rebuild.
#[derive(Debug, Clone, PartialEq)]
pub struct CopiedColumn {
    pub from: ColumnModel,
    pub to: ColumnModel,
}

/// What an engine can not do, as far as it changes the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EngineTraits {
    /// Columns, keys and checks change only by `RebuildTable`; foreign keys stand inside `CreateTable` and may name tables that come later.
    pub rebuilds_tables: bool,
    /// A check may name a column that a foreign key sets to null.
    pub checks_what_keys_set_null: bool,
    /// An index of a large table can be built while others write to it.
    pub builds_indexes_apart: bool,
}

impl Operation {
    /// The table that is touched, by the name that it has before.
    pub fn table(&self) -> &str {
        match self {
            Self::CreateTable { table } | Self::RebuildTable { table, .. } => &table.name,
            Self::RenameTable { from, .. } => from,
            Self::SetAsideTable { table, .. }
            | Self::AddColumn { table, .. }
            | Self::RenameColumn { table, .. }
            | Self::SetAsideColumn { table, .. }
            | Self::AlterColumn { table, .. }
            | Self::CreateIndex { table, .. }
            | Self::DropIndex { table, .. }
            | Self::RenameIndex { table, .. }
            | Self::AddForeignKey { table, .. }
            | Self::DropForeignKey { table, .. }
            | Self::AddCheck { table, .. }
            | Self::DropCheck { table, .. }
            | Self::CreateSearch { table, .. }
            | Self::DropSearch { table, .. }
            | Self::FillColumn { table, .. } => table,
            Self::MoveToRows { between, .. } | Self::MoveToColumn { between, .. } => &between.table,
        }
    }

    /// The tables that its new foreign keys refer to.
    pub fn new_targets(&self) -> Vec<&str> {
        let keys: Vec<&ForeignKeyModel> = match self {
            Self::CreateTable { table } => table.foreign_keys.iter().collect(),
            Self::AddColumn { foreign_key, .. } => foreign_key.iter().collect(),
            Self::AddForeignKey { foreign_key, .. } => vec![foreign_key],
            _ => Vec::new(),
        };
        keys.into_iter().map(|key| key.target_table.as_str()).collect()
    }

    /// What a person names to agree to it: `articles.summary`, or `articles`.
    pub fn subject(&self) -> String {
        let column = match self {
            Self::AddColumn { column, .. } | Self::SetAsideColumn { column, .. } => &column.name,
            Self::AlterColumn { to, .. } | Self::FillColumn { to, .. } => &to.name,
            Self::RenameColumn { to, .. } => to,
            Self::MoveToRows { column, .. } | Self::MoveToColumn { column, .. } => column,
            _ => return self.table().to_owned(),
        };
        format!("{}.{column}", self.table())
    }
}
