//! `color`: `#rgb`, `#rrggbb` or `#rrggbbaa`.

use super::{FieldType, Problem, text_kind::TextKind, text_rules::TextRules};

pub const TYPE: FieldType = FieldType {
    name: "color",
    summary: "A color: #rgb, #rrggbb or #rrggbbaa.",
    stored_as: "TEXT / VARCHAR(9) / VARCHAR(9)",
    options: &[],
    build: |_, _| {
        let schema_word = Some(("pattern", "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$"));
        Some(Box::new(TextKind {
            check,
            schema_word,
            ..TextKind::bounded("color", TextRules::up_to(9))
        }))
    },
};

fn check(text: &str) -> Result<(), Problem> {
    let digits = text.strip_prefix('#').unwrap_or_default();
    let is_color = [3, 6, 8].contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_color {
        Ok(())
    } else {
        Err(Problem::new("color", "must be a color such as #1d3557"))
    }
}
