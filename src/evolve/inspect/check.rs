//! What the checks of a foreign table say, as far as a model has words for it: one of some texts, at least, at most, JSON. Engines write the same check
//! in different ways; what is left without parentheses and casts is nearly alike.

/// What a check means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A column holds one of these texts.
    OneOf(String, Vec<String>),
    /// Columns and their bounds, both inclusive where the check says so.
    Bounds(Vec<Bound>),
    /// A column holds JSON.
    Json(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    pub column: String,
    /// `>=`, `>`, `<=` or `<`.
    pub operator: String,
    /// As it is written.
    pub number: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A word or a quoted name.
    Name(String),
    Literal(String),
    Number(String),
    Sign(String),
}

/// `None` for what a model can not say.
pub fn meaning(check: &str) -> Option<Meaning> {
    let tokens = without_null(without_casts(tokens(check)));
    json(&tokens)
        .or_else(|| one_of(&tokens))
        .or_else(|| alternatives(&tokens))
        .or_else(|| bounds(&tokens))
}

/// Texts in a list: the labels of an enumeration.
pub fn literals(list: &str) -> Vec<String> {
    let literals = tokens(list).into_iter().filter_map(|token| match token {
        Token::Literal(text) => Some(text),
        _ => None,
    });
    literals.collect()
}

/// The conditions of the checks in a CREATE TABLE.
pub fn in_create_table(sql: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = sql;
    while let Some((after, word)) = next_word(rest) {
        rest = after;
        if word.eq_ignore_ascii_case("check")
            && let Some(condition) = parenthesized(rest)
        {
            found.push(condition.to_owned());
        }
    }
    found
}

/// What follows the next word outside of quotes, and the word.
fn next_word(text: &str) -> Option<(&str, &str)> {
    let mut characters = text.char_indices();
    while let Some((start, character)) = characters.next() {
        if let Some(end) = closing(character) {
            characters.find(|(_, character)| *character == end)?;
            continue;
        }
        if character.is_alphabetic() || character == '_' {
            let word = text.get(start..)?;
            let length = word
                .find(|character: char| !(character.is_alphanumeric() || character == '_'))
                .unwrap_or(word.len());
            return Some((word.get(length..)?, word.get(..length)?));
        }
    }
    None
}

fn closing(quote: char) -> Option<char> {
    match quote {
        '\'' | '"' | '`' => Some(quote),
        '[' => Some(']'),
        _ => None,
    }
}

/// What stands between the first parenthesis and the one that closes it.
fn parenthesized(text: &str) -> Option<&str> {
    let text = text.trim_start().strip_prefix('(')?;
    let mut depth = 1;
    let mut characters = text.char_indices();
    while let Some((place, character)) = characters.next() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            '\'' | '"' | '`' => {
                characters.find(|(_, other)| *other == character)?;
            }
            _ => {}
        }
        if depth == 0 {
            return text.get(..place);
        }
    }
    None
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\'' | '"' | '`' => {
                let mut inside = String::new();
                while let Some(next) = characters.next() {
                    match next {
                        // A quote that is said twice is one.
                        _ if next == character && characters.peek() == Some(&character) => {
                            inside.push(next);
                            characters.next();
                        }
                        _ if next == character => break,
                        '\\' if character == '\'' && characters.peek() == Some(&'\'') => {
                            characters.next();
                            inside.push('\'');
                        }
                        _ => inside.push(next),
                    }
                }
                tokens.push(if character == '\'' {
                    Token::Literal(inside)
                } else {
                    Token::Name(inside)
                });
            }
            _ if character.is_ascii_digit()
                || (character == '-' && characters.peek().is_some_and(char::is_ascii_digit)) =>
            {
                let mut number = character.to_string();
                while let Some(next) = characters.next_if(|next| next.is_ascii_digit() || *next == '.') {
                    number.push(next);
                }
                tokens.push(Token::Number(number));
            }
            _ if character.is_alphabetic() || character == '_' => {
                let mut word = character.to_string();
                while let Some(next) = characters.next_if(|next| next.is_alphanumeric() || *next == '_') {
                    word.push(next);
                }
                tokens.push(Token::Name(word));
            }
            '(' | ')' | '[' | ']' => {}
            _ if character.is_whitespace() => {}
            _ => {
                let mut sign = character.to_string();
                if let Some(next) =
                    characters.next_if(|next| matches!((character, *next), ('<' | '>', '=') | (':', ':')))
                {
                    sign.push(next);
                }
                tokens.push(Token::Sign(sign));
            }
        }
    }
    tokens
}

