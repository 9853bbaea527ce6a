//! The names of the formats.

use super::{
    DocumentFormat, Origin, arbeitnow, ashby, backboard, bamboohr, greenhouse, himalayas, hn,
    hn_algolia, hn_page, job_posting, lever, personio, recruitee, remoteok, smartrecruiters,
    syndication, usajobs, workable, workday,
};

/// A known format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormatKind {
    /// Items of Hacker News as its own API gives them: `{"comments":[…]}`.
    HnComments,
    /// Hacker News threads with job stories, as captured monthly: `{"jobs":[{"id","source","by",…}]}`.
    HnJobs,
    /// One thread of Hacker News with its comments, as Algolia's API gives it: `{"id","children":[…]}`.
    HnThread,
    /// Comments found by Algolia's search: `{"hits":[{"objectID","comment_text",…}]}`.
    HnHits,
    /// A page of a Hacker News thread.
    HnPage,
    /// Answers of Ashby's job-board API, one board each: `{"jobs":[…],"apiVersion":…}`.
    Ashby,
    /// A Greenhouse board: `{"jobs":[{"absolute_url","internal_job_id",…}],"meta":…}`.
    Greenhouse,
    /// Jobs of many Greenhouse boards in one list: `[{"company_slug","absolute_url",…}]`.
    GreenhouseCapture,
    /// A Lever site: `[{"hostedUrl","categories",…}]`.
    Lever,
    /// A Workable account: `{"name","jobs":[{"shortcode",…}]}`.
    Workable,
    /// A page of a SmartRecruiters list: `{"content":[…],"totalFound":…}`.
    SmartRecruiters,
    /// One posting of SmartRecruiters, with its text: `{"jobAd":…}`.
    SmartRecruitersPosting,
    /// A Recruitee company: `{"offers":[…]}`.
    Recruitee,
    /// Personio's XML: `<workzag-jobs><position>`.
    Personio,
    /// A BambooHR list: `{"result":[{"jobOpeningName",…}]}`.
    BambooHr,
    /// One opening of BambooHR: `{"result":{"jobOpening":…}}`.
    BambooHrPosting,
    /// A Workday list: `{"jobPostings":[…]}`.
    Workday,
    /// Remote OK: a list whose first element is a legal notice.
    RemoteOk,
    /// Arbeitnow: `{"data":[{"slug","company_name",…}]}`.
    Arbeitnow,
    /// Himalayas: `{"jobs":[{"companyName","locationRestrictions",…}]}`.
    Himalayas,
    /// USAJOBS: `{"SearchResult":{"SearchResultItems":[…]}}`.
    UsaJobs,
    /// schema.org JobPosting: a page with JSON-LD, or the JSON itself.
    JobPosting,
    /// RSS 2.0 or 1.0, with Teamtailor's additions.
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed, with Teamtailor's additions.
    JsonFeed,
    /// The list of another Backboard: `{"hits":[…],"total":…}`.
    Backboard,
    /// One posting of another Backboard: `{"posting":{…}}`.
    BackboardPosting,
    /// Backboard's own: one [`RawPosting`](domain::RawPosting) as JSON per line.
    Ndjson,
}

