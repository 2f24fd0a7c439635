//! Every field type with what it takes and what it refuses.

use std::{collections::HashMap, sync::Arc};

use serde_json::json;

use super::{BlockType, BlockTypes, Context, FieldKind, Place, field_type, nested, type_list::FIELD_TYPES};
use crate::{
    value::{ColumnType, Json},
    yaml::{self, Report, SourceFile, render},
};

fn keys() -> HashMap<String, ColumnType> {
    let keys = [
        ("authors", ColumnType::Uuid),
        ("countries", ColumnType::Key),
        ("tags", ColumnType::Integer),
    ];
    let system = [("quintet_users", ColumnType::Uuid), ("quintet_files", ColumnType::Uuid)];
    keys.into_iter()
        .chain(system)
        .map(|(name, key)| (name.to_owned(), key))
        .collect()
}

/// Blocks that hold each other.
fn blocks() -> Arc<BlockTypes> {
    let names = ["quote", "columns"];
    let all = Arc::new(BlockTypes::named(names.map(str::to_owned).to_vec()));
    let texts = [
        "{ text: { type: string, required: true }, by: string }",
        "{ left: { type: blocks, allow: [quote, columns] }, width: { type: integer, default: 2 } }",
    ];
    let mut types = HashMap::new();
    for (name, text) in names.iter().zip(texts) {
        let mut report = Report::default();
        let node = yaml::parse(&SourceFile::new("block.yaml", text), &mut report).unwrap();
        let keys = keys();
        let mut context = Context {
            report: &mut report,
            keys: &keys,
            blocks: &all,
            place: Place::Block,
            depth: 0,
        };
        let fields = nested::read_fields(&node, &mut context).unwrap();
        types.insert(
            (*name).to_owned(),
            BlockType {
                fields,
                meta: Json::Null,
            },
        );
    }
    all.define(types);
    all
}

/// The kind of `{ type: … }`.
fn kind(options: &str) -> Box<dyn FieldKind> {
    let file = SourceFile::new("a.yaml", format!("field: {options}"));
    let mut report = Report::default();
    let node = yaml::parse(&file, &mut report).unwrap();
    let (found, map) = nested::open_field(&node.as_map().unwrap()[0], nested::NESTED_KEYS, &mut report).unwrap();
    let (keys, blocks) = (keys(), blocks());
    let mut context = Context {
        report: &mut report,
        keys: &keys,
        blocks: &blocks,
        place: Place::Collection,
        depth: 0,
    };
    let kind = (found.build)(&map, &mut context);
    kind.unwrap_or_else(|| panic!("{}", render(&report.into_diagnostics(), &[file], false)))
}

fn read(kind: &dyn FieldKind, json: &Json) -> Result<Json, String> {
    let mut problems = Vec::new();
    let value = kind.read(json, &mut problems);
    match value {
        Some(value) => {
            assert!(problems.is_empty(), "{json} {problems:?}");
            Ok(kind
                .column()
                .map_or_else(|| value.to_json(), |column| value.to_json_of(column)))
        }
        None => {
            assert!(!problems.is_empty(), "{json}");
            let word = |problem: &super::Problem| format!("{}:{}", problem.path, problem.kind);
            Err(problems.iter().map(word).collect::<Vec<_>>().join(" "))
        }
    }
}

/// `Ok` is what is stored, as it would be sent; `Err` is path and kind of each problem.
fn check(options: &str, cases: &[(Json, Result<Json, &str>)]) {
    let kind = kind(options);
    for (json, expected) in cases {
        let found = read(&*kind, json);
        assert_eq!(
            found.as_ref().map_err(String::as_str),
            expected.as_ref().map_err(|word| *word),
            "{options} {json}"
        );
    }
    assert!(
        kind.json_schema().is_object() && kind.options().is_object(),
        "{options}"
    );
}

fn same(json: Json) -> (Json, Result<Json, &'static str>) {
    (json.clone(), Ok(json))
}

fn bad(json: Json, problem: &'static str) -> (Json, Result<Json, &'static str>) {
    (json, Err(problem))
}

