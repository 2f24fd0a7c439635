//! Whether an answer is what the document says: the part of JSON Schema that the document uses.

use quintet::value::Json;

/// The first place where the value is not as the schema says.
pub fn check(document: &Json, schema: &Json, value: &Json, path: &str) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#'));
        return check(
            document,
            target.ok_or_else(|| format!("{reference} leads nowhere"))?,
            value,
            path,
        );
    }
    let refuse = |reason: &str| Err(format!("{path}: {value} {reason}"));
    if schema.get("const").is_some_and(|constant| constant != value) {
        return refuse("is not the constant");
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        return refuse("is none of the words");
    }
    if let Some(choices) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        let mut reasons = choices.iter().map(|choice| check(document, choice, value, path));
        if reasons.all(|outcome| outcome.is_err()) {
            return refuse("is none of the choices");
        }
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Json::Array(kinds) => kinds.iter().filter_map(Json::as_str).collect(),
        Json::String(kind) => vec![kind],
        _ => Vec::new(),
    };
    if !kinds.is_empty() && !kinds.iter().any(|kind| is_of(value, kind)) {
        return refuse(&format!("is not {}", kinds.join(" or ")));
    }
    if let (Some(number), Some(low)) = (value.as_f64(), schema["minimum"].as_f64())
        && number < low
    {
        return refuse("is too small");
    }
    if let (Some(text), Some(most)) = (value.as_str(), schema["maxLength"].as_u64())
        && u64::try_from(text.chars().count()).unwrap() > most
    {
        return refuse("is too long");
    }
    for (name, member) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(name) {
            Some(schema) => check(document, schema, member, &format!("{path}.{name}"))?,
            None if schema["additionalProperties"] == false => return refuse(&format!("has a member {name}")),
            None => {}
        }
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        check(document, &schema["items"], item, &format!("{path}[{index}]"))?;
    }
    Ok(())
}

fn is_of(value: &Json, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}
