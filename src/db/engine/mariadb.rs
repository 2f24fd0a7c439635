//! MariaDB through sqlx's MySQL driver. Columns are decoded by the model's column types: its JSON is a text, and arrives as bytes.

mod error;
mod row;

use std::time::Duration;

use sqlx::{
    ConnectOptions, MySql,
    error::DatabaseError,
    mysql::{
        MySqlArguments, MySqlConnectOptions, MySqlConnection, MySqlDatabaseError, MySqlPoolOptions, MySqlQueryResult,
        MySqlRow,
    },
};

use super::pool::{Server, ServerPool, connect_patiently, first_row, run_on_connect};
use crate::{
    config::DatabaseSettings,
    db::{ConnectError, DbError, encode::Row},
    sql::Statement,
};

pub type MariaDbPool = ServerPool<MySql>;

/// Aggregates are not cut, wrong values are errors, backslashes are letters (as on the other engines), times are UTC.
/// Read committed, as on PostgreSQL: by default two writers lock each other out of the gaps between rows.
/// Sort keys are cut at `max_sort_length`: a natural order weighs letters, accents and case one after the other, and must not lose the last of them.
/// A full-text index that is made in a session has all words in it, as on the other engines.
const SESSION: &str = "SET SESSION group_concat_max_len = 1073741824, max_sort_length = 16384, innodb_ft_enable_stopword = OFF, time_zone = '+00:00', tx_isolation = 'READ-COMMITTED', \
    sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES'";
const OLDEST: (u32, u32) = (10, 6);
const SMALLEST_PACKET: u64 = 16 * 1024 * 1024;

/// Connects and checks the server.
pub async fn open(settings: &DatabaseSettings) -> Result<MariaDbPool, ConnectError> {
    let url = settings.url.replacen("mariadb://", "mysql://", 1);
    let options: MySqlConnectOptions = url.parse().map_err(|error: sqlx::Error| ConnectError::Url {
        reason: error.to_string(),
    })?;
    let options = options
        .charset("utf8mb4")
        .collation("utf8mb4_nopad_bin")
        .pipes_as_concat(false)
        .no_engine_substitution(false)
        .timezone(None)
        .statement_cache_capacity(256)
        .disable_statement_logging();
    let place = format!("{}:{}", options.get_host(), options.get_port());
    let mut connection = connect_patiently::<MySql>(&options, settings.connect_timeout, &place).await?;
    check_server(&mut connection, &place).await?;
    let seconds = settings.statement_timeout.as_secs().max(1);
    let session = format!(
        "{SESSION}, innodb_lock_wait_timeout = {seconds}; {}",
        MySql::limited(settings.statement_timeout)
    );
    let pool_options = run_on_connect(MySqlPoolOptions::new(), session);
    Ok(ServerPool::new(pool_options, options, settings))
}

async fn check_server(connection: &mut MySqlConnection, place: &str) -> Result<(), ConnectError> {
    let text = "SELECT version(), cast(@@max_allowed_packet AS char), cast(@@read_only AS char)";
    let texts = first_row::<MySql>(connection, text, place).await?;
    let [version, packet, read_only] = texts.as_slice() else {
        return Ok(());
    };
    if !is_supported(version) {
        return Err(ConnectError::Version {
            found: version.clone(),
            wanted: "MariaDB 10.6 or newer (MySQL is not tested)",
        });
    }
    if packet.parse::<u64>().is_ok_and(|bytes| bytes < SMALLEST_PACKET) {
        return Err(ConnectError::Setting {
            setting: "max_allowed_packet",
            found: packet.clone(),
            fix: format!("set it to at least {SMALLEST_PACKET}, else larger items can not be written"),
        });
    }
    if read_only == "1" {
        return Err(ConnectError::Setting {
            setting: "read_only",
            found: "1".to_owned(),
            fix: "connect to the primary server".to_owned(),
        });
    }
    Ok(())
}

/// `10.11.6-MariaDB-0+deb12u1`, before 11 also `5.5.5-10.6.12-MariaDB`.
fn is_supported(version: &str) -> bool {
    let Some((numbers, _)) = version.split_once("-MariaDB") else {
        return false;
    };
    let numbers = numbers.strip_prefix("5.5.5-").unwrap_or(numbers);
    let mut parts = numbers.split('.').map_while(|part| part.parse::<u32>().ok());
    matches!((parts.next(), parts.next()), (Some(major), Some(minor)) if (major, minor) >= OLDEST)
}

impl Server for MySql {
    const UNLIMITED: &'static str = "SET SESSION max_statement_time = 0";

    const SESSION: &'static str = "SELECT CAST(CONNECTION_ID() AS SIGNED)";

    fn limited(limit: Duration) -> String {
        format!("SET SESSION max_statement_time = {}", limit.as_secs_f64())
    }

    fn limited_to(limit: Duration) -> String {
        // 0 would be no limit at all.
        Self::limited(limit.max(Duration::from_millis(1)))
    }

    fn stop(session: i64) -> String {
        format!("KILL QUERY {session}")
    }

    fn arguments(statement: &Statement) -> Result<MySqlArguments, DbError> {
        row::arguments(statement)
    }

    fn row(row: &MySqlRow) -> impl Row {
        row::MariaDbRow(row)
    }

    fn rows_affected(done: &MySqlQueryResult) -> u64 {
        done.rows_affected()
    }

    fn map_database_error(error: &dyn DatabaseError) -> DbError {
        match error.try_downcast_ref::<MySqlDatabaseError>() {
            Some(error) => error::map_error(error.number(), error.message()),
            None => DbError::Other(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_apart() {
        let check = |version: &str, expected: bool| assert_eq!(is_supported(version), expected, "{version}");
        check("10.11.6-MariaDB-0+deb12u1", true);
        check("10.6.0-MariaDB", true);
        check("5.5.5-10.6.12-MariaDB-log", true);
        check("11.4.2-MariaDB", true);
        check("10.5.23-MariaDB", false);
        check("8.0.36", false);
        check("nonsense", false);
    }
}
