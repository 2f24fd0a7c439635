//! The pages in `docs/` name what the code has: a type, an option or an operator that is missing there fails here.

use quintet::{field::FIELD_TYPES, operator::OPERATORS, query::aggregation::AGGREGATE_FUNCTIONS};

fn check_mentions<'a>(page: &str, words: impl Iterator<Item = &'a str>) {
    let text = std::fs::read_to_string(format!("{}/{page}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let missing: Vec<&str> = words.filter(|word| !text.contains(&format!("`{word}"))).collect();
    assert!(missing.is_empty(), "{page} does not mention {missing:?}");
}

#[test]
fn models_page_names_every_field_type_and_option() {
    let options = FIELD_TYPES
        .iter()
        .flat_map(|found| found.options.iter().map(|option| option.name));
    check_mentions(
        "docs/models.md",
        FIELD_TYPES.iter().map(|found| found.name).chain(options),
    );
}

#[test]
fn api_page_names_every_operator() {
    check_mentions("docs/api.md", OPERATORS.iter().map(|operator| operator.name));
}

#[test]
fn api_page_names_every_aggregate_function() {
    check_mentions("docs/api.md", AGGREGATE_FUNCTIONS.iter().map(|row| row.name));
}

#[test]
fn api_page_names_every_error_code() {
    let path = format!("{}/openapi/error-codes.json", env!("CARGO_MANIFEST_DIR"));
    let codes: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    check_mentions(
        "docs/api.md",
        codes
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["code"].as_str().unwrap()),
    );
}
