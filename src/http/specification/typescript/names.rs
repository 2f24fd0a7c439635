//! Names of types: one a collection, and the client's own words for system collections.

use std::collections::{BTreeMap, BTreeSet};

/// A collection that the client brings itself.
pub struct ClientCollection {
    pub ours: &'static str,
    /// Its entry in `Schema`.
    pub name: &'static str,
    /// The client's type, which merges what we print with what it knows.
    pub type_name: &'static str,
    /// The fields that the client declares. It keeps its own words for them.
    pub known: &'static [&'static str],
}

pub const CLIENT_COLLECTIONS: &[ClientCollection] = &[
    ClientCollection {
        ours: "quintet_users",
        name: "directus_users",
        type_name: "DirectusUser",
        known: &[
            "id",
            "status",
            "first_name",
            "last_name",
            "email",
            "password",
            "token",
            "last_access",
            "last_page",
            "external_identifier",
            "tfa_secret",
            "auth_data",
            "provider",
            "appearance",
            "theme_light",
            "theme_dark",
            "theme_light_overrides",
            "theme_dark_overrides",
            "role",
            "policies",
            "language",
            "text_direction",
            "avatar",
            "title",
            "description",
            "location",
            "tags",
            "email_notifications",
        ],
    },
    ClientCollection {
        ours: "quintet_roles",
        name: "directus_roles",
        type_name: "DirectusRole",
        known: &[
            "id",
            "name",
            "icon",
            "description",
            "parent",
            "children",
            "policies",
            "users",
        ],
    },
    ClientCollection {
        ours: "quintet_files",
        name: "directus_files",
        type_name: "DirectusFile",
        known: &[
            "id",
            "storage",
            "filename_disk",
            "filename_download",
            "title",
            "type",
            "folder",
            "created_on",
            "uploaded_by",
            "uploaded_on",
            "modified_by",
            "modified_on",
            "charset",
            "filesize",
            "width",
            "height",
            "duration",
            "embed",
            "description",
            "location",
            "tags",
            "metadata",
            "focal_point_x",
            "focal_point_y",
            "tus_id",
            "tus_data",
        ],
    },
    ClientCollection {
        ours: "quintet_folders",
        name: "directus_folders",
        type_name: "DirectusFolder",
        known: &["id", "name", "parent", "type"],
    },
];

pub fn client_collection(ours: &str) -> Option<&'static ClientCollection> {
    CLIENT_COLLECTIONS.iter().find(|collection| collection.ours == ours)
}

/// The name of a collection's entry in `Schema`.
pub fn in_client(ours: &str) -> String {
    client_collection(ours).map_or_else(|| ours.to_owned(), |client| client.name.to_owned())
}

/// What else stands in the file.
const TAKEN: &[&str] = &[
    "Schema",
    "DateTime",
    "CalendarDate",
    "TimeOfDay",
    "Exact",
    "Texts",
    "DirectusUser",
    "DirectusRole",
    "DirectusFile",
    "DirectusFolder",
];

/// The type of each collection: `Article` for `articles`.
pub struct TypeNames(BTreeMap<String, String>);

impl TypeNames {
    pub fn of<'n>(collections: impl Iterator<Item = &'n str> + Clone) -> Self {
        let mut taken: BTreeSet<String> = TAKEN.iter().map(ToString::to_string).collect();
        let mut names = BTreeMap::new();
        for collection in collections {
            let wanted = type_name(collection);
            let plural = pascal(collection);
            let numbered = (2..).map(|number| format!("{plural}{number}"));
            let free = [wanted, plural.clone()]
                .into_iter()
                .chain(numbered)
                .find(|name| !taken.contains(name));
            let name = free.unwrap_or(plural);
            taken.insert(name.clone());
            names.insert(collection.to_owned(), name);
        }
        Self(names)
    }

    pub fn of_collection(&self, collection: &str) -> String {
        self.0.get(collection).cloned().unwrap_or_else(|| pascal(collection))
    }
}

/// What the project adds to a collection of the client has a name that says so.
fn type_name(collection: &str) -> String {
    match collection.strip_prefix("quintet_") {
        Some(rest) => format!("{}Additions", pascal(&singular(rest))),
        None => pascal(&singular(collection)),
    }
}

/// `site_settings` is `SiteSettings`. A name that begins with a digit, which a model file does not allow, would be no name.
pub fn pascal(name: &str) -> String {
    name.split('_')
        .filter_map(|word| {
            let mut letters = word.chars();
            let first = letters.next()?;
            Some(first.to_ascii_uppercase().to_string() + letters.as_str())
        })
        .collect()
}

/// By the common rules of English; what they do not know stays as it is. It is a name for people, nothing depends on it.
fn singular(name: &str) -> String {
    const SAME: &[&str] = &["news", "series", "species", "settings", "status", "media", "data"];
    let word = name.rsplit('_').next().unwrap_or(name);
    if SAME.contains(&word) {
        return name.to_owned();
    }
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let endings = ["sses", "shes", "ches", "xes", "zes"];
    if let Some(stem) = endings
        .iter()
        .any(|ending| name.ends_with(ending))
        .then(|| name.strip_suffix("es"))
        .flatten()
    {
        return stem.to_owned();
    }
    let stays = ["ss", "us", "is"].iter().any(|ending| name.ends_with(ending));
    match name.strip_suffix('s') {
        Some(stem) if !stays && stem.len() > 1 => stem.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collections_are_named_for_one_item() {
        let check = |collection: &str, expected: &str| assert_eq!(type_name(collection), expected);
        check("articles", "Article");
        check("article_contributors", "ArticleContributor");
        check("categories", "Category");
        check("boxes", "Box");
        check("addresses", "Address");
        check("site_settings", "SiteSettings");
        check("news", "News");
        check("analysis", "Analysis");
        check("diary", "Diary");
        check("quintet_users", "UserAdditions");
    }

    #[test]
    fn no_two_collections_have_one_name() {
        let names = TypeNames::of(["article", "articles", "schemas", "schema", "exact"].into_iter());
        let all: Vec<String> = ["article", "articles", "schemas", "schema", "exact"]
            .iter()
            .map(|name| names.of_collection(name))
            .collect();
        assert_eq!(all, ["Article", "Articles", "Schemas", "Schema2", "Exact2"]);
    }
}
