//! Reads Rust source as text: which paths a file names, with comments, strings and test modules taken out.
//! Not a parser: it knows just enough of the language not to be fooled by a comment, a string or a grouped `use`.

use std::{
    fs,
    path::{Path, PathBuf},
};

pub struct SourceFile {
    /// From the repository's root, with forward slashes: `src/sql/read.rs`.
    pub path: String,
    /// The first segment below `src/`.
    pub module: String,
    pub stem: String,
    /// How many `super::` lead to the crate's root: 1 for `src/sql.rs`, 2 for `src/sql/read.rs`.
    pub depth: usize,
    pub text: String,
    masked: Masked,
}

/// The same text three times, each of the same shape (lines and columns), with the rest blanked.
struct Masked {
    code: String,
    strings: String,
}

/// Every file of `src/` that is not itself a test module.
pub fn source_files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect_rust_files(&root.join("src"), &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "no source found below {}", root.display());
    paths
        .iter()
        .map(|path| SourceFile::read(root, path))
        .filter(|file| !file.is_test())
        .collect()
}

fn collect_rust_files(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_rust_files(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

impl SourceFile {
    fn read(root: &Path, path: &Path) -> Self {
        let relative = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        Self::new(&relative, fs::read_to_string(path).unwrap())
    }

    fn new(path: &str, text: String) -> Self {
        let inside: Vec<&str> = path
            .trim_start_matches("src/")
            .trim_end_matches(".rs")
            .split('/')
            .collect();
        let masked = mask(without_tests(&text));
        Self {
            path: path.to_owned(),
            module: inside[0].to_owned(),
            stem: inside[inside.len() - 1].to_owned(),
            depth: inside.len(),
            text,
            masked,
        }
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    pub fn code(&self) -> &str {
        &self.masked.code
    }

    pub fn strings(&self) -> &str {
        &self.masked.strings
    }

    pub fn code_with_strings(&self) -> String {
        let overlay = |(code, string): (char, char)| if code == ' ' { string } else { code };
        self.masked
            .code
            .chars()
            .zip(self.masked.strings.chars())
            .map(overlay)
            .collect()
    }

    /// Lines that hold code: neither blank nor comment nor test. A comment costs nothing.
    pub fn code_lines(&self) -> usize {
        self.code_with_strings()
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count()
    }

    /// Every path that the code names, groups taken apart: `use a::{b, c::d}` gives `a::b` and `a::c::d`.
    pub fn paths(&self) -> Vec<(usize, String)> {
        paths(&self.masked.code)
    }
}

/// Tests stand at the end of a file, in a module of their own.
fn without_tests(text: &str) -> &str {
    for (start, marker) in text.match_indices("#[cfg(test)]") {
        let mut rest = text[start + marker.len()..].trim_start();
        while rest.starts_with("#[") {
            rest = rest.split_once("]\n").map_or("", |(_, after)| after.trim_start());
        }
        let line = rest.lines().next().unwrap_or_default();
        if line.starts_with("mod ") && !line.ends_with(';') {
            return &text[..start];
        }
    }
    text
}

fn mask(text: &str) -> Masked {
    let characters: Vec<char> = text.chars().collect();
    let blank = |character: &char| if *character == '\n' { '\n' } else { ' ' };
    let mut code: Vec<char> = characters.iter().map(blank).collect();
    let mut strings = code.clone();
    let mut at = 0;
    while at < characters.len() {
        let rest = &characters[at..];
        let (length, target) = match (rest[0], rest.get(1)) {
            ('/', Some('/')) => (rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()), None),
            ('/', Some('*')) => (block_comment_length(rest), None),
            ('"', _) => (string_length(rest), Some(&mut strings)),
            ('r', Some('"' | '#')) if !continues_word(&characters, at) => match raw_string_length(rest) {
                Some(length) => (length, Some(&mut strings)),
                None => (1, Some(&mut code)),
            },
            ('\'', Some('\\')) => (3 + rest[3..].iter().position(|c| *c == '\'').unwrap_or(0), None),
            ('\'', Some(_)) if rest.get(2) == Some(&'\'') => (3, None),
            _ => (1, Some(&mut code)),
        };
        let length = length.clamp(1, rest.len());
        if let Some(target) = target {
            target[at..at + length].copy_from_slice(&rest[..length]);
        }
        at += length;
    }
    Masked {
        code: code.into_iter().collect(),
        strings: strings.into_iter().collect(),
    }
}

/// A byte string's `br"` begins a literal, the r of `for"` does not.
fn continues_word(characters: &[char], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|index| characters[index]);
    match before(1) {
        Some('b') => before(2).is_some_and(is_word),
        Some(character) => is_word(character),
        None => false,
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn block_comment_length(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at + 1 < rest.len() {
        match (rest[at], rest[at + 1]) {
            ('/', '*') => (depth, at) = (depth + 1, at + 2),
            ('*', '/') if depth == 1 => return at + 2,
            ('*', '/') => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    rest.len()
}

fn string_length(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

fn raw_string_length(rest: &[char]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return None;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let body = 2 + hashes;
    let found = rest[body..].windows(end.len()).position(|window| window == end)?;
    Some(body + found + end.len())
}

fn paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut reader = Reader { rest: code, line: 1 };
    let mut is_after_use = false;
    while !reader.rest.is_empty() {
        match reader.word() {
            Some("use") => is_after_use = true,
            Some(first) => {
                let line = reader.line;
                let is_plain = !reader.rest.trim_start().starts_with("::");
                if is_plain && is_after_use {
                    found.push((line, first.to_owned()));
                } else if !is_plain {
                    reader.path_after(first.to_owned(), &mut found);
                }
                is_after_use = false;
            }
            None => reader.skip(1),
        }
    }
    found
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn skip(&mut self, characters: usize) {
        let end = self
            .rest
            .char_indices()
            .nth(characters)
            .map_or(self.rest.len(), |(index, _)| index);
        self.line += self.rest[..end].matches('\n').count();
        self.rest = &self.rest[end..];
    }

    fn skip_space(&mut self) {
        let blank = self.rest.chars().take_while(|c| c.is_whitespace()).count();
        self.skip(blank);
    }

    fn word(&mut self) -> Option<&'a str> {
        let word = &self.rest[..self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len())];
        self.rest = &self.rest[word.len()..];
        (!word.is_empty()).then_some(word)
    }

    /// After `prefix`, which stands before `::` or ends the path; a group is read with its branches.
    fn path_after(&mut self, mut prefix: String, found: &mut Vec<(usize, String)>) {
        let line = self.line;
        loop {
            let before = (self.rest, self.line);
            self.skip_space();
            if !self.rest.starts_with("::") {
                (self.rest, self.line) = before;
                break;
            }
            self.skip(2);
            self.skip_space();
            if self.rest.starts_with('{') {
                return self.group_after(&prefix, found);
            }
            match self.word() {
                Some(word) => prefix = format!("{prefix}::{word}"),
                None => break,
            }
        }
        found.push((line, prefix));
    }

    fn group_after(&mut self, prefix: &str, found: &mut Vec<(usize, String)>) {
        self.skip(1);
        while !self.rest.is_empty() {
            self.skip_space();
            if self.rest.starts_with('}') {
                return self.skip(1);
            }
            match self.word() {
                Some("as") => {
                    self.skip_space();
                    self.word();
                }
                Some(word) => self.path_after(format!("{prefix}::{word}"), found),
                None => self.skip(1),
            }
        }
    }
}

pub fn starts_with_segments(path: &str, start: &str) -> bool {
    path.strip_prefix(start)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

pub fn has_segments(path: &str, wanted: &str) -> bool {
    format!("::{path}::").contains(&format!("::{wanted}::"))
}

pub fn has_word(line: &str, wanted: &str) -> bool {
    line.split(|c| !is_word(c)).any(|word| word == wanted)
}

#[test]
fn paths_are_found_in_groups_and_not_in_comments_or_strings() {
    let check = |source: &str, expected: &[&str]| {
        let file = SourceFile::new("src/sql/read.rs", source.to_owned());
        let found: Vec<String> = file
            .paths()
            .into_iter()
            .map(|(line, path)| format!("{line} {path}"))
            .collect();
        assert_eq!(found, expected, "{source}");
    };
    check("use sqlx;", &["1 sqlx"]);
    check(
        "use crate::{a, b::{c, d as e},\n f};",
        &["1 crate::a", "1 crate::b::c", "1 crate::b::d", "2 crate::f"],
    );
    check("fn x() -> std::fs::File { a.tokio }", &["1 std::fs::File"]);
    check(
        "// crate::db\n/* crate::db /* */ crate::sql */ let x = \"crate::http\";",
        &[],
    );
    check("let x = r#\"a \" crate::b\"#; y::z", &["1 y::z"]);
    check(
        "let quote = '\"'; let life: &'a str = a::b; let escaped = '\\''; c::d",
        &["1 a::b", "1 c::d"],
    );
    check("use a::b;\n#[cfg(test)]\nmod tests {\n use c::d;\n}", &["1 a::b"]);
    check("#[cfg(test)]\n#[path = \"x\"]\nmod tests;\nuse c::d;", &["4 c::d"]);
}

#[test]
fn segments_match_whole_words() {
    assert!(has_segments("std::fs::File", "std::fs"));
    assert!(!has_segments("std::fsx::File", "std::fs"));
    assert!(has_segments("chrono::Utc::now", "Utc::now"));
    assert!(starts_with_segments("crate::db", "crate::db"));
    assert!(!starts_with_segments("crate::dbx::a", "crate::db"));
    assert!(has_word("unsafe {", "unsafe") && !has_word("unsafe_code", "unsafe"));
}