#[test]
fn texts() {
    let cases = [
        same(json!("añ🎉")),
        same(json!("")),
        bad(json!("abcd"), ":max_length"),
        bad(json!(5), ":type"),
    ];
    check("{ type: string, max_length: 3 }", &cases);
    check(
        "string",
        &[same(json!("a".repeat(255))), bad(json!("ä".repeat(256)), ":max_length")],
    );
    check(
        "string",
        &[
            bad(json!("a\0b"), ":type"),
            bad(json!(["a"]), ":type"),
            bad(json!({}), ":type"),
            bad(json!(true), ":type"),
        ],
    );
    let cases = [
        same(json!("AB-1")),
        bad(json!("ab"), ":min_length :regex"),
        bad(json!("abc"), ":regex"),
    ];
    check("{ type: string, min_length: 3, pattern: '^[A-Z]+-[0-9]+$' }", &cases);
    check("text", &[same(json!("x".repeat(100_000))), bad(json!(1), ":type")]);
    check(
        "{ type: markdown, max_length: 2 }",
        &[same(json!("**")), bad(json!("***"), ":max_length")],
    );
    check(
        "{ type: code, language: html }",
        &[same(json!("<p>\n")), bad(json!(null), ":type")],
    );
}

#[test]
fn texts_of_a_form() {
    check(
        "email",
        &[
            same(json!("ada@example.org")),
            bad(json!("ada"), ":email"),
            bad(json!("a".repeat(300)), ":max_length"),
        ],
    );
    check(
        "url",
        &[same(json!("/about")), bad(json!("javascript:alert(1)"), ":url")],
    );
    check("phone", &[same(json!("+49 30 123")), bad(json!("call"), ":phone")]);
    check(
        "color",
        &[
            same(json!("#FFF")),
            same(json!("#11223344")),
            bad(json!("#ff"), ":color"),
            bad(json!("red"), ":color"),
        ],
    );
    check(
        "slug",
        &[same(json!("a-1")), bad(json!("A"), ":slug"), bad(json!(""), ":slug")],
    );
    check(
        "password",
        &[
            same(json!("12345678")),
            bad(json!("1234567"), ":min_length"),
            bad(json!("x".repeat(2000)), ":max_length"),
        ],
    );
    check("secret", &[same(json!("x")), bad(json!(1), ":type")]);
}

#[test]
fn numbers() {
    let cases = [
        same(json!(9_007_199_254_740_991_i64)),
        (json!(3.0), Ok(json!(3))),
        (json!(-0.0), Ok(json!(0))),
        bad(json!(9_007_199_254_740_992_i64), ":type"),
        bad(json!(u64::MAX), ":type"),
        bad(json!(1e300), ":type"),
        bad(json!(-1e300), ":type"),
        bad(json!(0.5), ":type"),
        bad(json!("5"), ":type"),
        bad(json!(true), ":type"),
    ];
    check("integer", &cases);
    let cases = [
        same(json!(2)),
        same(json!(8)),
        bad(json!(3), ":step"),
        bad(json!(-1), ":step :gte"),
        bad(json!(11), ":step :lte"),
    ];
    check(
        "{ type: integer, min: 2, max: 10, step: 3 }",
        &[same(json!(5)), cases[0].clone(), cases[1].clone(), cases[2].clone()],
    );
}

#[test]
fn exact_and_rounded_numbers() {
    let cases = [
        (json!(5), Ok(json!("5"))),
        same(json!("-9223372036854775808")),
        (json!(i64::MAX), Ok(json!("9223372036854775807"))),
        bad(json!("9223372036854775808"), ":type"),
        bad(json!(u64::MAX), ":type"),
        bad(json!("1.0"), ":type"),
        bad(json!(1e17), ":type"),
        bad(json!("x"), ":type"),
    ];
    check("bigint", &cases);
    let cases = [
        same(json!(0.5)),
        (json!(3), Ok(json!(3.0))),
        bad(json!("0.5"), ":type"),
        bad(json!(6), ":lte"),
        bad(json!(-1), ":gte"),
    ];
    check("{ type: float, min: 0, max: 5 }", &cases);
    let cases = [
        (json!(12.5), Ok(json!("12.50"))),
        (json!("12.5"), Ok(json!("12.50"))),
        (json!(0.1), Ok(json!("0.10"))),
        (json!(1e2), Ok(json!("100.00"))),
        bad(json!("0.001"), ":decimal"),
        bad(json!(1e20), ":decimal"),
        bad(json!("abc"), ":decimal"),
        bad(json!("-1"), ":gte"),
        bad(json!([]), ":type"),
    ];
    check("{ type: decimal, precision: 8, scale: 2, min: 0 }", &cases);
    check(
        "boolean",
        &[same(json!(true)), bad(json!(1), ":type"), bad(json!("true"), ":type")],
    );
}

