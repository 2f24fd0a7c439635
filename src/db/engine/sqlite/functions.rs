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
    connection.create_scalar_function("quintet_decimal", 2, pure, |context| {
        let (units, scale) = (context.get::<Option<i64>>(0)?, context.get::<u8>(1)?);
        Ok(units.map(|units| Decimal { units, scale }.to_string()))
    })?;
    connection.create_collation("quintet_natural", compare_naturally)
}

/// The order in which people expect names: case and accents count only between equals, runs of digits compare as numbers.
fn compare_naturally(left: &str, right: &str) -> Ordering {
    let (mut a, mut b) = (base_letters(left).peekable(), base_letters(right).peekable());
    loop {
        let ordering = match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return left.cmp(right),
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                compare_digits(&take_digits(&mut a), &take_digits(&mut b))
            }
            (Some(x), Some(y)) => {
                a.next();
                b.next();
                x.cmp(&y)
            }
        };
        if ordering != Ordering::Equal {
            return ordering;
        }
    }
}

fn take_digits(characters: &mut std::iter::Peekable<impl Iterator<Item = char>>) -> String {
    let mut digits = String::new();
    while let Some(digit) = characters.next_if(char::is_ascii_digit) {
        digits.push(digit);
    }
    digits
}

fn compare_digits(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

fn base_letters(text: &str) -> impl Iterator<Item = char> {
    let folded: Vec<char> = fold(text).chars().map(base_letter).collect();
    folded.into_iter()
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
        check(vec!["part 10", "part 9", "Part 1"], &["Part 1", "part 9", "part 10"]);
        check(vec!["007", "7", "8"], &["007", "7", "8"]);
        check(vec!["b", "", "a1", "a"], &["", "a", "a1", "b"]);
    }
}
