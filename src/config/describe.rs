//! The table of settings as others read it: the JSON Schema of `quintet.yaml`, `docs/settings.md`, and `quintet config`.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::{Origin, PROVIDER_SETTINGS, ProviderSettings, SETTINGS, Setting, Settings, setting::Slot};

/// One line of `quintet config`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InEffect {
    pub key: String,
    /// A secret's value is not here.
    pub value: Option<String>,
    pub origin: String,
}

/// Every setting with its value and where it came from; secrets hidden.
pub fn in_effect(settings: &Settings, origins: &[Origin], provider_origins: &[(String, Origin)]) -> Vec<InEffect> {
    let rows = SETTINGS.iter().zip(origins);
    let mut rows: Vec<InEffect> = rows
        .map(|(setting, origin)| row(setting, settings, setting.key.to_owned(), origin))
        .collect();
    for (name, provider) in &settings.auth.providers {
        for setting in PROVIDER_SETTINGS {
            let key = format!("auth.providers.{name}.{}", setting.key);
            let origin = provider_origins.iter().find(|(known, _)| *known == key);
            let origin = origin.map_or(&Origin::Default, |(_, origin)| origin);
            rows.push(row(setting, provider, key, origin));
        }
    }
    rows
}

fn row<S: Clone>(setting: &Setting<S>, settings: &S, key: String, origin: &Origin) -> InEffect {
    let shown = |value| {
        if setting.is_secret {
            "(hidden)".to_owned()
        } else {
            value
        }
    };
    InEffect {
        key,
        value: setting.get(settings).map(shown),
        origin: origin.to_string(),
    }
}

/// The JSON Schema of `quintet.yaml`.
pub fn json_schema() -> Json {
    let defaults = Settings::default();
    let mut root = Map::new();
    for setting in SETTINGS {
        let schema = setting_schema(setting, &defaults);
        match setting.key.split_once('.') {
            None => {
                root.insert(setting.key.to_owned(), schema);
            }
            Some((group, name)) => {
                let empty = || json!({ "type": "object", "additionalProperties": false, "properties": {} });
                let group = root.entry(group).or_insert_with(empty);
                if let Some(properties) = group.get_mut("properties").and_then(Json::as_object_mut) {
                    properties.insert(name.to_owned(), schema);
                }
            }
        }
    }
    if let Some(auth) = root
        .get_mut("auth")
        .and_then(|group| group.pointer_mut("/properties"))
        .and_then(Json::as_object_mut)
    {
        auth.insert("providers".to_owned(), providers_schema());
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "quintet.yaml",
        "description": "The settings of a Quintet server. Everything has a default.",
        "type": "object",
        "additionalProperties": false,
        "properties": root,
    })
}

fn setting_schema<S: Clone>(setting: &Setting<S>, defaults: &S) -> Json {
    let mut schema = match setting.slot {
        Slot::Text(_) | Slot::OptionalText(_) => json!({ "type": "string" }),
        Slot::Count(_, low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Slot::Size(..) => json!({ "type": ["string", "integer"], "pattern": "^[0-9]+ *([kKmMgG]?i?[bB]?)$" }),
        Slot::Duration(..) => json!({ "type": "string", "pattern": "^[0-9]+ *(ms|s|m|min|h|d|w)$" }),
        Slot::Flag(_) => json!({ "type": "boolean" }),
        Slot::Networks(_) => json!({ "type": ["array", "string"], "items": { "type": "string" } }),
        Slot::Rate(_) => json!({ "type": "string", "pattern": "^(off|[0-9]+ */ *[0-9]* *(ms|s|m|min|h|d|w))$" }),
        Slot::Texts(_) => json!({ "type": ["array", "string"], "items": { "type": "string" } }),
        // YAML 1.1 readers take `off` for a boolean; ours does not, editors might.
        Slot::Word(words, ..) => json!({ "enum": words }),
    };
    let default = setting.get(defaults).map(|text| match setting.slot {
        Slot::Count(..) => text.parse::<u64>().map_or(Json::Null, Json::from),
        Slot::Flag(_) => Json::Bool(text == "true"),
        _ => Json::String(text),
    });
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".to_owned(), Json::String(setting.doc.to_owned()));
        if let Some(default) = default {
            object.insert("default".to_owned(), default);
        }
    }
    schema
}

