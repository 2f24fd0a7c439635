//! The statements of the queue, on the table `quintet_jobs`. A lease is a mark on the row and a `run_at` in the future: who dies while he works frees
//! it by doing nothing.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Dialect, Encoding, OutputColumn, Sql, Statement, dialect::bind_number};
use crate::value::{ColumnType, Name, Value};

const TABLE: &str = "quintet_jobs";

const WAITING: &str = "waiting";
const DEAD: &str = "dead";

/// A job that is put in.
#[derive(Debug, Clone, PartialEq)]
pub struct JobInsert<'a> {
    pub id: Uuid,
    pub kind: &'a str,
    pub payload: &'a str,
    pub unique_key: Option<&'a str>,
    pub run_at: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// What becomes of a job whose lease one holds.
#[derive(Debug, Clone, PartialEq)]
pub enum JobEnd<'a> {
    Done,
    /// Once more, and the attempts count on.
    Again {
        run_at: DateTime<Utc>,
        error: &'a str,
    },
    /// The next turn of a schedule.
    Next {
        run_at: DateTime<Utc>,
        error: Option<&'a str>,
    },
    /// Not tried at all: this attempt does not count.
    Returned {
        now: DateTime<Utc>,
    },
    Dead {
        error: &'a str,
    },
}

/// Gives the key of the row; not of this one where the unique key is taken.
pub fn insert(dialect: &dyn Dialect, job: &JobInsert<'_>) -> Statement {
    let unique_key = job.unique_key.map_or(Value::Null, |key| Value::Text(key.to_owned()));
    let text = |text: &str| Value::Text(text.to_owned());
    let values = [
        ("id", ColumnType::Uuid, Value::Uuid(job.id)),
        ("kind", ColumnType::LongText, text(job.kind)),
        ("status", ColumnType::LongText, text(WAITING)),
        ("run_at", ColumnType::DateTime, Value::DateTime(job.run_at)),
        ("payload", ColumnType::LongText, text(job.payload)),
        ("unique_key", ColumnType::LongText, unique_key),
        ("attempts", ColumnType::Integer, Value::Integer(0)),
        ("created_at", ColumnType::DateTime, Value::DateTime(job.now)),
    ];
    let columns: Vec<String> = values.iter().map(|(name, ..)| dialect.quote(name)).collect();
    let values = values.iter().map(|(_, column, value)| dialect.bind(*column, value));
    Sql::text(format!(
        "INSERT INTO {} ({}) VALUES (",
        dialect.quote(TABLE),
        columns.join(", ")
    ))
    .then(Sql::join(values, ", "))
    .t(")")
    .t(&dialect.unless_taken("unique_key"))
    .t(&format!(" RETURNING {}", dialect.quote("id")))
    .render(dialect, vec![output("id", ColumnType::Uuid)])
}

/// Whether there is anything to take: asked before a transaction is begun.
pub fn any_due(dialect: &dyn Dialect, kinds: &[&str], now: DateTime<Utc>) -> Statement {
    due(dialect, "id", kinds, now, 1).render(dialect, vec![output("id", ColumnType::Uuid)])
}

/// The jobs that are due, the longest waiting first, and none that another worker is taking. Columns: id, kind, payload, attempts, last error.
pub fn take(dialect: &dyn Dialect, kinds: &[&str], now: DateTime<Utc>, most: i64) -> Statement {
    let columns = [
        ("id", ColumnType::Uuid),
        ("kind", ColumnType::LongText),
        ("payload", ColumnType::LongText),
        ("attempts", ColumnType::Integer),
        ("last_error", ColumnType::LongText),
    ];
    let names: Vec<String> = columns.iter().map(|(name, _)| dialect.quote(name)).collect();
    due(dialect, &names.join(", "), kinds, now, most)
        .t(&dialect.lock_free_rows("j"))
        .render(dialect, columns.map(|(name, column)| output(name, column)).to_vec())
}

fn due(dialect: &dyn Dialect, members: &str, kinds: &[&str], now: DateTime<Utc>, most: i64) -> Sql {
    let run_at = dialect.quote("run_at");
    let kinds: Vec<Value> = kinds.iter().map(|kind| Value::Text((*kind).to_owned())).collect();
    Sql::text(format!("SELECT {members} FROM {} AS j WHERE ", dialect.quote(TABLE)))
        .then(is_text(dialect, "status", WAITING))
        .t(&format!(" AND {run_at} <= "))
        .then(dialect.bind(ColumnType::DateTime, &Value::DateTime(now)))
        .t(" AND ")
        .then(dialect.one_of(Sql::text(dialect.quote("kind")), ColumnType::LongText, &kinds))
        .t(&format!(" ORDER BY {run_at} LIMIT "))
        .then(bind_number(dialect, most))
}

