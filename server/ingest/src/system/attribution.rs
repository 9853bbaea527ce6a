//! What a source is owed where its postings are shown.

use super::System;

pub use domain::LinkBack;

/// The credit that goes with the postings of a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Name to show.
    pub name: &'static str,
    /// Page to link the name to; `None` for systems that are a different site each time.
    pub homepage: Option<&'static str>,
    /// Whether its terms ask for a link.
    pub link_back: LinkBack,
}

impl System {
    /// The credit that goes with its postings.
    #[must_use]
    pub const fn attribution(self) -> Attribution {
        let (name, homepage, link_back) = match self {
            Self::Greenhouse => (
                "Greenhouse job boards",
                Some("https://www.greenhouse.com"),
                LinkBack::Courtesy,
            ),
            Self::Lever | Self::LeverEu => {
                ("Lever", Some("https://www.lever.co"), LinkBack::Courtesy)
            }
            Self::Ashby => (
                "Ashby job boards",
                Some("https://www.ashbyhq.com"),
                LinkBack::Courtesy,
            ),
            Self::Workable => (
                "Workable",
                Some("https://www.workable.com"),
                LinkBack::Courtesy,
            ),
            Self::SmartRecruiters => (
                "SmartRecruiters",
                Some("https://www.smartrecruiters.com"),
                LinkBack::Courtesy,
            ),
            Self::Recruitee => (
                "Recruitee",
                Some("https://recruitee.com"),
                LinkBack::Courtesy,
            ),
            Self::Personio | Self::PersonioCom => (
                "Personio",
                Some("https://www.personio.com"),
                LinkBack::Courtesy,
            ),
            Self::Teamtailor => (
                "Teamtailor",
                Some("https://www.teamtailor.com"),
                LinkBack::Courtesy,
            ),
            Self::BambooHr => (
                "BambooHR",
                Some("https://www.bamboohr.com"),
                LinkBack::Courtesy,
            ),
            Self::HackerNews => (
                "Hacker News: Who is hiring?",
                Some("https://news.ycombinator.com/submitted?id=whoishiring"),
                LinkBack::Courtesy,
            ),
            Self::RemoteOk => (
                "Remote OK",
                Some("https://remoteok.com"),
                LinkBack::RequiredFollowed,
            ),
            Self::Arbeitnow => (
                "Arbeitnow",
                Some("https://www.arbeitnow.com"),
                LinkBack::Required,
            ),
            Self::Himalayas => (
                "Himalayas",
                Some("https://himalayas.app"),
                LinkBack::Required,
            ),
            Self::UsaJobs => (
                "USAJOBS",
                Some("https://www.usajobs.gov"),
                LinkBack::Courtesy,
            ),
            Self::JobPages => ("Employers' own pages", None, LinkBack::Courtesy),
            Self::Feed => ("Feeds", None, LinkBack::Courtesy),
            Self::Backboard => ("Another Backboard", None, LinkBack::Required),
        };
        Attribution {
            name,
            homepage,
            link_back,
        }
    }
}
