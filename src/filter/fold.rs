//! Simple Unicode case folding: one code point to one code point, the same on every engine and in memory (decisions 20).

/// What two texts have in common that differ only in case. `ß` stays `ß`: accents and ligatures are letters.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_character).collect()
}

fn fold_character(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let folded = unicode_case_mapping::case_folded(character);
    folded.and_then(|code| char::from_u32(code.get())).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_one_code_point_at_a_time() {
        let check = |text: &str, expected: &str| assert_eq!(fold(text), expected, "{text}");
        check("ÄÖÜ Straße", "äöü straße");
        check("ΣΊΣΥΦΟΣ", "σίσυφοσ");
        check("ẞ", "ß");
        check("İ", "İ");
        check("😀 Éa", "😀 éa");
    }
}
