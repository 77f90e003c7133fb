//! The last day of a comment, which stands in its reason: `until 2030-12-31`.

/// Words that a date may follow.
const WORDS: &[&str] = &["until", "expires"];

/// The day that a comment names as its last; the error is what looks like a date and is none.
pub(super) fn last_day(rest: &str) -> Result<Option<String>, String> {
    let mut words = rest.split(|c: char| c.is_whitespace() || "():,;".contains(c));
    let mut follows = false;
    words
        .by_ref()
        .find_map(|word| {
            if word.is_empty() {
                return None;
            }
            let word = word.trim_end_matches(['.', '*', '/', '-', '>']);
            let found = (follows && looks_like_date(word)).then(|| {
                if is_day(word) {
                    Ok(Some(word.to_owned()))
                } else {
                    Err(word.to_owned())
                }
            });
            follows = WORDS.iter().any(|one| word.eq_ignore_ascii_case(one))
                || follows && word.eq_ignore_ascii_case("on");
            found
        })
        .unwrap_or(Ok(None))
}

fn looks_like_date(word: &str) -> bool {
    word.len() >= 6
        && word.as_bytes()[..4].iter().all(u8::is_ascii_digit)
        && word.as_bytes()[4] == b'-'
}

fn is_day(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|c| c.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)
}

fn days_in(year: u32, month: u32) -> u32 {
    let leaps = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leaps => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day in which a moment lies, in UTC, as `2030-12-31`.
pub(super) fn day_of(seconds_since_1970: f64) -> String {
    let days = (seconds_since_1970 / 86_400.0).floor() as i64;
    // Years start in March here, so that the leap day is the last one.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day_of(0.0), "1970-01-01");
        assert_eq!(day_of(951_782_400.0), "2000-02-29");
        assert_eq!(day_of(1_735_689_599.0), "2024-12-31");
        assert_eq!(day_of(1_735_689_600.0), "2025-01-01");
    }

    #[test]
    fn the_last_day_stands_behind_its_word() {
        let day = |text: &str| last_day(text);
        assert_eq!(
            day("-- legacy, until 2030-12-31"),
            Ok(Some("2030-12-31".to_owned()))
        );
        assert_eq!(
            day("-- legacy (expires: 2030-02-28) */"),
            Ok(Some("2030-02-28".to_owned()))
        );
        assert_eq!(
            day("-- until on 2030-01-01."),
            Ok(Some("2030-01-01".to_owned()))
        );
        assert_eq!(day("-- until the migration of 2030-01-01"), Ok(None));
        assert_eq!(day("-- since 2020-01-01"), Ok(None));
        assert_eq!(day("-- until 2030-02-30"), Err("2030-02-30".to_owned()));
        assert_eq!(day("-- until 2030-1-1"), Err("2030-1-1".to_owned()));
    }
}
