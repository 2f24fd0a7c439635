//! `slug`: the readable part of an address: `[a-z0-9]+(-[a-z0-9]+)*`. Unique unless the model says otherwise.

use serde_json::json;

use crate::yaml::{Shape, key};

use super::{FieldType, Problem, string::MAX_LENGTH_KEY, text_kind::TextKind, text_rules::TextRules};

pub const TYPE: FieldType = FieldType {
    name: "slug",
    summary: "The readable part of an address, made from another field when it is not given. Unique by default.",
    stored_as: "TEXT / VARCHAR(n) / VARCHAR(n)",
    options: &[
        key("from", Shape::Text, "The field that it is made from."),
        key(
            "on_change",
            Shape::Word(&["keep", "redirect"]),
            "What happens when that field changes.",
        )
        .or("keep"),
        MAX_LENGTH_KEY,
    ],
    build: |options, context| {
        if options.text("on_change") == Some("redirect") {
            let message = "`on_change: redirect` is not yet supported; a slug is kept when its source changes";
            context.report.error(options.span("on_change"), "not-yet", message);
        }
        let rules = TextRules::from_options(options, Some(255), context.report)?;
        let more_options = json!({ "from": options.text("from") });
        let schema_word = Some(("pattern", "^[a-z0-9]+(-[a-z0-9]+)*$"));
        Some(Box::new(TextKind {
            check,
            schema_word,
            more_options,
            ..TextKind::bounded("slug", rules)
        }))
    },
};

fn check(text: &str) -> Result<(), Problem> {
    let message = "must be small letters, digits and single hyphens, such as harbor-reopens-2";
    if is_slug(text) {
        Ok(())
    } else {
        Err(Problem::new("slug", message))
    }
}

fn is_slug(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.split('-').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_strict() {
        for bad in ["", "-a", "a-", "a--b", "A", "ä", "a b", "a_b"] {
            assert!(!is_slug(bad), "{bad}");
        }
        for good in ["a", "high-tide-2", "2026"] {
            assert!(is_slug(good), "{good}");
        }
    }
}
