//! Careers addresses of every system, plain, odd and hostile.

use ingest::system::{Board, BoardError, System, Unrecognised, recognise};

#[test]
fn careers_addresses_name_their_boards() {
    for (address, board) in [
        ("https://boards.greenhouse.io/acme", "greenhouse:acme"),
        (
            "https://boards.greenhouse.io/Acme/jobs/4100001?gh_src=x#app",
            "greenhouse:acme",
        ),
        ("job-boards.greenhouse.io/acme/", "greenhouse:acme"),
        (
            "https://job-boards.eu.greenhouse.io/acme/jobs/1",
            "greenhouse:acme",
        ),
        ("https://boards.eu.greenhouse.io/acme", "greenhouse:acme"),
        (
            "https://boards.greenhouse.io/embed/job_board?for=acme&b=x",
            "greenhouse:acme",
        ),
        (
            "https://boards.greenhouse.io/embed/job_board/js?for=acme",
            "greenhouse:acme",
        ),
        (
            "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true",
            "greenhouse:acme",
        ),
        ("https://jobs.lever.co/acme", "lever:acme"),
        ("HTTPS://JOBS.LEVER.CO/acme/1234-5678/apply", "lever:acme"),
        (
            "https://api.lever.co/v0/postings/acme?mode=json",
            "lever:acme",
        ),
        ("https://jobs.eu.lever.co/acme", "lever-eu:acme"),
        ("https://api.eu.lever.co/v0/postings/acme", "lever-eu:acme"),
        ("https://jobs.ashbyhq.com/Acme/0aa1", "ashby:Acme"),
        (
            "https://jobs.ashbyhq.com/Forward%20Works",
            "ashby:Forward Works",
        ),
        (
            "https://api.ashbyhq.com/posting-api/job-board/acme.com",
            "ashby:acme.com",
        ),
        ("https://apply.workable.com/acme/j/AB12/", "workable:acme"),
        (
            "https://apply.workable.com/api/v1/widget/accounts/acme?details=true",
            "workable:acme",
        ),
        ("https://acme.workable.com", "workable:acme"),
        (
            "https://careers.smartrecruiters.com/AcmeGroup",
            "smartrecruiters:AcmeGroup",
        ),
        (
            "https://jobs.smartrecruiters.com/AcmeGroup/7440-engineer",
            "smartrecruiters:AcmeGroup",
        ),
        (
            "https://api.smartrecruiters.com/v1/companies/AcmeGroup/postings",
            "smartrecruiters:AcmeGroup",
        ),
        ("https://acme.recruitee.com/o/engineer", "recruitee:acme"),
        (
            "https://acme.jobs.personio.de/job/1?language=de",
            "personio:acme",
        ),
        ("https://acme.jobs.personio.com", "personio-com:acme"),
        (
            "https://acme.teamtailor.com/jobs/1-engineer",
            "teamtailor:acme",
        ),
        (
            "https://career.teamtailor.com/jobs.json",
            "teamtailor:career",
        ),
        ("https://acme.na.teamtailor.com/jobs", "teamtailor:acme.na"),
        ("https://acme.bamboohr.com/careers/86", "bamboohr:acme"),
        (
            "https://news.ycombinator.com/item?id=48747976",
            "hn:48747976",
        ),
        (
            "https://hn.algolia.com/api/v1/items/48747976",
            "hn:48747976",
        ),
        (
            "https://hacker-news.firebaseio.com/v0/item/48747976.json",
            "hn:48747976",
        ),
        (
            "https://news.ycombinator.com/submitted?id=whoishiring",
            "hn:whoishiring",
        ),
        ("https://remoteok.com/remote-dev-jobs", "remoteok:all"),
        (
            "https://www.arbeitnow.com/api/job-board-api",
            "arbeitnow:all",
        ),
        ("https://himalayas.app/jobs", "himalayas:all"),
        (
            "https://www.usajobs.gov/search/results/?j=1550",
            "usajobs:1550",
        ),
        (
            "https://careers.acme.example/jobs.rss",
            "feed:https://careers.acme.example/jobs.rss",
        ),
        (
            "acme.example/blog/feed/",
            "feed:https://acme.example/blog/feed/",
        ),
        (
            "https://acme.example/atom.xml?x=1#y",
            "feed:https://acme.example/atom.xml?x=1",
        ),
        (
            "https://acme.example/sitemap_jobs.xml",
            "job-posting:https://acme.example/sitemap_jobs.xml",
        ),
        (
            "http://board.example:8080/api/v1/jobs?skill=rust",
            "backboard:http://board.example:8080",
        ),
    ] {
        let found = recognise(address).unwrap_or_else(|error| panic!("{address}: {error}"));
        assert_eq!(found.to_string(), board, "{address}");
        let again: Board = board.parse().unwrap();
        assert_eq!(again, found, "a board's name is read back");
    }
}

