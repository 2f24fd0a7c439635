use serde_json::json;

use super::*;

fn column(kind: &str, column_type: ColumnType, options: &Json) -> ColumnModel {
    ColumnModel {
        kind: kind.to_owned(),
        shape: Shape::of(kind, options),
        ..ColumnModel::plain("c", column_type, true)
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn whole(value: Value) -> Converted {
    Converted::Whole(value)
}

#[test]
fn scalars_change_their_type() {
    let check = |value: Value, from: ColumnType, to: ColumnType, expected: Converted| {
        let (from, to) = (ColumnModel::plain("c", from, true), ColumnModel::plain("c", to, true));
        assert_eq!(
            convert(&value, &from, &to),
            expected,
            "{value:?} as {:?}",
            to.column_type
        );
    };
    use ColumnType::{BigInteger, Boolean, Date, DateTime, Decimal as Dec, Float, Integer, LongText, Text, Time, Uuid};
    let cents = Dec { precision: 6, scale: 2 };
    check(text(" 12 "), LongText, Integer, whole(Value::Integer(12)));
    check(text("12.0"), LongText, Integer, whole(Value::Integer(12)));
    check(text("12.5"), LongText, Integer, Converted::Part(Value::Integer(13)));
    check(text("twelve"), LongText, Integer, Converted::Lost);
    check(text("9007199254740992"), LongText, Integer, Converted::Lost);
    check(
        text("9007199254740993"),
        LongText,
        BigInteger,
        whole(Value::Integer(9_007_199_254_740_993)),
    );
    check(Value::Float(-2.5), Float, Integer, Converted::Part(Value::Integer(-3)));
    check(Value::Float(1e300), Float, Integer, Converted::Lost);
    check(
        Value::Integer(3),
        Integer,
        cents,
        whole(Value::Decimal(Decimal { units: 300, scale: 2 })),
    );
    check(Value::Integer(123_456), Integer, cents, Converted::Lost);
    check(
        text("1.005"),
        LongText,
        cents,
        Converted::Part(Value::Decimal(Decimal { units: 101, scale: 2 })),
    );
    check(
        Value::Integer(9_007_199_254_740_993),
        BigInteger,
        Float,
        Converted::Part(Value::Float(9_007_199_254_740_992.0)),
    );
    check(Value::Integer(1), Integer, Boolean, whole(Value::Boolean(true)));
    check(
        Value::Integer(7),
        Integer,
        Boolean,
        Converted::Part(Value::Boolean(true)),
    );
    check(Value::Boolean(true), Boolean, Integer, whole(Value::Integer(1)));
    check(Value::Boolean(false), Boolean, LongText, whole(text("false")));
    let date = temporal::parse_date("2026-03-04").unwrap();
    let noon = temporal::parse_date_time("2026-03-04T12:00:00.000Z").unwrap();
    let midnight = temporal::parse_date_time("2026-03-04T00:00:00.000Z").unwrap();
    check(Value::Date(date), Date, DateTime, whole(Value::DateTime(midnight)));
    check(Value::DateTime(midnight), DateTime, Date, whole(Value::Date(date)));
    check(
        Value::DateTime(noon),
        DateTime,
        Date,
        Converted::Part(Value::Date(date)),
    );
    check(
        Value::DateTime(noon),
        DateTime,
        Time,
        Converted::Part(Value::Time(noon.time())),
    );
    check(text("2026-03-04"), LongText, Date, whole(Value::Date(date)));
    check(text("yesterday"), LongText, DateTime, Converted::Lost);
    check(
        text("héllo"),
        LongText,
        Text { max_length: 2 },
        Converted::Part(text("hé")),
    );
    check(text("nope"), LongText, Uuid, Converted::Lost);
    check(Value::Null, LongText, Uuid, whole(Value::Null));
}

#[test]
fn what_the_engine_can_change_is_left_to_it() {
    let short = |kind| column(kind, ColumnType::Text { max_length: 255 }, &Json::Null);
    let select = |values: &[&str]| {
        let options: Vec<Json> = values.iter().map(|value| json!({ "value": value })).collect();
        column(
            "select",
            ColumnType::Text { max_length: 255 },
            &json!({ "options": options }),
        )
    };
    let check = |from: &ColumnModel, to: &ColumnModel, expected: bool| {
        assert_eq!(is_kept(from, to), expected, "{from:?} {to:?}");
    };
    check(&short("string"), &short("email"), true);
    check(&short("string"), &short("password"), false);
    check(&short("string"), &select(&["a"]), false);
    check(&select(&["a"]), &short("string"), true);
    check(&select(&["a"]), &select(&["a", "b"]), true);
    check(&select(&["a", "b"]), &select(&["a"]), false);
    assert_eq!(
        convert(&text("b"), &select(&["a", "b"]), &select(&["a"])),
        Converted::Lost
    );
    assert_eq!(
        convert(&text("a"), &select(&["a", "b"]), &select(&["a"])),
        whole(text("a"))
    );
}

#[test]
fn json_takes_its_new_shape() {
    let object = |fields: Json| column("object", ColumnType::Json, &json!({ "fields": fields }));
    let list = |fields: Json| column("list", ColumnType::Json, &json!({ "fields": fields }));
    let json = |json: Json| Value::Json(json);
    let check = |value: Json, from: &ColumnModel, to: &ColumnModel, expected: Converted| {
        assert_eq!(convert(&json(value.clone()), from, to), expected, "{value}");
    };
    let old = json!([{"name": "street", "type": "string"}, {"name": "number", "type": "string"}]);
    let new = json!([{"name": "road", "type": "string", "meta": {"renamed_from": "street"}}, {"name": "number", "type": "integer"}]);
    let value = json!({"street": "Elm", "number": "12"});
    check(
        value.clone(),
        &object(old.clone()),
        &object(new.clone()),
        whole(json(json!({"road": "Elm", "number": 12}))),
    );
    check(
        json!({"street": "Elm", "number": "12a"}),
        &object(old.clone()),
        &object(new.clone()),
        Converted::Part(json(json!({"road": "Elm"}))),
    );
    check(
        value.clone(),
        &object(old.clone()),
        &list(old.clone()),
        whole(json(json!([value]))),
    );
    check(
        json!([value, value]),
        &list(old.clone()),
        &object(old.clone()),
        Converted::Part(json(value.clone())),
    );
    // Renamed already: said twice changes nothing.
    check(
        json!({"road": "Elm"}),
        &object(new.clone()),
        &object(new.clone()),
        whole(json(json!({"road": "Elm"}))),
    );
    let swapped = json!([
        {"name": "number", "type": "string", "meta": {"renamed_from": "street"}},
        {"name": "street", "type": "string", "meta": {"renamed_from": "number"}}
    ]);
    assert!(!is_kept(&object(old.clone()), &object(swapped.clone())));
    assert!(
        is_kept(&object(swapped.clone()), &object(swapped.clone())),
        "done already"
    );
    check(
        json!({"street": "1", "number": "2"}),
        &object(old.clone()),
        &object(swapped),
        whole(json(json!({"street": "2", "number": "1"}))),
    );

    let blocks = |types: Json| column("blocks", ColumnType::Json, &json!({ "blocks": types }));
    let from = blocks(json!({"quote": {"fields": [{"name": "text", "type": "string"}]}, "hero": {"fields": []}}));
    let to = blocks(
        json!({"citation": {"fields": [{"name": "words", "type": "string", "meta": {"renamed_from": "text"}}], "meta": {"renamed_from": "quote"}}}),
    );
    check(
        json!([{"_type": "quote", "_id": "1", "text": "x"}]),
        &from,
        &to,
        whole(json(json!([{"_type": "citation", "_id": "1", "words": "x"}]))),
    );
    check(
        json!([{"_type": "hero", "_id": "1"}]),
        &from,
        &to,
        Converted::Part(json(json!([]))),
    );
}

#[test]
fn lists_and_texts_become_each_other() {
    let tags = column("tags", ColumnType::Json, &Json::Null);
    let string = column("string", ColumnType::Text { max_length: 255 }, &Json::Null);
    let rich = column("richtext", ColumnType::Json, &Json::Null);
    let check = |value: Value, from: &ColumnModel, to: &ColumnModel, expected: Converted| {
        assert_eq!(convert(&value, from, to), expected, "{value:?}");
    };
    check(text("a"), &string, &tags, whole(Value::Json(json!(["a"]))));
    check(Value::Json(json!(["a"])), &tags, &string, whole(text("a")));
    check(
        Value::Json(json!(["a", "b"])),
        &tags,
        &string,
        Converted::Part(text("a")),
    );
    let document = rich_text::of_text("one\n\ntwo");
    check(text("one\n\ntwo"), &string, &rich, whole(Value::Json(document.clone())));
    check(Value::Json(document), &rich, &string, whole(text("one\n\ntwo")));
    let bold = json!({"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "x", "marks": [{"type": "bold"}]}]}]});
    check(Value::Json(bold), &rich, &string, Converted::Part(text("x")));
}
