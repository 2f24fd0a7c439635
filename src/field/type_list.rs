//! `FIELD_TYPES`: every type that a model file may name, in the order of docs/models.md. From here come the parser, the JSON Schema of model files
//! and openapi/field-types.json.

use serde_json::json;

use crate::{value::Json, yaml::Key};

use super::{
    FieldType, bigint, blocks, boolean, code, color, computed, date, datetime, decimal, email, float, integer, json,
    list, markdown, object, password, phone, point, relation, richtext, secret, select, slug, string, tags, text, time,
    url, uuid,
};

pub const FIELD_TYPES: &[FieldType] = &[
    string::TYPE,
    text::TYPE,
    markdown::TYPE,
    richtext::TYPE,
    slug::TYPE,
    email::TYPE,
    url::TYPE,
    phone::TYPE,
    color::TYPE,
    code::TYPE,
    integer::TYPE,
    bigint::TYPE,
    float::TYPE,
    decimal::TYPE,
    boolean::TYPE,
    date::TYPE,
    time::TYPE,
    datetime::TYPE,
    uuid::TYPE,
    select::TYPE,
    tags::TYPE,
    json::TYPE,
    object::TYPE,
    list::TYPE,
    blocks::TYPE,
    relation::RELATION,
    relation::IMAGE,
    relation::FILE,
    relation::USER,
    point::TYPE,
    password::TYPE,
    secret::TYPE,
    computed::TYPE,
];

pub fn field_type(name: &str) -> Option<&'static FieldType> {
    FIELD_TYPES.iter().find(|found| found.name == name)
}

pub fn type_names() -> impl Iterator<Item = &'static str> + Clone {
    FIELD_TYPES.iter().map(|found| found.name)
}

/// What openapi/field-types.json holds.
pub fn field_types_json() -> Json {
    let option = |key: &Key| json!({ "name": key.name, "description": key.doc, "default": key.default, "schema": key.shape.json_schema() });
    let row = |found: &FieldType| {
        json!({
            "name": found.name,
            "summary": found.summary,
            "stored_as": found.stored_as,
            "options": found.options.iter().map(option).collect::<Vec<_>>(),
        })
    };
    Json::Array(FIELD_TYPES.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_for_clients_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/field-types.json");
        let fresh = serde_json::to_string_pretty(&field_types_json()).unwrap() + "\n";
        if std::env::var_os("QUINTET_TEST_WRITE").is_some() {
            std::fs::write(path, &fresh).unwrap();
        }
        let found = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            found == fresh,
            "openapi/field-types.json is stale: run the test with QUINTET_TEST_WRITE=1"
        );
    }
}
