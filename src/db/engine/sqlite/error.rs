//! SQLite's errors in terms of the model. What went wrong with a constraint stands only in the text of the message.

use rusqlite::{Error, ErrorCode, ffi};

use crate::db::DbError;

pub fn map_error(error: &Error) -> DbError {
    let Error::SqliteFailure(code, message) = error else {
        return DbError::Other(error.to_string());
    };
    let message = message.as_deref().unwrap_or_default();
    match code.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            return unique(message);
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return DbError::ForeignKey { constraint: None },
        ffi::SQLITE_CONSTRAINT_NOTNULL => {
            return DbError::NotNull {
                column: last_name(detail(message)),
            };
        }
        ffi::SQLITE_CONSTRAINT_CHECK => {
            return DbError::Check {
                constraint: detail(message).to_owned(),
            };
        }
        ffi::SQLITE_BUSY_SNAPSHOT | ffi::SQLITE_LOCKED => return DbError::Collision,
        _ => {}
    }
    match code.code {
        ErrorCode::OperationInterrupted => DbError::Timeout,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            DbError::Unavailable("another process holds the database file's lock".to_owned())
        }
        ErrorCode::TooBig => DbError::TooLong { column: None },
        ErrorCode::DiskFull => DbError::Unavailable("the disk is full".to_owned()),
        ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::ReadOnly => {
            DbError::Unavailable(error.to_string())
        }
        _ => DbError::Other(error.to_string()),
    }
}

/// `UNIQUE constraint failed: articles.slug, articles.site` or `…: index 'name'`.
fn unique(message: &str) -> DbError {
    let detail = detail(message);
    match detail.strip_prefix("index '").and_then(|rest| rest.strip_suffix('\'')) {
        Some(index) => DbError::Unique {
            constraint: index.to_owned(),
            columns: Vec::new(),
        },
        None => DbError::Unique {
            constraint: detail.to_owned(),
            columns: detail.split(", ").map(str::to_owned).collect(),
        },
    }
}

fn detail(message: &str) -> &str {
    message.split_once(": ").map_or(message, |(_, detail)| detail)
}

fn last_name(path: &str) -> String {
    path.rsplit('.').next().unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_are_read_from_the_message() {
        let check = |extended: i32, message: &str, expected: DbError| {
            let error = Error::SqliteFailure(ffi::Error::new(extended), Some(message.to_owned()));
            assert_eq!(map_error(&error), expected);
        };
        check(
            ffi::SQLITE_CONSTRAINT_UNIQUE,
            "UNIQUE constraint failed: articles.site, articles.slug",
            DbError::Unique {
                constraint: "articles.site, articles.slug".into(),
                columns: vec!["articles.site".into(), "articles.slug".into()],
            },
        );
        check(
            ffi::SQLITE_CONSTRAINT_UNIQUE,
            "UNIQUE constraint failed: index 'articles_slug'",
            DbError::Unique {
                constraint: "articles_slug".into(),
                columns: vec![],
            },
        );
        check(
            ffi::SQLITE_CONSTRAINT_NOTNULL,
            "NOT NULL constraint failed: articles.title",
            DbError::NotNull { column: "title".into() },
        );
        check(
            ffi::SQLITE_CONSTRAINT_CHECK,
            "CHECK constraint failed: lead_one",
            DbError::Check {
                constraint: "lead_one".into(),
            },
        );
        check(
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY,
            "FOREIGN KEY constraint failed",
            DbError::ForeignKey { constraint: None },
        );
        check(ffi::SQLITE_INTERRUPT, "interrupted", DbError::Timeout);
    }
}
