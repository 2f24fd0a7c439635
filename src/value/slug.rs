//! Slugs: a text as it stands in an address, `[a-z0-9]+(-[a-z0-9]+)*`.

/// Lower-case ASCII words joined by hyphens, other scripts transliterated, at most 120 characters. Empty where nothing is left.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in deunicode::deunicode(text).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if character != '\'' && !slug.is_empty() && !slug.ends_with('-') {
            // An apostrophe joins: "don't" is one word.
            slug.push('-');
        }
    }
    slug.truncate(120);
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slugify;

    #[test]
    fn makes_words_of_any_text() {
        let check = |text: &str, expected: &str| assert_eq!(slugify(text), expected, "{text}");
        check("High tide, again!", "high-tide-again");
        check("Über die Brücke", "uber-die-brucke");
        check("don't panic", "dont-panic");
        check("  --  ", "");
        check("Ж", "zh");
        check(&"a".repeat(300), &"a".repeat(120));
    }
}
