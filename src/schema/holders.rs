//! Which fields keep keys of other items inside JSON, and digests of them: what `quintet_links` was made for. Where a digest is another one, the
//! links that are there say nothing.

use sha2::{Digest, Sha256};

use super::{Collection, Field, Schema};
use crate::value::Json;

/// Is raised when more is found in the same content than before.
const FORMAT: u32 = 1;

impl Field {
    /// Whether values are JSON that may hold keys, and may be looked into.
    pub fn is_holder(&self) -> bool {
        self.link.is_none() && self.kind.holds_keys() && !self.is_unreadable()
    }
}

impl Collection {
    pub fn holders(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_holder() && !self.is_view)
    }

    pub fn has_holders(&self) -> bool {
        self.holders().next().is_some()
    }

    /// Names, keys and what may stand where; words for people are no part of it.
    pub fn holders_digest(&self) -> String {
        let fields = self.holders().map(|field| {
            let options = without_words(field.kind.options());
            format!(
                "{:?} {:?} {} {options}",
                field.name,
                field.column,
                field.kind.type_name()
            )
        });
        let fields: Vec<String> = fields.collect();
        let key = self.key();
        digest(&format!(
            "{FORMAT} {:?} {:?} {:?} {:?} {fields:?}",
            self.name,
            self.table,
            key.column,
            key.column_type()
        ))
    }
}

impl Schema {
    /// The collections whose items may hold keys.
    pub fn holders(&self) -> impl Iterator<Item = &Collection> {
        self.collections().iter().filter(|collection| collection.has_holders())
    }

    pub fn holders_digest(&self) -> String {
        let all: Vec<String> = self.holders().map(Collection::holders_digest).collect();
        digest(&all.join(" "))
    }
}

fn digest(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn without_words(json: Json) -> Json {
    match json {
        Json::Object(members) => {
            let members = members.into_iter().filter(|(name, _)| name != "meta");
            Json::Object(members.map(|(name, value)| (name, without_words(value))).collect())
        }
        Json::Array(list) => Json::Array(list.into_iter().map(without_words).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::load::load;
    use crate::yaml::SourceFile;

    fn digests(model: &str) -> (String, usize) {
        let loaded = load(&[SourceFile::new("models/pages.yaml", model)]).unwrap();
        let pages = loaded.schema.collection_named("pages").unwrap();
        (pages.holders_digest(), pages.holders().count())
    }

    #[test]
    fn a_digest_names_what_may_hold_keys() {
        let base = "fields:\n  parts: { type: list, fields: { photo: image } }\n";
        let (digest, count) = digests(base);
        assert_eq!(count, 1);
        let is_same = |model: &str, expected: bool| assert_eq!(digests(model).0 == digest, expected, "{model}");
        is_same(&format!("{base}  title: string\n"), true);
        is_same(
            "fields:\n  parts: { type: list, label: Pieces, fields: { photo: { type: image, label: Picture } } }\n",
            true,
        );
        is_same("fields:\n  pieces: { type: list, fields: { photo: image } }\n", false);
        is_same(
            "fields:\n  parts: { type: list, fields: { photo: image, other: file } }\n",
            false,
        );
        is_same(&format!("{base}  body: richtext\n"), false);
        is_same(
            "fields:\n  parts: { type: list, fields: { photo: { type: relation, to: pages } } }\n",
            false,
        );
    }
}
