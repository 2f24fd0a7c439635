//! Names of files as people and hostile clients write them: made harmless, without losing what they say.

/// Characters of a name.
const LENGTH: usize = 200;

/// A name without folders, control characters, and marks that turn its direction (`gpj.exe` shown as `exe.jpg`).
pub fn clean(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_hidden = |character: char| matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let plain: String = name
        .chars()
        .filter(|character| !character.is_control() && !is_hidden(*character))
        .collect();
    let plain = plain.trim().trim_start_matches('.').trim();
    if plain.is_empty() {
        return "file".to_owned();
    }
    if plain.chars().count() <= LENGTH {
        return plain.to_owned();
    }
    match extension(plain) {
        Some(extension) => {
            let rest = LENGTH.saturating_sub(extension.len() + 1);
            format!("{}.{extension}", plain.chars().take(rest).collect::<String>())
        }
        None => plain.chars().take(LENGTH).collect(),
    }
}

/// `night_tram-02.JPG` → `Night tram 02`
pub fn title(name: &str) -> String {
    let stem = match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    };
    let spaced = stem.replace(['_', '-'], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let text = words.join(" ");
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => name.to_owned(),
    }
}

/// Lower-case, without the point; `None` for what is no extension.
pub fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    let is_plain = (1..=8).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (!stem.is_empty() && is_plain).then(|| extension.to_ascii_lowercase())
}

/// The value of `Content-Disposition`: a plain name for old clients, the real one for the others (RFC 6266).
pub fn disposition(kind: &str, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|character| {
            if character.is_ascii_graphic() || character == ' ' {
                character
            } else {
                '_'
            }
        })
        .map(|character| {
            if matches!(character, '"' | '\\' | '%') {
                '_'
            } else {
                character
            }
        })
        .collect();
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let escaped: String = name
        .bytes()
        .map(|byte| {
            if is_token(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{escaped}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_harmless() {
        let check = |name: &str, expected: &str| assert_eq!(clean(name), expected, "{name:?}");
        check("../../etc/passwd", "passwd");
        check("C:\\Users\\me\\photo.jpg", "photo.jpg");
        check("a\0b\r\n.txt", "ab.txt");
        check("photo\u{202e}gpj.exe", "photogpj.exe");
        check(".htaccess", "htaccess");
        check("  ", "file");
        check("..", "file");
        check("Straße 🌊 مرحبا.jpg", "Straße 🌊 مرحبا.jpg");
        let long = clean(&format!("{}.jpeg", "é".repeat(400)));
        assert!(long.chars().count() == LENGTH && long.ends_with("é.jpeg"));
    }

    #[test]
    fn titles_and_extensions_come_from_names() {
        assert_eq!(title("night_tram-02.JPG"), "Night tram 02");
        assert_eq!(title("README"), "README");
        assert_eq!(extension("a.JPG").as_deref(), Some("jpg"));
        assert_eq!(extension("archive.tar.gz").as_deref(), Some("gz"));
        assert_eq!(extension("a.b/c"), None);
        assert_eq!(extension("jpg"), None);
    }

    #[test]
    fn a_disposition_can_not_be_broken_out_of() {
        assert_eq!(
            disposition("inline", "a\"b\\c\r\nX: y.txt"),
            "inline; filename=\"a_b_c__X: y.txt\"; filename*=UTF-8''a%22b%5Cc%0D%0AX%3A%20y.txt"
        );
        assert_eq!(
            disposition("attachment", "é.jpg"),
            "attachment; filename=\"_.jpg\"; filename*=UTF-8''%C3%A9.jpg"
        );
    }
}