#[test]
fn look_alikes_and_odd_spellings_name_no_board() {
    for address in [
        "",
        "acme",
        "localhost",
        "ftp://jobs.lever.co/acme",
        "javascript:alert(1)//jobs.lever.co/acme",
        "https://jobs.lever.co@evil.example/acme",
        "https://user:secret@jobs.lever.co/acme",
        "https://jobs.lever.co:8443/acme",
        "https://jobs.lever.co.evil.example/acme",
        "https://evil-jobs.lever.co/acme",
        "https://xjobs.lever.co/acme",
        "https://jobs.lever.co",
        "https://jobs.lever.co/",
        "https://jobs.lever.co//",
        "https://jobs.lever.co/a%2Fb",
        "https://jobs.lever.co/a%00b",
        "https://jobs.lever.co/a%0d%0aX",
        "https://jobs.lever.co/é",
        "https://jоbs.lever.co/acme",
        "https://jobs.lever.co/..;/x",
        "https://boards.greenhouse.io/embed/job_board",
        "https://boards.greenhouse.io/embed/job_board?for=../../x",
        "https://boards.greenhouse.io/-acme",
        "https://www.greenhouse.io/acme",
        "https://www.workable.com/",
        "https://apply.workable.com/j/AB12",
        "https://a.b.workable.com/",
        "https://help.teamtailor.com/",
        "https://evilrecruitee.com/",
        "https://recruitee.com/",
        "https://acme.jobs.personio.de.evil.example/",
        "https://news.ycombinator.com/item?id=1%20OR%201",
        "https://news.ycombinator.com/",
        "https://acme.example/careers",
        "https://[::1",
        "https://jobs.lever.co/\u{202e}acme",
    ] {
        if let Ok(board) = recognise(address) {
            panic!("{address} was taken for {board}");
        }
    }
    // A trailing dot and tabs inside are what browsers forgive as well.
    assert_eq!(
        recognise("https://jobs.lever.co./acme")
            .unwrap()
            .to_string(),
        "lever:acme"
    );
    assert_eq!(
        recognise("https://jobs.le\tver.co/acme")
            .unwrap()
            .to_string(),
        "lever:acme"
    );
    // Another dot-less spelling of the letters is the same host.
    assert_eq!(
        recognise("https://ｊobs.lever.co/acme")
            .unwrap()
            .to_string(),
        "lever:acme"
    );
}

#[test]
fn sites_that_forbid_it_are_refused_in_words() {
    for (address, word) in [
        ("https://www.linkedin.com/jobs/", "LinkedIn"),
        ("https://de.indeed.com/jobs?q=x", "Indeed"),
        (
            "https://weworkremotely.com/remote-jobs.rss",
            "We Work Remotely",
        ),
        ("https://remotive.com/api/remote-jobs", "Remotive"),
        ("https://jobicy.com/?feed=job_feed", "Jobicy"),
        ("https://acme.wd1.myworkdayjobs.com/en-US/site", "Workday"),
    ] {
        let refusal = recognise(address).unwrap_err();
        assert!(matches!(refusal, Unrecognised::Unusable(_)), "{address}");
        assert!(refusal.to_string().contains(word), "{refusal}");
    }
    assert_eq!(
        recognise("https://acme.example/"),
        Err(Unrecognised::Unknown)
    );
    assert!(matches!(
        recognise("https://jobs.lever.co/"),
        Err(Unrecognised::NoBoard("Lever"))
    ));
}