fn providers_schema() -> Json {
    let defaults = ProviderSettings::default();
    let properties = PROVIDER_SETTINGS
        .iter()
        .map(|setting| (setting.key.to_owned(), setting_schema(setting, &defaults)));
    let properties: Map<String, Json> = properties.collect();
    json!({
        "type": "object",
        "description": "Identity providers by name, for single sign-on.",
        "propertyNames": { "pattern": "^[a-z0-9_]{1,32}$" },
        "additionalProperties": { "type": "object", "additionalProperties": false, "properties": properties },
    })
}

/// `docs/settings.md`
pub fn markdown() -> String {
    let mut text = String::from(
        "# Settings\n\n\
         <!-- Written from the table in src/config/table.rs; a test keeps it fresh. -->\n\n\
         Everything has a default. A value in `quintet.yaml` wins over the default, an environment variable over the file, a flag over all. \
         Keys nest by two underscores in the environment: `database.url` is `QUINTET_DATABASE__URL`. A secret can also be read from a file that \
         a variable with `_FILE` names. `quintet config` prints every value and where it came from.\n\n\
         | key | default | what it is |\n| --- | --- | --- |\n",
    );
    let defaults = Settings::default();
    write_rows(&mut text, SETTINGS, &defaults);
    text.push_str(
        "\n## Identity providers\n\n\
         For single sign-on. `NAME` is chosen by you, and is in the address of the sign-in: `auth.providers.NAME.issuer`, in the environment \
         `QUINTET_AUTH__PROVIDERS__NAME__ISSUER`.\n\n| key | default | what it is |\n| --- | --- | --- |\n",
    );
    write_rows(&mut text, PROVIDER_SETTINGS, &ProviderSettings::default());
    text
}

fn write_rows<S: Clone>(text: &mut String, settings: &[Setting<S>], defaults: &S) {
    for setting in settings {
        let default = setting.get(defaults).filter(|value| !value.is_empty());
        let default = default.map_or_else(|| "–".to_owned(), |value| format!("`{value}`"));
        let secret = if setting.is_secret { " *Secret.*" } else { "" };
        let doc = setting.doc.replace('|', "\\|");
        // Writing to a String does not fail.
        let _ = writeln!(text, "| `{}` | {default} | {doc}{secret} |", setting.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_knows_every_setting() {
        let schema = json_schema();
        for setting in SETTINGS {
            let pointer = format!("/properties/{}", setting.key.replace('.', "/properties/"));
            let property = schema
                .pointer(&pointer)
                .unwrap_or_else(|| panic!("{} is missing", setting.key));
            assert_eq!(property["description"], setting.doc);
        }
    }

    #[test]
    fn secrets_are_hidden() {
        let mut settings = Settings::default();
        "postgres://user:secret@host/name".clone_into(&mut settings.database.url);
        let rows = in_effect(&settings, &vec![Origin::Default; SETTINGS.len()], &[]);
        let row = rows.iter().find(|row| row.key == "database.url").unwrap();
        assert_eq!(row.value.as_deref(), Some("(hidden)"));
    }

    /// `QUINTET_TEST_WRITE=1 cargo test settings_page` writes it.
    #[test]
    fn the_settings_page_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/settings.md");
        if std::env::var_os("QUINTET_TEST_WRITE").is_some() {
            std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).unwrap();
            std::fs::write(path, markdown()).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            written == markdown(),
            "docs/settings.md is stale: run the test with QUINTET_TEST_WRITE=1"
        );
    }
}
