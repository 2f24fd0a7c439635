//! What the fields are called that the server adds itself: the key, times, authors, the order and reverse sides. No file has a place for their labels.

use crate::schema::Label;

use super::names::label_of;

/// The languages of the server's own labels, which are those of the admin app.
pub const LANGUAGES: &[&str] = &["en", "de", "fr", "es", "ar"];

/// By the usual names, in the order of the languages.
const WORDS: &[(&str, [&str; 5])] = &[
    ("id", ["Id", "ID", "Identifiant", "Identificador", "المعرّف"]),
    ("sort", ["Order", "Reihenfolge", "Ordre", "Orden", "الترتيب"]),
    (
        "created_at",
        ["Created at", "Erstellt am", "Créé le", "Creado el", "تاريخ الإنشاء"],
    ),
    (
        "updated_at",
        [
            "Updated at",
            "Geändert am",
            "Modifié le",
            "Modificado el",
            "تاريخ التعديل",
        ],
    ),
    (
        "created_by",
        ["Created by", "Erstellt von", "Créé par", "Creado por", "أنشأه"],
    ),
    (
        "updated_by",
        ["Updated by", "Geändert von", "Modifié par", "Modificado por", "عدّله"],
    ),
    (
        "created_on",
        ["Created on", "Erstellt am", "Créé le", "Creado el", "تاريخ الإنشاء"],
    ),
    (
        "modified_on",
        [
            "Modified on",
            "Geändert am",
            "Modifié le",
            "Modificado el",
            "تاريخ التعديل",
        ],
    ),
    (
        "uploaded_by",
        ["Uploaded by", "Hochgeladen von", "Téléversé par", "Subido por", "رفعه"],
    ),
    (
        "modified_by",
        ["Modified by", "Geändert von", "Modifié par", "Modificado por", "عدّله"],
    ),
    (
        "children",
        [
            "Children",
            "Untergeordnete",
            "Sous-éléments",
            "Subelementos",
            "العناصر الفرعية",
        ],
    ),
    ("files", ["Files", "Dateien", "Fichiers", "Archivos", "الملفات"]),
];

/// English is for all other languages; a name that is not usual speaks for itself.
pub fn label_of_added(name: &str) -> Label {
    let Some((_, texts)) = WORDS.iter().find(|(known, _)| *known == name) else {
        return Label::from([(String::new(), label_of(name))]);
    };
    let languages = [""].iter().chain(LANGUAGES);
    let texts = texts.first().into_iter().chain(texts);
    languages
        .zip(texts)
        .map(|(language, text)| ((*language).to_owned(), (*text).to_owned()))
        .collect()
}
