//! From the facts of `items` to answers. What a caller may not know is decided here too: names are told to administrators only.

use super::{
    ApiError, Problem,
    codes::{
        FAILED_VALIDATION, INVALID_FOREIGN_KEY, INVALID_PAYLOAD, INVALID_QUERY, NOT_FOUND, NOT_NULL_VIOLATION,
        PRECONDITION_FAILED, RECORD_NOT_UNIQUE, VALUE_OUT_OF_RANGE, VALUE_TOO_LONG,
    },
};
use crate::{
    items::{ItemsError, error::StoreError},
    mutation::Failure,
    query::resolve::QueryError,
    schema::condition::{ConditionError, ConditionErrorKind},
    value::Name,
};

/// The answer for an error. `is_admin`: whether names may be told.
pub fn answer(error: ItemsError, is_admin: bool) -> ApiError {
    match error {
        ItemsError::Forbidden => ApiError::forbidden(),
        ItemsError::Changed => ApiError::new(
            &PRECONDITION_FAILED,
            "the item has changed since you read it; read it again",
        ),
        ItemsError::NotFound => ApiError::new(&NOT_FOUND, "there is no such item"),
        ItemsError::Query(error) => query(&error, is_admin),
        ItemsError::Payload { path, message } => {
            ApiError::one(placed(Problem::new(&INVALID_PAYLOAD, at(&path, &message)), &path))
        }
        ItemsError::UnknownField { path, name, nearest } => unknown_field(&path, &name, nearest.as_deref(), is_admin),
        ItemsError::Failures(failures) => {
            let problems = failures.iter().map(failure).collect();
            ApiError::several(problems).unwrap_or_else(|| ApiError::internal("values were refused without a reason"))
        }
        ItemsError::NotUnique {
            collection,
            fields,
            path,
        } => ApiError::one(not_unique(&collection, &fields, &path)),
        ItemsError::InvalidForeignKey {
            collection,
            field,
            path,
            value,
        } => {
            let message = at(&path, "leads to no item that you may use");
            let problem = placed(Problem::new(&INVALID_FOREIGN_KEY, message), &path);
            let problem = problem.with("collection", &*collection).with("field", field.as_deref());
            ApiError::one(problem.with("value", value))
        }
        ItemsError::StillReferred {
            collection,
            field,
            items,
        } => {
            let by = field
                .as_ref()
                .map_or_else(|| collection.to_string(), |field| format!("{collection}.{field}"));
            let which = if items.is_empty() {
                String::new()
            } else {
                format!(" of {}", items.join(", "))
            };
            let message = format!("the item is still referred to by {by}{which}; change those items first");
            let problem = Problem::new(&INVALID_FOREIGN_KEY, message).with("collection", &*collection);
            ApiError::one(problem.with("field", field.as_deref()).with("items", items))
        }
        ItemsError::Busy(message) => ApiError::unavailable(message, ""),
        ItemsError::TooLarge(message) => ApiError::payload(message),
        ItemsError::Database(error) => store(error),
    }
}

fn query(error: &QueryError, is_admin: bool) -> ApiError {
    let is_unknown = |problem: &ConditionError| matches!(problem.kind, ConditionErrorKind::UnknownField { .. });
    if !is_admin && error.problems.iter().any(is_unknown) {
        return ApiError::forbidden();
    }
    let problems = error.problems.iter().map(condition).collect();
    ApiError::several(problems).unwrap_or_else(ApiError::forbidden)
}

fn condition(error: &ConditionError) -> Problem {
    let message = match &error.kind {
        ConditionErrorKind::UnknownField { name, nearest, .. } => {
            with_suggestion(&format!("there is no field `{name}`"), nearest.as_deref())
        }
        ConditionErrorKind::UnknownOperator { name, nearest } => {
            with_suggestion(&format!("there is no operator `{name}`"), *nearest)
        }
        ConditionErrorKind::Unfit(message)
        | ConditionErrorKind::Malformed(message)
        | ConditionErrorKind::TooLarge(message) => message.clone(),
    };
    placed(Problem::new(&INVALID_QUERY, at(&error.path, &message)), &error.path)
}

fn unknown_field(path: &str, name: &str, nearest: Option<&str>, is_admin: bool) -> ApiError {
    if !is_admin {
        return ApiError::forbidden();
    }
    let message = with_suggestion(&format!("there is no field `{name}`"), nearest);
    ApiError::one(placed(Problem::new(&INVALID_PAYLOAD, at(path, &message)), path))
}

fn failure(failure: &Failure) -> Problem {
    let problem = Problem::new(&FAILED_VALIDATION, at(&failure.path, &failure.message));
    problem
        .with("field", failure.field.as_str())
        .with("path", failure.path.as_str())
        .with("type", failure.kind)
}

fn not_unique(collection: &Name, fields: &[Name], path: &str) -> Problem {
    let names: Vec<&str> = fields.iter().map(|name| &**name).collect();
    let message = match names.as_slice() {
        [] => "another item has the same value in a unique field".to_owned(),
        [one] => format!("another item has the same `{one}`"),
        several => format!("another item has the same {}", several.join(" and ")),
    };
    let problem = placed(Problem::new(&RECORD_NOT_UNIQUE, at(path, &message)), path);
    problem.with("collection", &**collection).with("field", names.join(","))
}