/// `'draft'::character varying` is `'draft'`, and so are the words around lists.
fn without_casts(tokens: Vec<Token>) -> Vec<Token> {
    const TYPES: &[&str] = &[
        "character",
        "varying",
        "text",
        "numeric",
        "integer",
        "bigint",
        "smallint",
        "double",
        "precision",
        "bpchar",
        "varchar",
        "real",
    ];
    const AROUND: &[&str] = &["check", "array", "any"];
    let mut kept = Vec::new();
    let mut is_type = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            // `_utf8mb4'draft'`
            Token::Name(word) if word.starts_with('_') && matches!(tokens.peek(), Some(Token::Literal(_))) => {}
            Token::Sign(sign) if sign == "::" => is_type = true,
            Token::Name(word) if is_type && TYPES.contains(&word.to_ascii_lowercase().as_str()) => {}
            Token::Name(word) if AROUND.contains(&word.to_ascii_lowercase().as_str()) => is_type = false,
            _ => {
                is_type = false;
                kept.push(token);
            }
        }
    }
    kept
}

/// `x IS NULL OR …` and `… OR x IS NULL` say no more than that the column may be empty.
fn without_null(tokens: Vec<Token>) -> Vec<Token> {
    let is_word = |token: &Token, word: &str| matches!(token, Token::Name(name) if name.eq_ignore_ascii_case(word));
    match tokens.as_slice() {
        [Token::Name(_), is, null, or, rest @ ..]
            if is_word(is, "is") && is_word(null, "null") && is_word(or, "or") =>
        {
            rest.to_vec()
        }
        [rest @ .., or, Token::Name(_), is, null]
            if is_word(is, "is") && is_word(null, "null") && is_word(or, "or") =>
        {
            rest.to_vec()
        }
        _ => tokens,
    }
}

fn json(tokens: &[Token]) -> Option<Meaning> {
    match tokens {
        [Token::Name(function), Token::Name(column)] if function.eq_ignore_ascii_case("json_valid") => {
            Some(Meaning::Json(column.clone()))
        }
        _ => None,
    }
}

/// `status IN 'a', 'b'`, `status = 'a', 'b'`
fn one_of(tokens: &[Token]) -> Option<Meaning> {
    let [Token::Name(column), is, list @ ..] = tokens else {
        return None;
    };
    let is_list = match is {
        Token::Name(word) => word.eq_ignore_ascii_case("in"),
        Token::Sign(sign) => sign == "=",
        _ => false,
    };
    let mut options = Vec::new();
    for (place, token) in list.iter().enumerate() {
        match token {
            Token::Literal(text) if place % 2 == 0 => options.push(text.clone()),
            Token::Sign(sign) if place % 2 == 1 && sign == "," => {}
            _ => return None,
        }
    }
    (is_list && !options.is_empty()).then(|| Meaning::OneOf(column.clone(), options))
}

/// `status = 'a' OR status = 'b'`
fn alternatives(tokens: &[Token]) -> Option<Meaning> {
    let parts = tokens.split(|token| matches!(token, Token::Name(word) if word.eq_ignore_ascii_case("or")));
    let mut options = Vec::new();
    let mut known: Option<String> = None;
    for part in parts {
        let Some(Meaning::OneOf(column, some)) = one_of(part) else {
            return None;
        };
        if known.get_or_insert_with(|| column.clone()) != &column {
            return None;
        }
        options.extend(some);
    }
    known.map(|column| Meaning::OneOf(column, options))
}

