//! The series that the program knows by name, and the forms of files that it knows.

use domain::{ReferenceTable, Slug};

/// A published series with its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownSeries {
    /// Its name in commands.
    pub slug: Slug,
    /// Its name for people.
    pub name: String,
    /// Who publishes it, as its terms want it.
    pub publisher: &'static str,
    /// Its terms.
    pub licence: &'static str,
    /// The page where the publisher describes it.
    pub page: &'static str,
    /// Where its values stand.
    pub table: ReferenceTable,
}

/// Countries for which Indeed Hiring Lab publishes sectors, by the folders of its
/// repository.
const INDEED_COUNTRIES: [(&str, &str); 7] = [
    ("AU", "Australia"),
    ("CA", "Canada"),
    ("DE", "Germany"),
    ("FR", "France"),
    ("GB", "United Kingdom"),
    ("JP", "Japan"),
    ("US", "United States"),
];

const INDEED: &str = "Indeed Hiring Lab";
/// Named with the data in its README.
const INDEED_LICENCE: &str = "CC BY 4.0";
const INDEED_PAGE: &str = "https://github.com/hiring-lab/job_postings_tracker";
const INDEED_FILES: &str =
    "https://raw.githubusercontent.com/hiring-lab/job_postings_tracker/master";
const SECTOR: (&str, &str) = ("display_name", "Software Development");
const TOTAL: (&str, &str) = ("variable", "total postings");

/// Every series that can be added by its name.
#[must_use]
pub fn known_series() -> Vec<KnownSeries> {
    let countries = INDEED_COUNTRIES.iter();
    countries
        .filter_map(|(code, country)| software(code, country))
        .collect()
}

/// `indeed-software-development-gb`, from the file of sectors of a country.
fn software(code: &str, country: &str) -> Option<KnownSeries> {
    let mut series = indeed("software-development", code)?;
    series.name = format!("Software development postings, {country}");
    series.table = ReferenceTable {
        address: Some(format!(
            "{INDEED_FILES}/{code}/job_postings_by_sector_{code}.csv"
        )),
        date: "date".to_owned(),
        value: "indeed_job_postings_index".to_owned(),
        only: rows(&[TOTAL, SECTOR]),
    };
    Some(series)
}

fn indeed(what: &str, code: &str) -> Option<KnownSeries> {
    Some(KnownSeries {
        slug: Slug::parse(&format!("indeed-{what}-{}", code.to_lowercase())).ok()?,
        name: String::new(),
        publisher: INDEED,
        licence: INDEED_LICENCE,
        page: INDEED_PAGE,
        table: ReferenceTable {
            address: None,
            date: String::new(),
            value: String::new(),
            only: Vec::new(),
        },
    })
}

fn rows(only: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(column, text): &(&str, &str)| ((*column).to_owned(), (*text).to_owned());
    only.iter().map(owned).collect()
}

/// Knows a file by its columns and the country in its rows: Indeed's national
/// index, its index of sectors, and the latter as the Federal Reserve Bank of
/// St. Louis republishes it for the United States.
pub(super) fn recognise(columns: &[String], first_row: &[String]) -> Option<KnownSeries> {
    let has = |name: &str| columns.iter().position(|column| column == name);
    let cell = |name: &str| first_row.get(has(name)?).map(String::as_str);
    if has("IHLIDXUSTPSOFTDEVE").is_some() {
        let mut series = software("US", "United States")?;
        series.table = ReferenceTable {
            address: None,
            date: "observation_date".to_owned(),
            value: "IHLIDXUSTPSOFTDEVE".to_owned(),
            only: Vec::new(),
        };
        return Some(series);
    }
    let code = cell("jobcountry")?;
    let named = INDEED_COUNTRIES.iter().find(|(known, _)| *known == code);
    let country = named.map_or(code, |(_, country)| *country);
    if has("display_name").is_some() && has("indeed_job_postings_index").is_some() {
        let mut series = software(code, country)?;
        series.table.address = None;
        return Some(series);
    }
    has("indeed_job_postings_index_SA")?;
    let mut series = indeed("all-postings", code)?;
    series.name = format!("All postings, {country}");
    series.table.date = "date".to_owned();
    series.table.value = "indeed_job_postings_index_SA".to_owned();
    series.table.only = rows(&[TOTAL]);
    Some(series)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognised(heading: &str, row: &str) -> Option<KnownSeries> {
        let cells = |line: &str| -> Vec<String> { line.split(',').map(str::to_owned).collect() };
        recognise(&cells(heading), &cells(row))
    }

    #[test]
    fn every_known_series_has_its_terms_and_an_address() {
        let all = known_series();
        assert_eq!(all.len(), INDEED_COUNTRIES.len());
        for series in all {
            assert!(
                series
                    .table
                    .address
                    .is_some_and(|at| at.starts_with("https://"))
            );
            assert_eq!(series.licence, "CC BY 4.0");
        }
    }

    #[test]
    fn files_of_the_known_forms_are_recognised() {
        let national =
            "date,jobcountry,indeed_job_postings_index_SA,indeed_job_postings_index_NSA,variable";
        let found = recognised(national, "2020-02-01,DE,100,100,total postings").unwrap();
        assert_eq!(found.slug.as_str(), "indeed-all-postings-de");
        assert_eq!(found.name, "All postings, Germany");
        let sectors = "date,jobcountry,indeed_job_postings_index,variable,display_name";
        let found = recognised(sectors, "2020-02-01,GB,100,total postings,Accounting").unwrap();
        assert_eq!(found.slug.as_str(), "indeed-software-development-gb");
        assert_eq!(found.table.address, None);
        let republished = recognised("observation_date,IHLIDXUSTPSOFTDEVE", "2020-02-01,100.00");
        assert_eq!(
            republished.unwrap().slug.as_str(),
            "indeed-software-development-us"
        );
        assert_eq!(recognised("date,value", "2020-02-01,100"), None);
    }
}
