//! What the SQL of `sql/dialect/sqlite.rs` calls and SQLite does not have: folding, shortest floats, natural order.

use std::cmp::Ordering;

use rusqlite::{Connection, functions::FunctionFlags, types::ValueRef};

use crate::{filter::fold::fold, value::Decimal};

pub fn register_functions(connection: &Connection) -> rusqlite::Result<()> {
    let pure = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("quintet_fold", 1, pure, |context| match context.get_raw(0) {
        ValueRef::Null => Ok(None),
        _ => context.get::<String>(0).map(|text| Some(fold(&text))),
    })?;
    connection.create_scalar_function("quintet_float", 1, pure, |context| {
        let number = context.get::<Option<f64>>(0)?;
        Ok(number.and_then(|number| serde_json::to_string(&number).ok()))
    })?;
    connection.create_scalar_function("quintet_number", 1, pure, |context| {
        let text = context.get::<Option<String>>(0)?;
        Ok(text.and_then(|text| text.parse::<f64>().ok()))
    })?;
    connection.create_scalar_function("quintet_decimal", 2, pure, |context| {
        let (units, scale) = (context.get::<Option<i64>>(0)?, context.get::<u8>(1)?);
        Ok(units.map(|units| Decimal { units, scale }.to_string()))
    })?;
    connection.create_collation("quintet_natural", compare_naturally)
}

/// As the other engines' collations order names: letters first, then accents, then small before capital, and code points last. Signs come before digits and
/// digits before letters; runs of digits are no numbers, because MariaDB knows no such order.
fn compare_naturally(left: &str, right: &str) -> Ordering {
    let (a, b) = (fold(left), fold(right));
    base_weights(&a)
        .cmp(base_weights(&b))
        .then_with(|| a.cmp(&b))
        .then_with(|| capitals(left).cmp(capitals(right)))
        .then_with(|| left.cmp(right))
}

fn base_weights(folded: &str) -> impl Iterator<Item = (u8, char)> {
    folded.chars().map(base_letter).map(|letter| {
        let group = match letter {
            letter if letter.is_alphabetic() => 2,
            letter if letter.is_numeric() => 1,
            _ => 0,
        };
        (group, letter)
    })
}

fn capitals(text: &str) -> impl Iterator<Item = bool> {
    text.chars().map(char::is_uppercase)
}

/// The letter below the accent, for the Latin letters of Europe's languages.
fn base_letter(letter: char) -> char {
    const BASES: &[(char, &str)] = &[
        ('a', "àáâãäåāăą"),
        ('c', "çćĉċč"),
        ('d', "ďđ"),
        ('e', "èéêëēĕėęě"),
        ('g', "ĝğġģ"),
        ('h', "ĥħ"),
        ('i', "ìíîïĩīĭįı"),
        ('j', "ĵ"),
        ('k', "ķ"),
        ('l', "ĺļľŀł"),
        ('n', "ñńņň"),
        ('o', "òóôõöøōŏő"),
        ('r', "ŕŗř"),
        ('s', "śŝşšș"),
        ('t', "ţťŧț"),
        ('u', "ùúûüũūŭůűų"),
        ('w', "ŵ"),
        ('y', "ýÿŷ"),
        ('z', "źżž"),
    ];
    if letter.is_ascii() {
        return letter;
    }
    BASES
        .iter()
        .find(|(_, accented)| accented.contains(letter))
        .map_or(letter, |(base, _)| *base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_as_people_do() {
        let check = |mut texts: Vec<&str>, expected: &[&str]| {
            texts.sort_by(|left, right| compare_naturally(left, right));
            assert_eq!(texts, expected);
        };
        check(
            vec!["zebra", "Äpfel", "apfel", "Birne"],
            &["apfel", "Äpfel", "Birne", "zebra"],
        );
        check(
            vec!["part 9", "PART 1", "part 10", "Part 1", "part 1"],
            &["part 1", "Part 1", "PART 1", "part 10", "part 9"],
        );
        check(vec!["a1", "aa", "a_", "a b"], &["a b", "a_", "a1", "aa"]);
        check(vec!["b", "", "a1", "a"], &["", "a", "a1", "b"]);
    }
}
