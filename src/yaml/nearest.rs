//! The nearest valid word for a mistyped one.

/// The candidate that the writer most likely meant; `None` when nothing is near. The first wins among equals.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // Nobody mistypes a word that long, and the comparison is quadratic.
    let length = word.chars().count();
    if length > 80 {
        return None;
    }
    let folded = word.to_lowercase().replace('-', "_");
    let allowed = (length / 3).max(1);
    let distance = |candidate: &str| match candidate.to_lowercase() {
        lower if lower == folded => 0,
        lower => strsim::osa_distance(&folded, &lower),
    };
    let scored = candidates.into_iter().map(|candidate| (distance(candidate), candidate));
    scored
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, near)| near)
}

/// "did you mean `title`?", or the list of what there is when it is short.
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str> + Clone) -> Option<String> {
    if let Some(near) = nearest(word, candidates.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all: Vec<&str> = candidates.into_iter().collect();
    match all.len() {
        0 => None,
        1 => Some(format!("there is only {}", list(&all))),
        2..=12 => Some(format!("there are {}", list(&all))),
        _ => None,
    }
}

/// "`a`, `b` and `c`"
pub fn list(words: &[&str]) -> String {
    join(words, "and")
}

/// "`a`, `b` or `c`"
pub fn alternatives(words: &[&str]) -> String {
    join(words, "or")
}

fn join(words: &[&str], conjunction: &str) -> String {
    match words {
        [] => String::new(),
        [one] => format!("`{one}`"),
        [most @ .., last] => {
            let most: Vec<String> = most.iter().map(|word| format!("`{word}`")).collect();
            format!("{} {conjunction} `{last}`", most.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_what_is_near() {
        let words = ["required", "label", "max_length", "to"];
        let check = |word: &str, expected: Option<&str>| assert_eq!(nearest(word, words), expected, "{word}");
        check("requred", Some("required"));
        check("Label", Some("label"));
        check("maxLength", Some("max_length"));
        check("max-length", Some("max_length"));
        check("too", Some("to"));
        check("colour", None);
        check(&"x".repeat(10_000), None);
        assert_eq!(
            did_you_mean("zzz", words).unwrap(),
            "there are `required`, `label`, `max_length` and `to`"
        );
    }
}
