//! A small project with every type and every relation, for the tests of what reads a schema.

mod describe;
pub mod memory;

pub use describe::{filter, operand};

use super::{Collection, Schema, load};
use crate::yaml::SourceFile;

const FILES: &[(&str, &str)] = &[
    ("models/articles.yaml", ARTICLES),
    ("models/authors.yaml", AUTHORS),
    (
        "models/tags.yaml",
        "sort: name\nfields:\n  name: { type: string, searchable: true }\n  hint: string\n",
    ),
    ("models/comments.yaml", COMMENTS),
    (
        "models/pages.yaml",
        "api: { default_limit: 7, max_limit: 50 }\nfields:\n  title: { type: string, searchable: true }\n  body: text\n",
    ),
    ("models/vault.yaml", "fields:\n  name: string\n"),
    ("roles/public.yaml", PUBLIC),
    ("roles/reporter.yaml", REPORTER),
    ("roles/editor.yaml", EDITOR),
];

const ARTICLES: &str = "
sort: [-published_at, internal]
fields:
  status: { type: select, options: [draft, published], default: draft }
  title: { type: string, searchable: true }
  summary: { type: text, searchable: true }
  internal: { type: text, searchable: true }
  price: { type: decimal, precision: 8, scale: 2 }
  views: { type: integer, searchable: true }
  hits: bigint
  rating: float
  published_at: datetime
  day: date
  at: time
  is_breaking: boolean
  code: { type: uuid, searchable: true }
  meta: json
  labels: tags
  note: { type: string, private: true, searchable: true }
  token: secret
  password: password
  card: { type: computed, template: '{title} ({views})' }
  memo: { type: computed, template: '{title}: {internal}' }
  author: { type: relation, to: authors, inverse: articles }
  tags: { type: relation, to: tags, many: true, inverse: articles }
  related: { type: relation, to: articles, many: true }
  vault: { type: relation, to: vault, inverse: articles }
  vaults: { type: relation, to: vault, many: true }
  lead: { type: relation, to: [pages, authors] }
  featured: { type: relation, to: [pages, authors, vault], many: true }
  owner: { type: user }
";

const AUTHORS: &str = "
sort: name
fields:
  name: { type: string, searchable: true }
  email: { type: email, searchable: true }
  born: date
  boss: { type: relation, to: authors, inverse: staff }
";

const COMMENTS: &str = "
sort: created_at
fields:
  body: { type: text, searchable: true }
  status: { type: select, options: [pending, approved], default: pending }
  spam_score: integer
  article: { type: relation, to: articles, inverse: comments }
";

const PUBLIC: &str = "
permissions:
  articles:
    read:
      filter: { status: { _eq: published } }
      fields: ['*', '-internal', '-hits', '-related', '-owner', '-created_by', '-updated_by']
  authors:
    read: { fields: [name, born, boss, articles, staff] }
  tags: { read: { fields: [name, articles] } }
  comments:
    read:
      filter: { status: { _eq: approved }, article: { status: { _eq: published } } }
      fields: ['*', '-spam_score']
  pages: { read: { filter: { title: { _nnull: true } } } }
";

const REPORTER: &str = "
permissions:
  articles:
    read:
      filter: { created_by: { _eq: $CURRENT_USER } }
  comments: { read: true }
";

const EDITOR: &str = "
permissions:
  articles: all
  authors: { read: true }
  tags: all
  comments: all
  pages: all
";

/// The project of the tests.
pub fn schema() -> Schema {
    schema_of(FILES)
}

/// Any project; a mistake in it fails the test.
pub fn schema_of(files: &[(&str, &str)]) -> Schema {
    let files: Vec<SourceFile> = files
        .iter()
        .map(|(path, text)| SourceFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect();
    load::load(&files)
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
        .schema
}

impl Schema {
    /// A collection of the tests' project.
    pub fn expect(&self, name: &str) -> &Collection {
        self.collection_named(name)
            .unwrap_or_else(|| panic!("no collection {name}"))
    }
}
