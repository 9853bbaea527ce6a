//! Sites whose terms forbid that their postings are used this way. They are
//! neither added by any name or address, nor asked where a redirect leads there.

const SITES: [(&str, &str); 9] = [
    (
        "linkedin.com",
        "LinkedIn does not allow its postings to be collected",
    ),
    (
        "indeed.com",
        "Indeed does not allow its postings to be collected",
    ),
    (
        "glassdoor.com",
        "Glassdoor does not allow its postings to be collected",
    ),
    (
        "stepstone.de",
        "StepStone does not allow its postings to be collected",
    ),
    (
        "ziprecruiter.com",
        "ZipRecruiter does not allow its postings to be collected",
    ),
    (
        "weworkremotely.com",
        "the terms of We Work Remotely forbid a job search built on its feed",
    ),
    (
        "remotive.com",
        "the terms of Remotive forbid passing its postings on to other boards",
    ),
    (
        "jobicy.com",
        "the terms of Jobicy forbid passing its postings on to other boards",
    ),
    (
        "myworkdayjobs.com",
        "Workday lists its jobs only to requests that this program does not make",
    ),
];

/// Why a host must not be asked, in words for the operator, if it must not.
pub(crate) fn forbidden(host: &str) -> Option<&'static str> {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let at = |site: &str| {
        host.strip_suffix(site)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    let found = SITES.iter().find(|(site, _)| at(site))?;
    Some(found.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_forbidden_with_all_its_hosts_and_no_other() {
        for host in ["indeed.com", "de.indeed.com", "Indeed.COM."] {
            assert!(forbidden(host).is_some(), "{host}");
        }
        for host in ["notindeed.com", "indeed.com.example", "acme.example"] {
            assert_eq!(forbidden(host), None, "{host}");
        }
    }
}
