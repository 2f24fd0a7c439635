//! How deep a JSON document may be nested: as deep as the least of the engines stores it.

use super::Json;

/// MariaDB's `json_valid` refuses more.
pub const JSON_LEVELS: usize = 31;

/// Whether lists and objects stand in each other more than `levels` times.
pub fn is_deeper_than(json: &Json, levels: usize) -> bool {
    let Some(inner_levels) = levels.checked_sub(1) else {
        return json.is_array() || json.is_object();
    };
    match json {
        Json::Array(elements) => elements.iter().any(|inner| is_deeper_than(inner, inner_levels)),
        Json::Object(members) => members.values().any(|inner| is_deeper_than(inner, inner_levels)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_lists_and_objects() {
        let check = |text: &str, levels: usize, expected: bool| {
            let json: Json = serde_json::from_str(text).unwrap();
            assert_eq!(is_deeper_than(&json, levels), expected, "{text} {levels}");
        };
        check("1", 0, false);
        check("[]", 0, true);
        check("[]", 1, false);
        check("[1, {\"a\": []}]", 2, true);
        check("[1, {\"a\": []}]", 3, false);
    }
}
