//! MariaDB's errors in terms of the model, by number; names stand in the message.

use crate::db::DbError;

pub fn map_error(number: u16, message: &str) -> DbError {
    match number {
        1062 | 1586 | 1022 => DbError::Unique {
            constraint: last_quoted(message, '\''),
            columns: Vec::new(),
        },
        1216 | 1217 => DbError::ForeignKey { constraint: None },
        1451 | 1452 => DbError::ForeignKey {
            constraint: after(message, "CONSTRAINT `"),
        },
        1048 | 1364 => DbError::NotNull {
            column: quoted(message, '\''),
        },
        4025 => DbError::Check {
            constraint: quoted(message, '`'),
        },
        1406 => DbError::TooLong {
            column: Some(quoted(message, '\'')),
        },
        1153 | 1071 | 1118 | 1162 => DbError::TooLong { column: None },
        // The last ones: the character set of an adopted column does not have the text that it is compared with.
        1264 | 1292 | 1366 | 1367 | 1690 | 1267 | 1270 | 1271 => DbError::OutOfRange,
        1020 | 1213 => DbError::Collision,
        1205 | 1317 | 1969 => DbError::Timeout,
        1021 | 1040 | 1053 | 1114 | 1203 | 1226 | 1290 | 1836 | 1927 => DbError::Unavailable(message.to_owned()),
        1158..=1161 | 1047 | 1129 | 1152 | 1184 => DbError::Unavailable(message.to_owned()),
        1054 if message.ends_with("in 'CHECK'") => DbError::CheckColumn(format!("{message} ({number})")),
        number => DbError::Other(format!("{message} ({number})")),
    }
}

/// `Duplicate entry 'it's' for key 'articles_slug'`: the value may hold anything.
fn last_quoted(message: &str, quote: char) -> String {
    message.rsplit(quote).nth(1).unwrap_or_default().to_owned()
}

fn quoted(message: &str, quote: char) -> String {
    message.split(quote).nth(1).unwrap_or_default().to_owned()
}

fn after(message: &str, start: &str) -> Option<String> {
    let (_, rest) = message.split_once(start)?;
    rest.split('`').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_the_message() {
        let check = |number: u16, message: &str, expected: DbError| {
            assert_eq!(map_error(number, message), expected, "{message}");
        };
        check(
            1062,
            "Duplicate entry 'it's' for key 'articles_slug'",
            DbError::Unique {
                constraint: "articles_slug".into(),
                columns: vec![],
            },
        );
        check(
            1452,
            "Cannot add or update a child row: a foreign key constraint fails (`q`.`articles`, CONSTRAINT `articles_author` FOREIGN KEY (`author`) …)",
            DbError::ForeignKey {
                constraint: Some("articles_author".into()),
            },
        );
        check(
            1048,
            "Column 'title' cannot be null",
            DbError::NotNull { column: "title".into() },
        );
        check(
            4025,
            "CONSTRAINT `lead_one` failed for `q`.`settings`",
            DbError::Check {
                constraint: "lead_one".into(),
            },
        );
        check(
            1406,
            "Data too long for column 'title' at row 1",
            DbError::TooLong {
                column: Some("title".into()),
            },
        );
        check(
            1267,
            "Illegal mix of collations (latin1_swedish_ci,IMPLICIT) and (utf8mb4_nopad_bin,COERCIBLE) for operation '='",
            DbError::OutOfRange,
        );
        check(1213, "Deadlock found when trying to get lock", DbError::Collision);
        check(
            1969,
            "Query execution was interrupted (max_statement_time exceeded)",
            DbError::Timeout,
        );
    }
}