#[test]
fn every_system_has_a_name_credit_and_first_request() {
    for system in System::ALL {
        assert_eq!(System::parse(system.name()), Some(*system));
        assert!(domain::SourceKey::parse(system.source()).is_ok());
        let credit = system.attribution();
        assert!(!credit.name.is_empty());
        let token = match system {
            System::HackerNews => "48747976",
            System::UsaJobs => "2210",
            System::RemoteOk | System::Arbeitnow | System::Himalayas => "all",
            System::JobPages | System::Feed | System::Backboard => "https://acme.example/x.xml",
            _ => "acme",
        };
        let board = Board::new(*system, token).unwrap();
        let first = board.first_requests();
        assert!(
            first
                .iter()
                .all(|request| request.url.starts_with("https://"))
        );
        assert!(!first.is_empty() && board.page().starts_with("https://"));
        assert_eq!(
            first.iter().any(|request| request.secret.is_some()),
            *system == System::UsaJobs
        );
        if !matches!(
            system,
            System::JobPages | System::UsaJobs | System::Backboard
        ) {
            assert_eq!(
                recognise(&first[0].url).unwrap().system(),
                *system,
                "{}",
                first[0].url
            );
        }
        if !matches!(system, System::Backboard | System::JobPages) {
            assert_eq!(recognise(&board.page()).unwrap(), board, "{}", board.page());
        }
    }
    for bad in [
        "",
        "acme",
        "nothing:acme",
        "greenhouse:",
        "greenhouse:a/b",
        "greenhouse:../x",
        "hn:x",
        "feed:file:///etc/passwd",
        "feed:https://u:p@x.example/feed",
        "remoteok:x",
        "usajobs:22",
    ] {
        assert!(bad.parse::<Board>().is_err(), "{bad}");
    }
    assert_eq!(
        "remoteok".parse::<Board>().unwrap().to_string(),
        "remoteok:all"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(2_000))]

    #[test]
    fn recognising_never_panics_and_never_leaves_its_hosts(
        address in "(https?://)?(user@)?(jobs.lever.co|boards.greenhouse.io|acme.recruitee.com|[a-z.]{1,12})(:[0-9]{1,5})?/[ -~é]{0,30}",
    ) {
        if let Ok(board) = recognise(&address) {
            let host = |url: &str| url.split('/').nth(2).unwrap_or_default().to_owned();
            let asked = host(&board.first_requests()[0].url);
            let ends = ["api.lever.co", "boards-api.greenhouse.io", ".recruitee.com"];
            let own = matches!(board.system(), System::Feed | System::JobPages | System::Backboard);
            proptest::prop_assert!(own || ends.iter().any(|end| asked.ends_with(end)), "{} {}", board, asked);
            proptest::prop_assert_eq!(&board.to_string().parse::<Board>().unwrap(), &board);
        }
    }
}

#[test]
fn sites_that_forbid_it_are_no_board_by_any_name() {
    for name in [
        "feed:https://weworkremotely.com/remote-jobs.rss",
        "feed:http://www.weworkremotely.com:8080/remote-jobs.rss",
        "job-posting:https://de.indeed.com/jobs",
        "backboard:https://www.linkedin.com",
    ] {
        let error = name.parse::<Board>().unwrap_err();
        assert!(matches!(error, BoardError::Forbidden(_)), "{name}: {error}");
    }
}

#[test]
fn a_career_site_of_teamtailor_may_have_a_host_of_its_own() {
    let board: Board = "teamtailor:careers.acme.example".parse().unwrap();
    assert_eq!(board.page(), "https://careers.acme.example/jobs");
    let first = board.first_requests().remove(0).url;
    assert_eq!(first, "https://careers.acme.example/jobs.rss?per_page=200");
    for name in [
        "teamtailor:a..b",
        "teamtailor:x.y.teamtailor.com",
        "teamtailor:-.example",
    ] {
        assert!(name.parse::<Board>().is_err(), "{name}");
    }
    assert!(recognise("https://x.y.teamtailor.com/jobs").is_err());
}
