//! Whether a password may be used: long enough, and not what is tried first. `zxcvbn` knows the passwords of known breaches, keyboard walks, dates and
//! names, and takes what is known of the person into account; rules such as "one digit" would let `Password1` pass and refuse good ones.

use zxcvbn::{Score, zxcvbn};

/// The longest that is hashed.
pub const MAX_BYTES: usize = 1024;

/// The sentence fragment that says what is wrong; `None` where it may be used. `known` is what others know of the person: names, addresses.
pub fn weakness(password: &str, min_length: usize, known: &[&str]) -> Option<String> {
    if password.chars().count() < min_length {
        return Some(format!("must be at least {min_length} characters"));
    }
    if password.len() > MAX_BYTES {
        return Some(format!("must be at most {MAX_BYTES} bytes"));
    }
    // The parts of an address too: `ada@example.org` makes `ada` known.
    let parts = known.iter().flat_map(|text| text.split(['@', '.', ' ', '+', '-', '_']));
    let known: Vec<&str> = known
        .iter()
        .copied()
        .chain(parts)
        .filter(|text| text.len() > 2)
        .collect();
    let entropy = zxcvbn(password, &known);
    if entropy.score() >= Score::Two {
        return None;
    }
    let warning = entropy.feedback().and_then(|feedback| feedback.warning());
    let reason = warning.map_or_else(
        || "it is among the first that are tried".to_owned(),
        |warning| {
            let text = warning.to_string();
            let mut letters = text.trim_end_matches('.').chars();
            let first = letters.next().map(|letter| letter.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        },
    );
    Some(format!(
        "is too easy to guess: {reason}. A few unrelated words are better"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_first_is_refused() {
        let known = ["ada.lovelace@example.org", "Ada", "Lovelace"];
        for weak in [
            "short",
            "password1234",
            "qwertyuiop",
            "1234567890",
            "adalovelace",
            "aaaaaaaaaaaa",
            "iloveyou123",
        ] {
            assert!(weakness(weak, 10, &known).is_some(), "{weak}");
        }
        for good in [
            "correct horse battery",
            "vT9#kq2!xLw",
            "gelber Regen im Keller",
            "这是一个很长的密码吗",
        ] {
            assert_eq!(weakness(good, 10, &known), None, "{good}");
        }
        let long = "x7K!".repeat(300);
        assert_eq!(weakness(&long, 10, &[]).as_deref(), Some("must be at most 1024 bytes"));
        let expected = "is too easy to guess: this is a very common password. A few unrelated words are better";
        assert_eq!(weakness("password1234", 10, &[]).as_deref(), Some(expected));
    }
}
