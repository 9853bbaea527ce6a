//! Sentences about money and the pay they state, rule by rule.

use domain::{CountryCode, Salary};

use crate::document::Document;

fn shown(salary: &Salary) -> String {
    let end = |end: Option<u32>| end.map_or_else(|| "?".to_owned(), |e| e.to_string());
    let (low, high) = (end(salary.min()), end(salary.max()));
    format!("{} {low}-{high}/{}", salary.currency(), salary.period())
}

fn pay(text: &str, country: &str) -> String {
    let document = Document::from_text(text);
    let found = super::find(&document, CountryCode::parse(country));
    let shown: Vec<String> = found.iter().map(|m| shown(&m.salary)).collect();
    shown.join(", ")
}

fn check(cases: &[(&str, &str, &str)]) {
    for (text, country, expected) in cases {
        assert_eq!(pay(text, country), *expected, "{text}");
    }
}

#[test]
fn ranges_are_read() {
    check(&[
        (
            "Acme | Backend Engineer | $120k - $150k | Remote",
            "US",
            "USD 120000-150000/year",
        ),
        (
            "Salary: £45,000 to £60,000 per annum",
            "GB",
            "GBP 45000-60000/year",
        ),
        (
            "The base salary range is between $140,000 and $170,000.",
            "US",
            "USD 140000-170000/year",
        ),
        (
            "Gehalt: 60.000 € – 75.000 € brutto",
            "DE",
            "EUR 60000-75000/year",
        ),
        ("Pay: CHF 95'000 - 120'000", "CH", "CHF 95000-120000/year"),
        ("Salary 80 000 - 95 000 €", "FR", "EUR 80000-95000/year"),
        ("We pay 60-75k EUR", "DE", "EUR 60000-75000/year"),
        (
            "Compensation: $120-150k + 0.1-0.5% equity",
            "US",
            "USD 120000-150000/year",
        ),
        ("Base: 160k - 200k", "US", "USD 160000-200000/year"),
        ("Salary range: $120-150", "US", "USD 120000-150000/year"),
        (
            "Junior: $80k-$100k base\nSenior: $130k-$160k base",
            "US",
            "USD 80000-100000/year, USD 130000-160000/year",
        ),
    ]);
}

#[test]
fn single_figures_are_read_when_called_pay() {
    check(&[
        ("Salary: $90,000", "US", "USD 90000-90000/year"),
        ("Base pay up to $180k", "US", "USD ?-180000/year"),
        ("Acme | London | up to £80k", "GB", "GBP ?-80000/year"),
        ("Acme | Berlin | €70k+ | ONSITE", "DE", "EUR 70000-?/year"),
        ("Salary from 65.000 €", "DE", "EUR 65000-?/year"),
        (
            "Starting salary of at least $100,000",
            "US",
            "USD 100000-?/year",
        ),
        ("We moved $90,000 last week", "US", ""),
    ]);
}

#[test]
fn periods_are_read_or_follow_from_the_magnitude() {
    check(&[
        ("Contract, $60-$80/hr", "US", "USD 60-80/hour"),
        ("The hourly rate is $45", "US", "USD 45-45/hour"),
        ("Day rate: £450 - £550", "GB", "GBP 450-550/day"),
        ("$4,000 - $6,000 per month", "US", "USD 4000-6000/month"),
        ("Salary 18 000 - 24 000 PLN", "PL", "PLN 18000-24000/month"),
        ("Lön: 45 000 - 60 000 SEK", "SE", "SEK 45000-60000/month"),
        ("Salary: 12-18 LPA", "IN", "INR 1200000-1800000/year"),
        (
            "Salary: ₹25,00,000 per annum",
            "IN",
            "INR 2500000-2500000/year",
        ),
        ("Salary: ¥8M - ¥12M", "JP", "JPY 8000000-12000000/year"),
    ]);
}

#[test]
fn a_bare_dollar_is_that_of_the_country() {
    check(&[
        ("Salary: $90k-$120k", "CA", "CAD 90000-120000/year"),
        ("Salary: $90k-$120k", "AU", "AUD 90000-120000/year"),
        ("Salary: $90k-$120k USD", "CA", "USD 90000-120000/year"),
        ("Salary: CA$90k-CA$120k", "US", "CAD 90000-120000/year"),
        ("Salary: US$ 90k-120k", "SG", "USD 90000-120000/year"),
        ("Salary: R$ 180.000", "BR", "BRL 180000-180000/year"),
        (
            "The target salary range is $90k-$120k",
            "US",
            "USD 90000-120000/year",
        ),
        (
            "Compensation: $60,000 OTE ($40,000 base salary plus commission)",
            "US",
            "USD 40000-40000/year",
        ),
    ]);
}

#[test]
fn other_money_is_never_pay() {
    for text in [
        "We raised $20M from investors",
        "We raised $500k - $750k in seed funding",
        "Profitable with $80k MRR",
        "$5,000 sign-on bonus",
        "Referral bonus of $10,000",
        "$2,000 annual learning budget",
        "Salary plus a bonus of $20,000 - $30,000",
        "401k with matching",
        "On-target earnings: $200,000 - $240,000",
        "The on-target wage is $200,000 - $240,000",
        "OTE (cash): $225K - $275K (base and variable)",
        "$175,000 - $250,000 on target earning with uncapped commission",
        "Equity worth $50,000 - $100,000",
        "Customers pay $99 a month",
        "Founded in 2015, 120-150 people",
        "Call 555-120-1500",
        "0.5% - 1.5% equity",
        "Our users save $300 - $500 per year",
        "We process 100k-150k requests a second",
        "$150 a month for your gym",
    ] {
        assert_eq!(pay(text, "US"), "", "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "([$€£kKr.,' 0-9-]{1,12}|to|salary|/hr| per year|LPA|zł|\\PC{1,3}| ){0,40}") {
        let document = Document::from_text(&text);
        for mention in super::find(&document, None) {
            proptest::prop_assert!(document.text().get(mention.range).is_some());
        }
    }
}
