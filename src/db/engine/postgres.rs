//! PostgreSQL through sqlx. Columns arrive in binary and are decoded by the model's column types, not by what the server calls them.

mod row;

use std::time::Duration;

use sqlx::{
    ConnectOptions, Postgres,
    error::DatabaseError,
    postgres::{PgArguments, PgConnectOptions, PgConnection, PgDatabaseError, PgPoolOptions, PgQueryResult, PgRow},
};

use super::pool::{Server, ServerPool, connect_patiently, first_row};
use crate::{
    config::DatabaseSettings,
    db::{ConnectError, DbError, encode::Row},
    sql::Statement,
};

pub type PostgresPool = ServerPool<Postgres>;

const OLDEST: i32 = 130_000;

/// Connects and checks the server; the URL may choose TLS, a socket's folder and options.
pub async fn open(settings: &DatabaseSettings) -> Result<PostgresPool, ConnectError> {
    let options: PgConnectOptions = settings.url.parse().map_err(|error: sqlx::Error| ConnectError::Url {
        reason: error.to_string(),
    })?;
    let options = options
        .application_name("quintet")
        .statement_cache_capacity(256)
        .options([
            (
                "statement_timeout",
                settings.statement_timeout.as_millis().to_string().as_str(),
            ),
            ("idle_in_transaction_session_timeout", "60000"),
            ("default_transaction_isolation", "read committed"),
            ("timezone", "UTC"),
            // Compiling a plan costs more than the small answers of an API gain by it.
            ("jit", "off"),
        ])
        .disable_statement_logging();
    let place = format!("{}:{}", options.get_host(), options.get_port());
    let mut connection = connect_patiently::<Postgres>(&options, settings.connect_timeout, &place).await?;
    check_server(&mut connection, &place).await?;
    Ok(ServerPool::new(PgPoolOptions::new(), options, settings))
}

async fn check_server(connection: &mut PgConnection, place: &str) -> Result<(), ConnectError> {
    let text = "SELECT current_setting('server_version_num'), current_setting('server_version'), \
                current_setting('server_encoding'), current_setting('default_transaction_read_only')";
    let texts = first_row::<Postgres>(connection, text, place).await?;
    let [version, name, encoding, read_only] = texts.as_slice() else {
        return Ok(());
    };
    if version.parse::<i32>().is_ok_and(|version| version < OLDEST) {
        return Err(ConnectError::Version {
            found: format!("PostgreSQL {name}"),
            wanted: "PostgreSQL 13 or newer",
        });
    }
    if encoding != "UTF8" {
        return Err(ConnectError::Setting {
            setting: "server_encoding",
            found: encoding.clone(),
            fix: "create the database with ENCODING 'UTF8' TEMPLATE template0".to_owned(),
        });
    }
    if read_only == "on" {
        return Err(ConnectError::Setting {
            setting: "default_transaction_read_only",
            found: "on".to_owned(),
            fix: "connect to the primary server".to_owned(),
        });
    }
    Ok(())
}

impl Server for Postgres {
    const UNLIMITED: &'static str = "SET statement_timeout = 0";

    const SESSION: &'static str = "SELECT pg_backend_pid()::bigint";

    fn limited(_: Duration) -> String {
        "RESET statement_timeout".to_owned()
    }

    fn limited_to(limit: Duration) -> String {
        format!("SET statement_timeout = {}", limit.as_millis().max(1))
    }

    fn stop(session: i64) -> String {
        format!("SELECT pg_cancel_backend({session})")
    }

    fn arguments(statement: &Statement) -> Result<PgArguments, DbError> {
        row::arguments(statement)
    }

    fn row(row: &PgRow) -> impl Row {
        row::PostgresRow(row)
    }

    fn rows_affected(done: &PgQueryResult) -> u64 {
        done.rows_affected()
    }

    fn map_database_error(error: &dyn DatabaseError) -> DbError {
        match error.try_downcast_ref::<PgDatabaseError>() {
            Some(error) => map_error(error),
            None => DbError::Other(error.to_string()),
        }
    }
}

fn map_error(error: &PgDatabaseError) -> DbError {
    let constraint = || error.constraint().unwrap_or_default().to_owned();
    match error.code() {
        "23505" => DbError::Unique {
            constraint: constraint(),
            columns: error.detail().map(key_columns).unwrap_or_default(),
        },
        "23503" | "23001" => DbError::ForeignKey {
            constraint: error.constraint().map(str::to_owned),
        },
        "23502" => DbError::NotNull {
            column: error.column().unwrap_or_default().to_owned(),
        },
        "23514" => DbError::Check {
            constraint: constraint(),
        },
        // 54000: a value too large for its index.
        "22001" | "54000" => DbError::TooLong {
            column: error.column().map(str::to_owned),
        },
        "22003" | "22008" => DbError::OutOfRange,
        "22021" | "22P05" => DbError::NulCharacter,
        "40001" | "40P01" => DbError::Collision,
        // Another instance has changed a table that a prepared statement knows.
        "0A000" if error.routine() == Some("RevalidateCachedQuery") => DbError::Collision,
        "57014" | "55P03" | "25P03" => DbError::Timeout,
        "57P01" | "57P02" | "57P03" | "53300" | "53100" | "25006" => DbError::Unavailable(error.message().to_owned()),
        code if code.starts_with("08") => DbError::Unavailable(error.message().to_owned()),
        // Since PostgreSQL 15 a database's users may not create tables in it by themselves.
        "42501" => DbError::Other(format!(
            "{}; grant it, for example GRANT CREATE ON SCHEMA public, or make the user the owner of the database",
            error.message()
        )),
        code => DbError::Other(format!("{} ({code})", error.message())),
    }
}

/// `Key (site, slug)=(1, a) already exists.`
fn key_columns(detail: &str) -> Vec<String> {
    let inside = detail.split_once('(').and_then(|(_, rest)| rest.split_once(")="));
    inside
        .map(|(columns, _)| {
            columns
                .split(", ")
                .map(|column| column.trim_matches('"').to_owned())
                .collect()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_a_key_are_read_from_the_detail() {
        let check = |detail: &str, expected: &[&str]| assert_eq!(key_columns(detail), expected, "{detail}");
        check("Key (slug)=(a) already exists.", &["slug"]);
        check("Key (site, \"order\")=(1, (x)) already exists.", &["site", "order"]);
        check("something else", &[]);
    }
}
