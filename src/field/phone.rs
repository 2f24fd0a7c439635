//! `phone`: a number as people write it, `+49 30 1234-567`; between three and fifteen digits, as E.164 has them. Kept as written.

use super::{FieldType, Problem, text_kind::TextKind, text_rules::TextRules};

pub const TYPE: FieldType = FieldType {
    name: "phone",
    summary: "A phone number, kept as it is written.",
    stored_as: "TEXT / VARCHAR(40) / VARCHAR(40)",
    options: &[],
    build: |_, _| {
        let schema_word = Some(("pattern", "^\\+?[0-9 ()./-]{3,40}$"));
        Some(Box::new(TextKind {
            check,
            schema_word,
            ..TextKind::bounded("phone", TextRules::up_to(40))
        }))
    },
};

fn check(text: &str) -> Result<(), Problem> {
    let message = "must be a phone number such as +49 30 1234567";
    if is_phone(text) {
        Ok(())
    } else {
        Err(Problem::new("phone", message))
    }
}

fn is_phone(text: &str) -> bool {
    let rest = text.strip_prefix('+').unwrap_or(text);
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let is_sound =
        rest.starts_with(|c: char| c.is_ascii_digit() || c == '(') && rest.ends_with(|c: char| c.is_ascii_digit());
    is_sound && (3..=15).contains(&digits) && rest.chars().all(|c| c.is_ascii_digit() || " ()./-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for good in ["+49 30 1234-567", "030/123456", "(030) 123456", "112", "+15551234567"] {
            assert!(is_phone(good), "{good}");
        }
        for bad in [
            "",
            "12",
            "+",
            "12345678901234567",
            "call me",
            "++49",
            "123-",
            "030 123 ext 4",
        ] {
            assert!(!is_phone(bad), "{bad}");
        }
    }
}