#[test]
fn moments_and_keys() {
    let cases = [
        same(json!("2024-02-29")),
        bad(json!("2023-02-29"), ":type"),
        bad(json!("2026-03-01T00:00:00Z"), ":type"),
    ];
    check("date", &cases);
    check(
        "{ type: date, min: 2026-01-01 }",
        &[same(json!("2026-01-01")), bad(json!("2025-12-31"), ":gte")],
    );
    check(
        "time",
        &[
            (json!("08:30"), Ok(json!("08:30:00"))),
            bad(json!("25:00"), ":type"),
            bad(json!(8), ":type"),
        ],
    );
    let cases = [
        (
            json!("2026-03-01T08:30:00+02:00"),
            Ok(json!("2026-03-01T06:30:00.000Z")),
        ),
        bad(json!("0000-01-01T00:00:00Z"), ":type"),
        bad(json!("soon"), ":type"),
        bad(json!(1_700_000_000), ":type"),
    ];
    check("datetime", &cases);
    let uuid = "0192f0c4-7f3e-7d4a-9d1b-3c2a5e6f7a8b";
    check(
        "uuid",
        &[
            same(json!(uuid)),
            bad(json!(uuid.replace('-', "")), ":type"),
            bad(json!("x"), ":type"),
        ],
    );
}

#[test]
fn links() {
    let uuid = "0192f0c4-7f3e-7d4a-9d1b-3c2a5e6f7a8b";
    check(
        "user",
        &[
            same(json!(uuid)),
            bad(json!("ada"), ":type"),
            bad(json!({ "id": uuid }), ":type"),
        ],
    );
    check(
        "{ type: relation, to: tags }",
        &[
            same(json!(5)),
            (json!("5"), Ok(json!(5))),
            bad(json!("5x"), ":type"),
            bad(json!(5.5), ":type"),
        ],
    );
    check(
        "{ type: relation, to: countries }",
        &[same(json!("no")), bad(json!("a b"), ":type"), bad(json!(5), ":type")],
    );
    let cases = [
        same(json!([1, 2])),
        bad(json!([1, 1]), "[1]:unique"),
        bad(json!(["x"]), "[0]:type"),
        bad(json!(1), ":type"),
    ];
    check("{ type: relation, to: tags, many: true }", &cases);
    let item = json!({ "collection": "tags", "item": 5 });
    let cases = [
        same(item),
        bad(json!({ "collection": "x", "item": 5 }), "collection:in"),
        bad(json!({ "collection": "tags" }), "item:type"),
    ];
    check("{ type: relation, to: [tags, authors] }", &cases);
}

#[test]
fn choices_and_tags() {
    let options = "options: [draft, { value: live, label: Live, color: '#0a0' }]";
    check(
        &format!("{{ type: select, {options} }}"),
        &[
            same(json!("live")),
            bad(json!("Live"), ":in"),
            bad(json!(["live"]), ":type"),
        ],
    );
    let cases = [
        same(json!(["live", "draft"])),
        same(json!([])),
        bad(json!(["live", "live"]), "[1]:unique"),
        bad(json!(["x", 1]), "[0]:in [1]:type"),
    ];
    check(&format!("{{ type: select, multiple: true, {options} }}"), &cases);
    let cases = [
        same(json!(["a", "b"])),
        bad(json!(["a", "a"]), "[1]:unique"),
        bad(json!(["", 1]), "[0]:min_length [1]:type"),
        bad(json!("a"), ":type"),
    ];
    check("tags", &cases);
}

