//! Simple Unicode case folding on engines that only have lower-casing. The two differ in a few letters: those that could matter for one needle are
//! replaced after lower-casing, so that the comparison is that of `filter::fold`.
//!
//! What stays different: letters that are younger than the engine's tables (Unicode 14 and 15 instead of 16), none of a living language's common ones.

use crate::filter::fold::fold;

/// Letters that lower-casing leaves as they are, and what they fold to. Cherokee, which folds to capitals, is in `residue`.
const RESIDUE: &[(char, char)] = &[
    ('\u{b5}', '\u{3bc}'),
    ('\u{17f}', 's'),
    ('\u{345}', '\u{3b9}'),
    ('\u{3c2}', '\u{3c3}'),
    ('\u{3d0}', '\u{3b2}'),
    ('\u{3d1}', '\u{3b8}'),
    ('\u{3d5}', '\u{3c6}'),
    ('\u{3d6}', '\u{3c0}'),
    ('\u{3f0}', '\u{3ba}'),
    ('\u{3f1}', '\u{3c1}'),
    ('\u{3f5}', '\u{3b5}'),
    ('\u{1c80}', '\u{432}'),
    ('\u{1c81}', '\u{434}'),
    ('\u{1c82}', '\u{43e}'),
    ('\u{1c83}', '\u{441}'),
    ('\u{1c84}', '\u{442}'),
    ('\u{1c85}', '\u{442}'),
    ('\u{1c86}', '\u{44a}'),
    ('\u{1c87}', '\u{463}'),
    ('\u{1c88}', '\u{a64b}'),
    ('\u{1e9b}', '\u{1e61}'),
    ('\u{1fbe}', '\u{3b9}'),
    ('\u{1fd3}', '\u{390}'),
    ('\u{1fe3}', '\u{3b0}'),
    ('\u{fb05}', '\u{fb06}'),
];

const CHEROKEE: std::ops::RangeInclusive<char> = '\u{13a0}'..='\u{13f5}';

/// The one letter whose lower case is longer than one code point, or has no dot any more. It folds to itself.
pub const DOTTED_I: char = '\u{130}';

/// Stands for `DOTTED_I` while the text is lower-cased: a code point that Unicode never gives to a character.
pub const DOTTED_I_KEPT: char = '\u{fdd0}';

/// What must be done to the lower-cased haystack for one needle.
#[derive(Debug, PartialEq, Eq)]
pub struct Folding {
    /// The needle, folded.
    pub needle: String,
    /// Letters to replace after lower-casing, and what by.
    pub residue: Vec<(char, char)>,
    /// `DOTTED_I` must be kept from lower-casing.
    pub keeps_dotted_i: bool,
}

impl Folding {
    pub fn of(needle: &str) -> Self {
        let needle = fold(needle);
        let mut residue: Vec<(char, char)> = RESIDUE
            .iter()
            .copied()
            .filter(|(_, folded)| needle.contains(*folded))
            .collect();
        for letter in CHEROKEE.filter(|letter| needle.contains(*letter)) {
            let lower_case = letter.to_lowercase().next().filter(|lower_case| *lower_case != letter);
            residue.extend(lower_case.map(|lower_case| (lower_case, letter)));
        }
        Self {
            keeps_dotted_i: needle.contains(['i', '\u{307}', DOTTED_I]),
            needle: needle.replace(DOTTED_I, &DOTTED_I_KEPT.to_string()),
            residue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    /// What an engine does with a one-letter haystack.
    fn engine_folds(letter: char, folding: &Folding) -> String {
        let mut text = letter.to_string();
        if folding.keeps_dotted_i {
            text = text.replace(DOTTED_I, &DOTTED_I_KEPT.to_string());
        }
        let mut text = lower(&text);
        for (from, to) in &folding.residue {
            text = text.replace(*from, &to.to_string());
        }
        text
    }

    #[test]
    fn every_letter_of_the_engines_finds_what_folds_to_it() {
        let younger = |letter: char| matches!(u32::from(letter), 0xa7ce..=0xa7d5 | 0x16ea0..=0x16ed3);
        let has_case = |letter: &char| {
            let text = letter.to_string();
            fold(&text) != text || lower(&text) != text
        };
        let letters = (0..=0x10_ffff).filter_map(char::from_u32).filter(has_case);
        for letter in letters.filter(|letter| !younger(*letter)) {
            let folding = Folding::of(&letter.to_string());
            assert_eq!(
                engine_folds(letter, &folding),
                folding.needle,
                "{:x}",
                u32::from(letter)
            );
        }
    }

    #[test]
    fn needs_nothing_for_most_needles() {
        let check =
            |needle: &str, expected: &[(char, char)]| assert_eq!(Folding::of(needle).residue, expected, "{needle}");
        check("TABLE", &[]);
        check("Sun", &[('ſ', 's')]);
        check("ΟΔΌΣ", &[('ς', 'σ')]);
        assert!(!Folding::of("Sun").keeps_dotted_i);
        assert_eq!(Folding::of("İi").needle, "\u{fdd0}i");
    }
}
