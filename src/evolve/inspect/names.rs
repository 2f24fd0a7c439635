//! Names that a model file may have, made of any others.

/// Small letters, digits and single underscores.
pub fn plain(name: &str) -> String {
    let mut text = String::new();
    let mut was_small = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && was_small {
            text.push('_');
        }
        was_small = character.is_ascii_lowercase() || character.is_ascii_digit();
        match character {
            'a'..='z' | '0'..='9' | 'A'..='Z' => text.push(character.to_ascii_lowercase()),
            _ if text.ends_with('_') => {}
            _ => text.push('_'),
        }
    }
    while text.contains("__") {
        text = text.replace("__", "_");
    }
    let text = text.trim_matches('_');
    match text.bytes().next() {
        Some(first) if first.is_ascii_lowercase() => text.to_owned(),
        _ => format!("t_{text}"),
    }
}

/// The name, or the name with the first number that makes it free.
pub fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    let names = (2..10_000).map(|number| format!("{name}_{number}"));
    names
        .into_iter()
        .find(|name| !is_taken(name))
        .unwrap_or_else(|| name.to_owned())
}

/// A text that YAML reads as it stands.
pub fn quoted(name: &str) -> String {
    serde_json::to_string(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_those_of_a_model() {
        let check = |name: &str, expected: &str| assert_eq!(plain(name), expected);
        check("Order Details", "order_details");
        check("OrderID", "order_id");
        check("django__admin_log", "django_admin_log");
        check("2fa", "t_2fa");
        check("größe", "gr_e");
        check("_", "t_");
    }
}