#[test]
fn json_inside() {
    check(
        "json",
        &[
            same(json!({ "a": [1, null] })),
            same(json!(5)),
            bad(json!(["a\0"]), ":type"),
        ],
    );
    let schema = "{ type: object, required: [a], properties: { a: { type: integer, minimum: 1 } }, additionalProperties: { type: string } }";
    let cases = [
        same(json!({ "a": 1, "b": "x" })),
        bad(json!({ "b": 1 }), "a:required b:type"),
        bad(json!({ "a": 0 }), "a:gte"),
        bad(json!([]), ":type"),
    ];
    check(&format!("{{ type: json, schema: {schema} }}"), &cases);
    let object = "{ type: object, fields: { day: { type: date, required: true }, text: { type: string, max_length: 3 }, n: { type: bigint, default: 7 } } }";
    let cases = [
        (
            json!({ "day": "2026-01-01" }),
            Ok(json!({ "day": "2026-01-01", "n": "7" })),
        ),
        same(json!({ "day": "2026-01-01", "text": null, "n": "1" })),
        bad(json!({ "text": "long" }), "day:required text:max_length"),
        bad(json!({ "day": null, "dya": "2026-01-01" }), "dya:unknown day:required"),
        bad(json!([]), ":type"),
    ];
    check(object, &cases);
}

#[test]
fn lists() {
    let cases = [
        same(json!(["a"])),
        bad(json!([1]), "[0]:type"),
        bad(json!([]), ":min_length"),
        bad(json!(["a", "b", "c"]), ":max_length"),
    ];
    check("{ type: list, of: string, min_items: 1, max_items: 2 }", &cases);
    let cases = [
        same(json!([{ "at": "08:00:00" }])),
        bad(json!([{ "at": "8" }, 5]), "[0].at:type [1]:type"),
    ];
    check("{ type: list, fields: { at: time } }", &cases);
    check(
        "{ type: list, fields: { inner: { type: list, of: integer } } }",
        &[bad(json!([{ "inner": [1, "x"] }]), "[0].inner[1]:type")],
    );
}

#[test]
fn blocks_hold_blocks() {
    let quote = json!({ "_type": "quote", "_id": "q1", "text": "Hear." });
    let cases = [
        same(json!([quote])),
        (
            json!([{ "_type": "columns", "left": [quote] }]),
            Ok(json!([{ "_type": "columns", "left": [quote], "width": 2 }])),
        ),
        bad(json!([{ "_type": "quote" }]), "[0].text:required"),
        bad(
            json!([{ "_type": "nothing" }, { "text": "x" }]),
            "[0]._type:in [1]._type:in",
        ),
        bad(
            json!([{ "_type": "columns", "left": [{ "_type": "quote", "text": 5 }] }]),
            "[0].left[0].text:type",
        ),
        bad(json!([quote, quote]), "[1]._id:unique"),
        bad(json!([{ "_type": "quote", "_id": "a b", "text": "x" }]), "[0]._id:type"),
        bad(
            json!([{ "_type": "quote", "text": "x", "extra": 1 }]),
            "[0].extra:unknown",
        ),
        bad(json!({}), ":type"),
    ];
    check("{ type: blocks, allow: [quote, columns] }", &cases);
}

#[test]
fn blocks_are_given_ids() {
    let kind = kind("{ type: blocks, allow: [quote, columns] }");
    let quote = json!({ "_type": "quote", "_id": "q1", "text": "Hear." });
    let mut value = json!([{ "_type": "columns", "left": [{ "_type": "quote", "text": "x" }] }, quote]);
    let mut count = 0;
    kind.complete(&mut value, &mut || {
        count += 1;
        format!("new{count}")
    });
    assert_eq!(value[0]["left"][0]["_id"], "new1");
    assert_eq!(value[0]["_id"], "new2");
    assert_eq!(value[1]["_id"], "q1");
}

#[test]
fn the_list_of_types_is_whole() {
    for found in FIELD_TYPES {
        let count = FIELD_TYPES.iter().filter(|other| other.name == found.name).count();
        assert!(
            count == 1 && field_type(found.name).is_some(),
            "{} is there twice",
            found.name
        );
        assert!(
            !found.summary.is_empty() && !found.stored_as.is_empty(),
            "{}",
            found.name
        );
        assert!(
            found.options.iter().all(|option| !option.doc.is_empty()),
            "{}",
            found.name
        );
    }
}
