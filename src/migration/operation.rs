//! One step of a migration, as a value: `sql` writes it for an engine, `evolve` runs it.

use super::table::{CheckModel, ColumnModel, ForeignKeyModel, IndexModel, TableModel};

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
    /// For what an engine can not alter in place: a new table with the new shape, the rows copied, the old one dropped, the new one renamed.
    /// `table` is the new shape with all its indexes, keys and checks. `columns` are copied under their new names; columns of `table` that are
    /// missing in it get their default. Foreign keys are not enforced meanwhile.
    RebuildTable {
        table: TableModel,
        columns: Vec<CopiedColumn>,
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
            | Self::DropCheck { table, .. } => table,
        }
    }
}