impl FormatKind {
    /// Every format.
    pub const ALL: &'static [Self] = &[
        Self::HnComments,
        Self::HnJobs,
        Self::HnThread,
        Self::HnHits,
        Self::HnPage,
        Self::Ashby,
        Self::Greenhouse,
        Self::GreenhouseCapture,
        Self::Lever,
        Self::Workable,
        Self::SmartRecruiters,
        Self::SmartRecruitersPosting,
        Self::Recruitee,
        Self::Personio,
        Self::BambooHr,
        Self::BambooHrPosting,
        Self::Workday,
        Self::RemoteOk,
        Self::Arbeitnow,
        Self::Himalayas,
        Self::UsaJobs,
        Self::JobPosting,
        Self::Rss,
        Self::Atom,
        Self::JsonFeed,
        Self::Backboard,
        Self::BackboardPosting,
        Self::Ndjson,
    ];

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::HnComments => ("hn", "Hacker News items, {\"comments\":[…]}"),
            Self::HnJobs => (
                "hn-jobs",
                "Hacker News jobs, {\"jobs\":[{\"id\",\"source\",\"by\",\"time\",\"text\"}]}",
            ),
            Self::HnThread => ("hn-thread", "a Hacker News thread from Algolia's API"),
            Self::HnHits => ("hn-hits", "Hacker News comments from Algolia's search"),
            Self::HnPage => ("hn-page", "a page of a Hacker News thread"),
            Self::Ashby => (
                "ashby",
                "an answer of Ashby's job-board API, {\"jobs\":[…],\"apiVersion\":…}",
            ),
            Self::Greenhouse => ("greenhouse", "a Greenhouse board"),
            Self::GreenhouseCapture => ("greenhouse-capture", "jobs of many Greenhouse boards"),
            Self::Lever => ("lever", "a Lever site"),
            Self::Workable => ("workable", "a Workable account"),
            Self::SmartRecruiters => ("smartrecruiters", "a SmartRecruiters list"),
            Self::SmartRecruitersPosting => {
                ("smartrecruiters-posting", "one posting of SmartRecruiters")
            }
            Self::Recruitee => ("recruitee", "a Recruitee company"),
            Self::Personio => ("personio", "Personio's XML"),
            Self::BambooHr => ("bamboohr", "a BambooHR list"),
            Self::BambooHrPosting => ("bamboohr-posting", "one opening of BambooHR"),
            Self::Workday => ("workday", "a Workday list"),
            Self::RemoteOk => ("remoteok", "Remote OK"),
            Self::Arbeitnow => ("arbeitnow", "Arbeitnow"),
            Self::Himalayas => ("himalayas", "Himalayas"),
            Self::UsaJobs => ("usajobs", "USAJOBS"),
            Self::JobPosting => ("job-posting", "schema.org JobPosting, in a page or as JSON"),
            Self::Rss => ("rss", "RSS, Teamtailor's included"),
            Self::Atom => ("atom", "Atom"),
            Self::JsonFeed => ("json-feed", "JSON Feed, Teamtailor's included"),
            Self::Backboard => ("backboard", "the list of another Backboard"),
            Self::BackboardPosting => ("backboard-posting", "one posting of another Backboard"),
            Self::Ndjson => ("ndjson", "Backboard's own, one posting as JSON per line"),
        }
    }

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.words().0
    }

    /// What it is, in words for people.
    #[must_use]
    pub const fn description(self) -> &'static str {
        self.words().1
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// All formats with their names, for messages.
    #[must_use]
    pub fn listing() -> String {
        let lines: Vec<String> = Self::ALL
            .iter()
            .map(|kind| format!("{} ({})", kind.name(), kind.description()))
            .collect();
        lines.join("; ")
    }

    /// The reader of documents of this format; `None` for formats read by line.
    pub(crate) fn document(self, origin: &Origin) -> Option<Box<dyn DocumentFormat>> {
        Some(match self {
            Self::HnComments => Box::new(hn::Comments::default()),
            Self::HnJobs => Box::new(hn::Jobs),
            Self::HnThread => Box::new(hn_algolia::Thread),
            Self::HnHits => Box::new(hn_algolia::Hits),
            Self::HnPage => Box::new(hn_page::Page),
            Self::Ashby => Box::new(ashby::Board::new(origin)),
            Self::Greenhouse => Box::new(greenhouse::Board::new(origin)),
            Self::GreenhouseCapture => Box::new(greenhouse::Capture),
            Self::Lever => Box::new(lever::Site::new(origin)),
            Self::Workable => Box::new(workable::Account::new(origin)),
            Self::SmartRecruiters => Box::new(smartrecruiters::List),
            Self::SmartRecruitersPosting => Box::new(smartrecruiters::Posting),
            Self::Recruitee => Box::new(recruitee::Company::new(origin)),
            Self::Personio => Box::new(personio::Company::new(origin)),
            Self::BambooHr => Box::new(bamboohr::List::new(origin)),
            Self::BambooHrPosting => Box::new(bamboohr::Posting::new(origin)),
            Self::Workday => Box::new(workday::List::new(origin)),
            Self::RemoteOk => Box::new(remoteok::Api),
            Self::Arbeitnow => Box::new(arbeitnow::Api),
            Self::Himalayas => Box::new(himalayas::Api),
            Self::UsaJobs => Box::new(usajobs::Api),
            Self::JobPosting => Box::new(job_posting::Page::new(origin)),
            Self::Rss => Box::new(syndication::Xml::rss(origin)),
            Self::Atom => Box::new(syndication::Xml::atom(origin)),
            Self::JsonFeed => Box::new(syndication::Json::new(origin)),
            Self::Backboard => Box::new(backboard::List::new(origin)),
            Self::BackboardPosting => Box::new(backboard::Posting::new(origin)),
            Self::Ndjson => return None,
        })
    }
}