/// What `items` could not put in terms of fields.
fn store(error: StoreError) -> ApiError {
    let cause = error.to_string();
    let with_cause = |mut answer: ApiError| {
        answer.cause = Some(cause.clone());
        answer
    };
    match error {
        StoreError::Unique { .. } => {
            ApiError::new(&RECORD_NOT_UNIQUE, "another item has the same value in a unique field")
        }
        StoreError::ForeignKey { .. } => ApiError::new(
            &INVALID_FOREIGN_KEY,
            "a key leads to no item, or the item is still referred to",
        ),
        StoreError::NotNull { column } => {
            ApiError::one(Problem::new(&NOT_NULL_VIOLATION, format!("{column} needs a value")).with("field", column))
        }
        StoreError::Check { .. } => with_cause(ApiError::new(&FAILED_VALIDATION, "a value breaks a rule of its table")),
        StoreError::TooLong { column } => {
            let problem = Problem::new(&VALUE_TOO_LONG, "a value is too long for its field");
            ApiError::one(problem.with("field", column))
        }
        StoreError::OutOfRange => ApiError::new(&VALUE_OUT_OF_RANGE, "a value is out of the range of its field"),
        StoreError::NulCharacter => ApiError::payload("a text holds a NUL character, which can not be stored"),
        StoreError::Collision => ApiError::unavailable("the write collided with others; try again", cause),
        StoreError::Timeout => ApiError::unavailable(
            "the query took too long and was stopped; ask for less, or filter by indexed fields",
            cause,
        ),
        StoreError::Unavailable(_) => ApiError::unavailable("the database is not available; try again", cause),
        StoreError::CheckColumn(_) | StoreError::Other(_) => ApiError::internal(cause),
    }
}

fn with_suggestion(message: &str, nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || message.to_owned(),
        |nearest| format!("{message}; did you mean `{nearest}`?"),
    )
}

fn at(path: &str, message: &str) -> String {
    if path.is_empty() {
        message.to_owned()
    } else {
        format!("{path}: {message}")
    }
}

fn placed(problem: Problem, path: &str) -> Problem {
    if path.is_empty() {
        problem
    } else {
        problem.with("path", path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::CollectionId;

    fn unknown(name: &str) -> ConditionError {
        ConditionError {
            path: format!("filter.{name}"),
            kind: ConditionErrorKind::UnknownField {
                collection: CollectionId(0),
                name: name.to_owned(),
                nearest: Some("title".to_owned()),
            },
        }
    }

    fn check(error: ItemsError, is_admin: bool, status: u16, code: &str, message: &str) {
        let answer = answer(error, is_admin);
        let first = answer.problems().next().unwrap();
        assert_eq!(
            (answer.status(), first.code.name, first.message.as_str()),
            (status, code, message)
        );
    }

    #[test]
    fn a_name_is_told_to_administrators_only() {
        let unfit = ConditionError {
            path: "filter.age._contains".to_owned(),
            kind: ConditionErrorKind::Unfit("_contains does not fit integer".to_owned()),
        };
        let query = |problems: Vec<ConditionError>| ItemsError::Query(QueryError { problems });
        let forbidden = "you do not have permission to access this, or it does not exist";
        check(query(vec![unknown("titel")]), false, 403, "FORBIDDEN", forbidden);
        check(
            query(vec![unfit.clone(), unknown("titel")]),
            false,
            403,
            "FORBIDDEN",
            forbidden,
        );
        let told = "filter.titel: there is no field `titel`; did you mean `title`?";
        check(query(vec![unknown("titel")]), true, 400, "INVALID_QUERY", told);
        let told = "filter.age._contains: _contains does not fit integer";
        check(query(vec![unfit]), false, 400, "INVALID_QUERY", told);
        let field = |path: &str| ItemsError::UnknownField {
            path: path.to_owned(),
            name: "titel".to_owned(),
            nearest: Some("title".to_owned()),
        };
        check(field("[3].titel"), false, 403, "FORBIDDEN", forbidden);
        let told = "[3].titel: there is no field `titel`; did you mean `title`?";
        check(field("[3].titel"), true, 400, "INVALID_PAYLOAD", told);
    }

    #[test]
    fn every_failure_is_told() {
        let failure = |path: &str| Failure {
            path: path.to_owned(),
            field: "slug".to_owned(),
            kind: "required",
            message: "is required".to_owned(),
        };
        let answer = answer(
            ItemsError::Failures(vec![failure("[0].slug"), failure("[3].slug")]),
            false,
        );
        let paths: Vec<_> = answer
            .problems()
            .map(|problem| problem.extensions["path"].clone())
            .collect();
        assert_eq!(paths, ["[0].slug", "[3].slug"]);
        assert_eq!(answer.problems().next().unwrap().message, "[0].slug: is required");
    }

    #[test]
    fn the_database_is_not_quoted() {
        let error = ItemsError::Database(StoreError::Other("syntax error at or near SECRET".to_owned()));
        let answer = answer(error, true);
        assert_eq!(answer.status(), 500);
        assert!(!answer.to_json("r").to_string().contains("SECRET"));
        assert!(answer.cause.unwrap().contains("SECRET"));
    }
}
