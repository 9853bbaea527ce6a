//! Hours as people write them, kept as minutes.

/// Minutes of `1.5`, `1,5` or `2`; `None` when it is no such number.
pub(crate) fn minutes_of(text: &str) -> Option<u32> {
    let text = text.trim();
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let fraction = fraction.get(..fraction.len().min(4))?;
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole: u32 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let part: u32 = if fraction.is_empty() {
        0
    } else {
        fraction.parse().ok()?
    };
    let scale = 10_u32.pow(u32::try_from(fraction.len()).ok()?);
    let minutes = part.checked_mul(60)?.checked_add(scale / 2)? / scale;
    whole.checked_mul(60)?.checked_add(minutes)
}

/// Hours with at most two decimals: `1.5`.
pub(crate) fn hours_of(minutes: u32) -> String {
    let (whole, rest) = (minutes / 60, minutes % 60);
    let hundredths = (rest * 100 + 30) / 60;
    let decimals = format!(".{hundredths:02}");
    let decimals = decimals.trim_end_matches('0').trim_end_matches('.');
    format!("{whole}{decimals}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_minute_comes_back() {
        for minutes in 0..1_000 {
            let written = hours_of(minutes);
            assert_eq!(minutes_of(&written), Some(minutes), "{written}");
        }
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        let read = ["2", "1.5", "1,25", ".5", " 3. ", "", "x", "-1", "1e3"].map(minutes_of);
        let wanted = [
            Some(120),
            Some(90),
            Some(75),
            Some(30),
            Some(180),
            None,
            None,
            None,
            None,
        ];
        assert_eq!(read, wanted);
        assert_eq!(minutes_of("99999999999"), None);
        assert_eq!(minutes_of("1.ü§"), None);
    }
}
