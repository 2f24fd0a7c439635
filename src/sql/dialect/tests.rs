//! The same table in the words of each engine.

use super::{Dialect, mariadb::MariaDb, postgres::Postgres, sqlite::Sqlite};
use crate::{
    migration::{
        ColumnModel, ForeignKeyModel, IndexModel, TableModel, operation::Operation, shape::Shape, table::CheckModel,
    },
    schema::OnDelete,
    sql::ddl::compile,
    value::{ColumnType, Value},
};

fn column(name: &str, column_type: ColumnType) -> ColumnModel {
    ColumnModel {
        name: name.to_owned(),
        column_type,
        is_nullable: true,
        is_generated: false,
        default: None,
        is_natural_order: name == "natural",
        renamed_from: None,
        kind: String::new(),
        shape: Shape::default(),
    }
}

fn foreign_key(column: &str, on_delete: OnDelete) -> ForeignKeyModel {
    ForeignKeyModel {
        name: format!("fk_samples__{column}"),
        columns: vec![column.to_owned()],
        target_table: "others".to_owned(),
        target_columns: vec!["id".to_owned()],
        on_delete,
    }
}

fn index(name: &str, columns: &[(&str, bool)], is_unique: bool) -> IndexModel {
    let columns = columns
        .iter()
        .map(|(name, is_descending)| ((*name).to_owned(), *is_descending))
        .collect();
    IndexModel {
        name: name.to_owned(),
        is_unique,
        columns,
    }
}

fn samples() -> TableModel {
    let key = ColumnModel {
        is_nullable: false,
        is_generated: true,
        ..column("id", ColumnType::Integer)
    };
    let columns = vec![
        key,
        column("flag", ColumnType::Boolean),
        column("big", ColumnType::BigInteger),
        column("real", ColumnType::Float),
        column(
            "exact",
            ColumnType::Decimal {
                precision: 12,
                scale: 2,
            },
        ),
        ColumnModel {
            is_nullable: false,
            ..column("it\"s", ColumnType::Text { max_length: 80 })
        },
        column("natural", ColumnType::Text { max_length: 80 }),
        column("prose", ColumnType::LongText),
        column("word", ColumnType::Key),
        column("code", ColumnType::Uuid),
        column("day", ColumnType::Date),
        column("clock", ColumnType::Time),
        column("moment", ColumnType::DateTime),
        column("document", ColumnType::Json),
        column("one", ColumnType::Integer),
        column("other", ColumnType::Integer),
    ];
    TableModel {
        name: "samples".to_owned(),
        columns,
        primary_key: vec!["id".to_owned()],
        indexes: vec![
            index("ix_samples__prose", &[("prose", false), ("moment", true)], false),
            index("ix_samples__natural", &[("natural", false)], false),
            index("uq_samples__code", &[("code", false)], true),
        ],
        foreign_keys: vec![
            foreign_key("one", OnDelete::SetNull),
            foreign_key("other", OnDelete::Restrict),
        ],
        checks: vec![CheckModel {
            name: "ck_samples__one".to_owned(),
            one_of: vec!["one".to_owned(), "other".to_owned()],
            allows_none: true,
        }],
        search: None,
        renamed_from: None,
        between: None,
        is_adopted: false,
        is_singleton: false,
    }
}

#[test]
fn each_engine_has_its_own_words_for_the_same_table() {
    let table = samples();
    let default = Value::Text("it's \\ here".to_owned());
    let added = ColumnModel {
        is_nullable: false,
        default: Some(default),
        ..column("added", ColumnType::LongText)
    };
    let name = || "samples".to_owned();
    let operations = [
        Operation::CreateTable { table: table.clone() },
        Operation::AddColumn {
            table: name(),
            column: added.clone(),
            foreign_key: None,
        },
        Operation::AlterColumn {
            table: name(),
            from: column("big", ColumnType::BigInteger),
            to: column("big", ColumnType::LongText),
        },
        Operation::SetAsideColumn {
            table: name(),
            column: added,
            aside: "quintet_aside_added".to_owned(),
        },
        Operation::RenameIndex {
            table: name(),
            from: "uq_old".to_owned(),
            to: index("uq_samples__code", &[("code", false)], true),
        },
        Operation::DropForeignKey {
            table: name(),
            foreign_key: "fk_samples__one".to_owned(),
        },
    ];
    let mut text = String::new();
    let dialects: [&dyn Dialect; 3] = [&Sqlite, &Postgres, &MariaDb];
    for dialect in dialects {
        text.push_str(&format!("-- {}\n", dialect.name()));
        for operation in &operations {
            for statement in compile(dialect, std::slice::from_ref(&table), operation) {
                text.push_str(&format!("{statement};\n"));
            }
        }
    }
    insta::assert_snapshot!(text);
}
