//! `point`: a place on the globe as GeoJSON, `{"type": "Point", "coordinates": [longitude, latitude]}`.

use serde_json::json;

use crate::value::{ColumnType, Json, Value};

use super::{FieldKind, FieldType, Problem};

pub const TYPE: FieldType = FieldType {
    name: "point",
    summary: "A place on the globe, as a GeoJSON point: longitude first.",
    stored_as: "TEXT / JSONB / JSON",
    options: &[],
    build: |_, _| Some(Box::new(PointKind)),
};

#[derive(Debug)]
struct PointKind;

impl FieldKind for PointKind {
    fn type_name(&self) -> &'static str {
        "point"
    }

    fn column(&self) -> Option<ColumnType> {
        Some(ColumnType::Json)
    }

    fn read(&self, json: &Json, problems: &mut Vec<Problem>) -> Option<Value> {
        match read_point(json) {
            Ok([longitude, latitude]) => Some(Value::Json(
                json!({ "type": "Point", "coordinates": [longitude, latitude] }),
            )),
            Err(problem) => {
                problems.push(problem);
                None
            }
        }
    }

    fn json_schema(&self) -> Json {
        let number = json!({ "type": "number" });
        json!({
            "type": "object",
            "required": ["type", "coordinates"],
            "additionalProperties": false,
            "properties": {
                "type": { "const": "Point" },
                "coordinates": { "type": "array", "items": number, "minItems": 2, "maxItems": 2 },
            },
        })
    }

    fn options(&self) -> Json {
        json!({})
    }
}

fn read_point(json: &Json) -> Result<[f64; 2], Problem> {
    let form = || {
        Problem::new(
            "type",
            "must be a GeoJSON point: {\"type\": \"Point\", \"coordinates\": [longitude, latitude]}",
        )
    };
    let members = json.as_object().ok_or_else(form)?;
    if let Some(name) = members
        .keys()
        .find(|name| !["type", "coordinates"].contains(&name.as_str()))
    {
        return Err(Problem::new("unknown", "is not a member of a point").inside(name));
    }
    if members.get("type").and_then(Json::as_str) != Some("Point") {
        return Err(form());
    }
    let coordinates = members.get("coordinates").and_then(Json::as_array).ok_or_else(form)?;
    let [longitude, latitude] = coordinates.as_slice() else {
        return Err(form());
    };
    Ok([
        read_degree(longitude, 180.0, "coordinates[0]")?,
        read_degree(latitude, 90.0, "coordinates[1]")?,
    ])
}

fn read_degree(json: &Json, limit: f64, path: &str) -> Result<f64, Problem> {
    let problem = |kind, message: String| Problem::new(kind, message).inside(path);
    let degree = json
        .as_f64()
        .ok_or_else(|| problem("type", "must be a number".to_owned()))?;
    if degree < -limit {
        return Err(problem("gte", format!("must be at least -{limit}")));
    }
    if degree > limit {
        return Err(problem("lte", format!("must be at most {limit}")));
    }
    Ok(degree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_on_the_globe() {
        let check = |json: Json, expected: Result<(), &str>| {
            let found = read_point(&json).map(|_| ()).map_err(|problem| problem.path);
            assert_eq!(
                found.as_ref().map_err(String::as_str).copied(),
                expected.as_ref().map_err(|path| *path).copied(),
                "{json}"
            );
        };
        check(json!({ "type": "Point", "coordinates": [13.4, 52.5] }), Ok(()));
        check(
            json!({ "type": "Point", "coordinates": [181, 0] }),
            Err("coordinates[0]"),
        );
        check(
            json!({ "type": "Point", "coordinates": [0, -91] }),
            Err("coordinates[1]"),
        );
        check(json!({ "type": "Point", "coordinates": [0] }), Err(""));
        check(json!({ "type": "Line", "coordinates": [0, 0] }), Err(""));
        check(json!({ "type": "Point", "coordinates": [0, 0], "x": 1 }), Err("x"));
        check(json!([0, 0]), Err(""));
    }
}