/// `price >= 0 AND price < 100`, `price BETWEEN 0 AND 100`
fn bounds(tokens: &[Token]) -> Option<Meaning> {
    let bound = |column: &str, operator: &str, number: &str| Bound {
        column: column.to_owned(),
        operator: operator.to_owned(),
        number: number.to_owned(),
    };
    if let [
        Token::Name(column),
        Token::Name(between),
        Token::Number(least),
        Token::Name(and),
        Token::Number(most),
    ] = tokens
        && between.eq_ignore_ascii_case("between")
        && and.eq_ignore_ascii_case("and")
    {
        return Some(Meaning::Bounds(vec![
            bound(column, ">=", least),
            bound(column, "<=", most),
        ]));
    }
    let parts = tokens.split(|token| matches!(token, Token::Name(word) if word.eq_ignore_ascii_case("and")));
    let found: Option<Vec<Bound>> = parts
        .map(|part| match part {
            // A number below zero may be written as a text that is cast.
            [
                Token::Name(column),
                Token::Sign(operator),
                Token::Number(number) | Token::Literal(number),
            ] if [">=", ">", "<=", "<"].contains(&operator.as_str()) && number.parse::<f64>().is_ok() => {
                Some(bound(column, operator, number))
            }
            _ => None,
        })
        .collect();
    found.map(Meaning::Bounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_of_three_engines_are_understood() {
        let options = |column: &str, values: &[&str]| {
            let values = values.iter().map(|value| (*value).to_owned()).collect();
            Some(Meaning::OneOf(column.to_owned(), values))
        };
        let bounds = |column: &str, bounds: &[(&str, &str)]| {
            let bounds = bounds.iter().map(|(operator, number)| Bound {
                column: column.to_owned(),
                operator: (*operator).to_owned(),
                number: (*number).to_owned(),
            });
            Some(Meaning::Bounds(bounds.collect()))
        };
        let check = |text: &str, expected: Option<Meaning>| assert_eq!(meaning(text), expected, "{text}");
        check(
            "CHECK (((status)::text = ANY ((ARRAY['draft'::character varying, 'it''s'::character varying])::text[])))",
            options("status", &["draft", "it's"]),
        );
        check("`status` in ('draft','live')", options("status", &["draft", "live"]));
        check(
            r"`status` in (_utf8mb4'draft',_utf8mb4'it\'s')",
            options("status", &["draft", "it's"]),
        );
        check("\"Status\" IN ('draft')", options("Status", &["draft"]));
        check("status = 'a' OR status = 'b'", options("status", &["a", "b"]));
        check("status IS NULL OR status IN ('a')", options("status", &["a"]));
        check("status = 'a' OR kind = 'b'", None);
        check("CHECK ((action_flag >= 0))", bounds("action_flag", &[(">=", "0")]));
        check("CHECK ((price >= (0)::numeric))", bounds("price", &[(">=", "0")]));
        check("n between 1 and 10", bounds("n", &[(">=", "1"), ("<=", "10")]));
        check("\"n\" > -5 AND \"n\" < 7.5", bounds("n", &[(">", "-5"), ("<", "7.5")]));
        check("n > 0 OR n < 7", None);
        check("CHECK ((n >= '-1'::integer))", bounds("n", &[(">=", "-1")]));
        check("starts < ends", None);
        check("length(name) > 3", None);
        check(
            "(JSON_VALID(\"content\") OR \"content\" IS NULL)",
            Some(Meaning::Json("content".to_owned())),
        );
    }

    #[test]
    fn checks_are_found_in_the_text_of_a_table() {
        let sql = "CREATE TABLE \"check\" (a TEXT CHECK (a IN ('(', ')')), b INTEGER, `check` TEXT, CONSTRAINT c CHECK(b >= 0) /* x */)";
        assert_eq!(in_create_table(sql), ["a IN ('(', ')')", "b >= 0"]);
        assert_eq!(
            in_create_table("CREATE TABLE t (a TEXT DEFAULT 'check (')"),
            Vec::<String>::new()
        );
        assert_eq!(literals("'a', 'b'"), ["a", "b"]);
    }
}
