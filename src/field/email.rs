//! `email`: one address, without a display name.

use super::{FieldType, Problem, text_kind::TextKind, text_rules::TextRules};

pub const TYPE: FieldType = FieldType {
    name: "email",
    summary: "An email address.",
    stored_as: "TEXT / VARCHAR(254) / VARCHAR(254)",
    options: &[],
    build: |_, _| {
        let schema_word = Some(("format", "email"));
        Some(Box::new(TextKind {
            check,
            schema_word,
            ..TextKind::bounded("email", TextRules::up_to(254))
        }))
    },
};

fn check(text: &str) -> Result<(), Problem> {
    if is_email(text) {
        Ok(())
    } else {
        Err(Problem::new(
            "email",
            "must be an email address such as ada@example.org",
        ))
    }
}

/// What mail servers accept in practice: no quoted local parts, no address literals; international domains and names pass.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_local = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_local_sound = (1..=64).contains(&local.len())
        && local.chars().all(is_local)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    is_local_sound && domain.contains('.') && domain.split('.').all(is_label)
}

/// One part of a domain name.
pub fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in ["ada@example.org", "a.b+c@x-y.co.uk", "käthe@müller.de", "o'neil@a.io"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "ada",
            "ada@",
            "@x.org",
            "a b@x.org",
            "a@x",
            "a@-x.org",
            "a@x..org",
            ".a@x.org",
            "A <a@x.org>",
            "a@x.org\n",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
