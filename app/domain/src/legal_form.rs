//! The legal forms with which names of companies end: one list, of which every
//! reader of written names takes what is marked for its use. What ends a name is
//! elsewhere a word or a part of a name, so that no two uses want the same. What names
//! in small letters are freed of, such as the keys of boards, is not of this list.

use self::FormUse::{Dotted, FullName, Name, NoTitle, NoTown, OwnName, SlugAnyCase, SlugAsWritten};

/// What a legal form is known for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormUse {
    /// The slug of a company leaves it out, however its letters are written.
    SlugAnyCase,
    /// The slug of a company leaves it out when it is written just so.
    SlugAsWritten,
    /// It stands behind a name in a text, with a comma or without, and belongs
    /// to it: `Acme Corp`.
    Name,
    /// With a comma before it, it makes the full name of a shorter one: `Acme, Inc.`
    FullName,
    /// What a company calls itself goes without it.
    OwnName,
    /// What ends with it is a company and no title.
    NoTitle,
    /// It is no town, though a state follows: `Acme, Inc, CA`.
    NoTown,
    /// It is an abbreviation: the dot behind it belongs to it and ends no sentence.
    Dotted,
}

/// A legal form and its uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegalForm {
    written: &'static str,
    uses: &'static [FormUse],
}

const fn form(written: &'static str, uses: &'static [FormUse]) -> LegalForm {
    LegalForm { written, uses }
}

const LEGAL_FORMS: &[LegalForm] = &[
    form("AB", &[SlugAsWritten, Name]),
    form("AG", &[SlugAsWritten, Name, OwnName]),
    form("B.V", &[Name]),
    form("BV", &[SlugAsWritten]),
    form("Co", &[Dotted]),
    form("Co.", &[Name]),
    form("Corp", &[SlugAnyCase, Name, OwnName, NoTown, Dotted]),
    form("Corporation", &[SlugAnyCase]),
    form("GmbH", &[SlugAnyCase, Name, OwnName, NoTitle]),
    form(
        "Inc",
        &[
            SlugAnyCase,
            Name,
            FullName,
            OwnName,
            NoTitle,
            NoTown,
            Dotted,
        ],
    ),
    form("Incorporated", &[SlugAnyCase, Name]),
    form("KG", &[SlugAsWritten]),
    form("L.L.C", &[Name]),
    form(
        "LLC",
        &[SlugAnyCase, Name, FullName, OwnName, NoTitle, NoTown],
    ),
    form("LP", &[Name]),
    form("Limited", &[SlugAnyCase, Name]),
    form(
        "Ltd",
        &[
            SlugAnyCase,
            Name,
            FullName,
            OwnName,
            NoTitle,
            NoTown,
            Dotted,
        ],
    ),
    form("NV", &[SlugAsWritten]),
    form("OY", &[SlugAsWritten]),
    form("Oy", &[SlugAsWritten]),
    form("PBC", &[Name]),
    form("PLC", &[SlugAnyCase]),
    form("Pte", &[SlugAnyCase]),
    form("Pty", &[SlugAnyCase, Name]),
    form("S.A", &[Name]),
    form("SA", &[SlugAsWritten]),
    form("SAS", &[SlugAsWritten, OwnName]),
    form("SE", &[SlugAsWritten]),
];

impl LegalForm {
    /// The form as it is written.
    #[must_use]
    pub const fn written(&self) -> &'static str {
        self.written
    }

    /// A text without this form at its end, and without the dot of an
    /// abbreviation; `None` when it does not end so.
    #[must_use]
    pub fn strip<'a>(&self, text: &'a str) -> Option<&'a str> {
        let undotted = text
            .strip_suffix('.')
            .filter(|_| self.uses.contains(&Dotted));
        undotted.unwrap_or(text).strip_suffix(self.written)
    }
}

/// The legal forms for a use.
pub fn legal_forms(wanted: FormUse) -> impl Iterator<Item = &'static LegalForm> {
    LEGAL_FORMS
        .iter()
        .filter(move |form| form.uses.contains(&wanted))
}

/// What stands before the `& Co. KG` of a partnership, whose partner has a legal
/// form of its own: the `Acme GmbH` of `Acme GmbH & Co. KG`. Whether a form does
/// stand there is for the reader to see: `Acme & Co. KG` is called `Acme & Co.`
#[must_use]
pub fn before_partnership(name: &str) -> Option<&str> {
    let partners = name.trim_end().strip_suffix("KG")?.trim_end();
    let partners = partners.strip_suffix('.').unwrap_or(partners);
    let partner = partners.strip_suffix("Co")?.trim_end();
    partner.strip_suffix(['&', '+']).map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_use_has_forms_of_its_own() {
        let written =
            |wanted| -> Vec<&str> { legal_forms(wanted).map(LegalForm::written).collect() };
        assert_eq!(written(FullName), ["Inc", "LLC", "Ltd"]);
        assert_eq!(written(NoTitle), ["GmbH", "Inc", "LLC", "Ltd"]);
        assert_eq!(written(NoTown), ["Corp", "Inc", "LLC", "Ltd"]);
        assert_eq!(written(Dotted), ["Co", "Corp", "Inc", "Ltd"]);
        assert_eq!(
            written(OwnName),
            ["AG", "Corp", "GmbH", "Inc", "LLC", "Ltd", "SAS"]
        );
    }

    #[test]
    fn the_dot_of_an_abbreviation_goes_with_it() {
        let own = |name| legal_forms(OwnName).find_map(|form| form.strip(name));
        for (name, expected) in [
            ("Acme Inc.", Some("Acme ")),
            ("Acme, Ltd", Some("Acme, ")),
            ("Acme LLC", Some("Acme ")),
            ("Acme LLC.", None),
            ("Acme inc", None),
            ("Acme.", None),
        ] {
            assert_eq!(own(name), expected, "{name}");
        }
    }

    #[test]
    fn a_partnership_is_told_by_its_ending() {
        for (name, expected) in [
            ("Acme GmbH & Co. KG", Some("Acme GmbH")),
            ("Acme GmbH & Co KG ", Some("Acme GmbH")),
            ("Acme Ltd. & Co. KG", Some("Acme Ltd.")),
            ("Acme GmbH & Co.KG", Some("Acme GmbH")),
            ("Acme GmbH + Co. KG", Some("Acme GmbH")),
            ("Acme & Co. KG", Some("Acme")),
            ("Acme KG", None),
            ("Acme & Co.", None),
            ("Acme Peco KG", None),
        ] {
            assert_eq!(before_partnership(name), expected, "{name}");
        }
    }
}
