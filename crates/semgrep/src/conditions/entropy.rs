//! `analyzer: entropy`: whether a text looks like a secret rather than like words.
//!
//! The bits of a text are counted against a model of English: what follows a letter in prose is
//! cheap, everything else is dear. A secret has many bits, and many for its length.

/// Bits of a letter, in halves from `A` = 0, counted in the prose of this project.
const LETTER: &[u8; 26] = b"HNKJGLLJISNJLIILTIHHLOMOMU";
/// Bits of a letter after another, likewise: a row per first letter. Each probability is nine parts that
/// of the pair and one part that of the letter, so that pairs which never occurred are not priceless.
const FOLLOWING: [&[u8; 26]; 26] = [
    b"OKKJNMIQLZNHKFPNYHGFONPTLW",
    b"HUPKFRSQJJTGSOHPZJLNJUSUEU",
    b"FSNPHRSHNZIIROFNZJLGKUIURZ",
    b"GRQLDRQQHVTMSOGRVLFNMTSULZ",
    b"JRIJLLJPNUTIKHOMPFFISKOHOX",
    b"IUQPHJRQCZTMQOGRZJNJHUSUNZ",
    b"MUQPDRRJKZTNQJGRZJHMGUSUSS",
    b"DULPDRSQIZTQROHNZKOJRUSUKZ",
    b"LPLIHLMQOZQJMEHLVMHFRNSNSP",
    b"DUQQDRSQOZTQSOJRZPINIUSUSZ",
    b"NMQPFROQBZTQSLPRZPIMPUSUSZ",
    b"GPPGEOSQHVQGROHQXOJKKSOUKZ",
    b"FKQNCRSQKZRKJNJIZPLMMTSUSZ",
    b"JTIEHPHPLRQNPMHQZOIGMPRUKZ",
    b"MNKJLINQMROKIFLJZFLHJNJSSU",
    b"EJQPGQRLJZQJRNIKZFJHLTSTKZ",
    b"OUQQNRSQMZTFSOPRZPONBUOUSZ",
    b"HTNMEPLQGZNMMIHNZJIKIPQUJZ",
    b"HTKQFRSJGZNOPOJLPOGFLSMPLZ",
    b"HUNOFPREHZTOOMINZKIIMUOTJZ",
    b"HKMNHOLQMZTGHFMKZGIGQUSUSZ",
    b"DUQPCRSQJZTQSOLRZPONSUSUSZ",
    b"GUQPFQRDGZTQRJIRZJKNSULUSZ",
    b"LUGQHRSQKZTQPONDZPKESUSUSZ",
    b"JQNQJPSQOZTPLGIEZNFFSUMUOZ",
    b"FUQQCRSQGZTQSOKRZPINSUSULZ",
];
/// Bits of what is no letter: one of 62 signs.
const OTHER: f64 = 5.954;
/// A secret has more bits than this.
const MIN_BITS: f64 = 64.0;
/// A secret has more of the eight bits of a byte than this.
const MIN_DENSITY: f64 = 0.6;

/// Whether a text has as much information as a secret.
pub fn is_high(text: &str) -> bool {
    let bits = bits(text.as_bytes());
    !text.is_empty() && bits > MIN_BITS && bits / (8.0 * text.len() as f64) > MIN_DENSITY
}

/// The mean, over the windows of three signs that a sign is in, of what it costs there.
fn bits(text: &[u8]) -> f64 {
    if text.windows(2).all(|pair| pair[0] == pair[1]) {
        return 1.0;
    }
    let window = |start: usize| &text[start..text.len().min(start + 3)];
    (0..text.len())
        .map(|start| cost(window(start)) / window(start).len() as f64)
        .sum()
}

fn cost(window: &[u8]) -> f64 {
    let mut previous = None;
    let mut total = 0.0;
    for byte in window {
        let letter = byte
            .is_ascii_alphabetic()
            .then(|| usize::from(byte.to_ascii_uppercase() - b'A'));
        let half_bits = match (previous, letter) {
            (Some(previous), Some(letter)) => {
                let row: &[u8; 26] = FOLLOWING[previous];
                Some(row[letter])
            }
            (None, Some(letter)) => Some(LETTER[letter]),
            (_, None) => None,
        };
        total += half_bits.map_or(OTHER, |sign| f64::from(sign - b'A') / 2.0);
        previous = letter;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::is_high;

    #[test]
    fn secrets_are_told_from_words() {
        for secret in [
            "AKIAIOSFODNN7EXAMPLEQ2",
            "ghp_9X2kfLq81mZzT0vBq7RwYc3nD5eHs6uJ",
            "c2VjcmV0IGtleSBvZiBzb21lb25l",
        ] {
            assert!(is_high(secret), "{secret}");
        }
        for word in [
            "",
            "password",
            "there is nothing in here to be seen",
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "this_is_only_the_name_of_a_setting",
        ] {
            assert!(!is_high(word), "{word}");
        }
    }
}