/// Marks taken jobs as this worker's until a time.
pub fn lease(dialect: &dyn Dialect, ids: &[Uuid], lease: Uuid, until: DateTime<Utc>) -> Statement {
    let ids: Vec<Value> = ids.iter().map(|id| Value::Uuid(*id)).collect();
    let attempts = dialect.quote("attempts");
    let sets = [
        set(dialect, "lease", ColumnType::Uuid, &Value::Uuid(lease)),
        set(dialect, "run_at", ColumnType::DateTime, &Value::DateTime(until)),
        Sql::text(format!("{attempts} = {attempts} + 1")),
    ];
    update(dialect, sets)
        .then(dialect.one_of(Sql::text(dialect.quote("id")), ColumnType::Uuid, &ids))
        .render(dialect, Vec::new())
}

/// Touches no row where the lease was lost.
pub fn renew(dialect: &dyn Dialect, id: Uuid, lease: Uuid, until: DateTime<Utc>) -> Statement {
    let sets = [set(dialect, "run_at", ColumnType::DateTime, &Value::DateTime(until))];
    update(dialect, sets)
        .then(is_leased(dialect, id, lease))
        .render(dialect, Vec::new())
}

/// Touches no row where the lease was lost.
pub fn end(dialect: &dyn Dialect, id: Uuid, lease: Uuid, end: &JobEnd<'_>) -> Statement {
    let moment = |time: &DateTime<Utc>| set(dialect, "run_at", ColumnType::DateTime, &Value::DateTime(*time));
    let error = |error: Option<&str>| {
        let value = error.map_or(Value::Null, |error| Value::Text(error.to_owned()));
        set(dialect, "last_error", ColumnType::LongText, &value)
    };
    let null = |column: &str| Sql::text(format!("{} = NULL", dialect.quote(column)));
    let attempts = dialect.quote("attempts");
    let sets = match end {
        JobEnd::Done => Vec::new(),
        JobEnd::Again { run_at, error: cause } => vec![null("lease"), moment(run_at), error(Some(cause))],
        JobEnd::Next { run_at, error: cause } => {
            let first = Sql::text(format!("{attempts} = 0"));
            vec![null("lease"), moment(run_at), error(*cause), first]
        }
        JobEnd::Returned { now } => {
            let less = Sql::text(format!("{attempts} = {attempts} - 1"));
            vec![null("lease"), moment(now), less]
        }
        JobEnd::Dead { error: cause } => {
            let status = set(dialect, "status", ColumnType::LongText, &Value::Text(DEAD.to_owned()));
            vec![null("lease"), null("unique_key"), status, error(Some(cause))]
        }
    };
    let start = if sets.is_empty() {
        Sql::text(format!("DELETE FROM {} WHERE ", dialect.quote(TABLE)))
    } else {
        update(dialect, sets)
    };
    start.then(is_leased(dialect, id, lease)).render(dialect, Vec::new())
}

/// A dead job gets another life. Touches no row where it is not dead.
pub fn revive(dialect: &dyn Dialect, id: Uuid, now: DateTime<Utc>) -> Statement {
    let sets = [
        set(
            dialect,
            "status",
            ColumnType::LongText,
            &Value::Text(WAITING.to_owned()),
        ),
        set(dialect, "run_at", ColumnType::DateTime, &Value::DateTime(now)),
        Sql::text(format!("{} = 0", dialect.quote("attempts"))),
    ];
    update(dialect, sets)
        .then(is_id(dialect, id))
        .t(" AND ")
        .then(is_text(dialect, "status", DEAD))
        .render(dialect, Vec::new())
}

/// Dead jobs that nobody looked at for long.
pub fn purge(dialect: &dyn Dialect, before: DateTime<Utc>) -> Statement {
    Sql::text(format!("DELETE FROM {} WHERE ", dialect.quote(TABLE)))
        .then(is_text(dialect, "status", DEAD))
        .t(&format!(" AND {} < ", dialect.quote("run_at")))
        .then(dialect.bind(ColumnType::DateTime, &Value::DateTime(before)))
        .render(dialect, Vec::new())
}

fn update(dialect: &dyn Dialect, sets: impl IntoIterator<Item = Sql>) -> Sql {
    Sql::text(format!("UPDATE {} SET ", dialect.quote(TABLE)))
        .then(Sql::join(sets, ", "))
        .t(" WHERE ")
}

fn set(dialect: &dyn Dialect, column: &str, column_type: ColumnType, value: &Value) -> Sql {
    Sql::text(format!("{} = ", dialect.quote(column))).then(dialect.bind(column_type, value))
}

fn is_leased(dialect: &dyn Dialect, id: Uuid, lease: Uuid) -> Sql {
    is_id(dialect, id)
        .t(" AND ")
        .then(set(dialect, "lease", ColumnType::Uuid, &Value::Uuid(lease)))
}

fn is_id(dialect: &dyn Dialect, id: Uuid) -> Sql {
    set(dialect, "id", ColumnType::Uuid, &Value::Uuid(id))
}

fn is_text(dialect: &dyn Dialect, column: &str, text: &str) -> Sql {
    set(dialect, column, ColumnType::LongText, &Value::Text(text.to_owned()))
}

fn output(key: &str, column: ColumnType) -> OutputColumn {
    OutputColumn {
        key: Name::from(key),
        encoding: Encoding::Scalar(column),
    }
}
