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

/// Each row of "Differences from the dialect", by how it begins, with the tests that hold us to it.
const DIFFERENCES: &[(&str, &[&str])] = &[
    (
        "a many-to-many field",
        &[
            "a_list_replaces_and_changes_add_and_remove",
            "the_examples_of_the_page_are_true",
        ],
    ),
    (
        "a missing item is 403",
        &[
            "each_refusal_has_its_status_and_code",
            "a_missing_item_is_404_and_a_hidden_one_too",
        ],
    ),
    (
        "a forbidden or unknown field",
        &["a_hidden_name_is_refused_like_one_that_is_not_there_in_every_position"],
    ),
    (
        "unknown members of a payload",
        &["an_unknown_member_is_refused_with_the_nearest_name"],
    ),
    ("the texts `\"null\"`", &["texts_that_look_like_values_are_texts"]),
    ("`_ieq`", &["every_operator_on_every_type_means_the_same_everywhere"]),
    (
        "text comparison",
        &["every_operator_on_every_type_means_the_same_everywhere"],
    ),
    ("`%` and `_`", &["texts_that_look_like_values_are_texts"]),
    ("nulls sort", &["nulls_are_last_ascending_and_first_descending"]),
    ("`_some`, `_none`", &["random_queries_give_what_a_naive_reader_gives"]),
    (
        "pages by offset only",
        &["pages_are_the_list", "rows_that_come_and_go_move_nothing"],
    ),
    (
        "nothing to validate",
        &[
            "an_unchanged_answer_is_not_sent_again",
            "a_write_of_what_has_changed_is_refused",
        ],
    ),
    (
        "many writes answer",
        &["many_at_once_answer_in_the_order_of_the_request"],
    ),
    ("sums are text", &["aggregates_are_the_same_bytes_everywhere"]),
    (
        "bulk writes stop",
        &["everything_wrong_with_all_rows_is_said_at_once_and_nothing_is_written"],
    ),
    (
        "a search is a part",
        &["words_are_found_wherever_they_stand", "what_fits_better_comes_first"],
    ),
    ("an export is built", &["a_list_is_a_table", "nothing_is_cut_silently"]),
    ("errors in one form", &["a_problem_document_comes_for_who_asks"]),
    ("one static token", &["a_token_is_its_roles", "tokens_end"]),
    (
        "a filter or a sort",
        &["a_hidden_name_is_refused_like_one_that_is_not_there_in_every_position"],
    ),
];

fn test_sources(folder: &std::path::Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            test_sources(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_difference_from_the_dialect_has_a_test() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/api.md")).unwrap();
    let (_, rest) = page.split_once("| there | here |\n").unwrap();
    let rows: Vec<&str> = rest.lines().skip(1).take_while(|line| line.starts_with("| ")).collect();
    let mut sources = String::new();
    test_sources(&root.join("tests/it"), &mut sources);
    for row in &rows {
        let found = DIFFERENCES
            .iter()
            .find(|(begin, _)| row.starts_with(&format!("| {begin}")));
        let (_, tests) = found.unwrap_or_else(|| panic!("no test is named for {row}"));
        for test in *tests {
            assert!(
                sources.contains(&format!("fn {test}(")),
                "there is no test {test}, for {row}"
            );
        }
    }
    assert_eq!(rows.len(), DIFFERENCES.len(), "a row is gone: take out its entry");
}
