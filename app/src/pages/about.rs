//! `/about`: what this is, how to search, how numbers are made, how to bring
//! real postings.

use leptos::prelude::*;

use crate::components::page_heading::PageHeading;
use crate::head::Head;

/// About Backboard.
#[component]
pub fn AboutPage() -> impl IntoView {
    let head = Head::listed(
        "About",
        "What Backboard is, how to search it, how its numbers are made, and how to bring your own postings.",
        "/about",
    );
    head.write();
    view! {
        <div class="page about-page">
            <PageHeading title="About Backboard">
                <p>
                    "A job board for backend developers that you run yourself. It reads what employers wrote, states only what it found there, and shows the postings behind every number."
                </p>
            </PageHeading>
            <div class="about-columns">
                <nav class="about-contents" aria-label="On this page">
                    <ul role="list">
                        <li><a href="#search">"How to search"</a></li>
                        <li><a href="#numbers">"How the numbers are made"</a></li>
                        <li><a href="#real-postings">"Bring real postings"</a></li>
                        <li><a href="#feeds">"Feeds and API"</a></li>
                        <li><a href="#privacy">"Your data"</a></li>
                        <li><a href="#keys">"Keys"</a></li>
                    </ul>
                </nav>
                <div class="prose">{search()} {numbers()} {real_postings()} {feeds()} {privacy()} {keys()}</div>
            </div>
        </div>
    }
    .into_any()
}

fn search() -> AnyView {
    view! {
        <h2 id="search">"How to search"</h2>
        <p>
            "Type words; every one must be found in the title, company, skills or text. Other spellings are understood: "
            <code>"k8s"</code> ", " <code>"golang"</code> " and " <code>"postgres"</code>
            " find Kubernetes, Go and PostgreSQL. When nothing is written that way, the nearest spelling is searched, and said so."
        </p>
        <dl class="terms">
            {term("\"event sourcing\"", "these words, next to each other")}
            {term("-crypto", "not this word")}
            {term("rust or go", "either of them")}
            {term("skill:rust", "the skill, required, nice to have or mentioned")}
            {term("required:rust", "the skill as a requirement; nice: and mentioned: likewise")}
            {term("company:\"Acme\"", "the company")}
            {term("title:staff", "in the title")}
        </dl>
        <p>
            "Backend work is searched unless you choose: backend, full-stack, platform, data engineering and systems roles. To search all of them, tick "
            <a href="/jobs?role=any">"every kind of role"</a>
            ". Values within a filter widen the search, filters narrow it. The address of the page is the search: keep it, share it, or follow its feed."
        </p>
    }
    .into_any()
}

fn numbers() -> AnyView {
    view! {
        <h2 id="numbers">"How the numbers are made"</h2>
        <p>
            "Counts are of unique roles: copies of a posting on several sources, and repeats of it, are merged first. A number in a filter is how many roles you would see with that value alone in its filter."
        </p>
        <p>
            "Facts are read with dictionaries and grammars, not guessed: a posting that does not say where a remote worker may live, or what it pays, is shown as not stating it. Highlights on a posting's page show what was read where. Required, nice-to-have and mentioned skills are kept apart."
        </p>
        <p>
            "Pay stays in the currency and period in which it was stated. For the filter 'pays at least', hourly, daily, weekly and monthly figures are taken for a working year of 2,080 hours, 260 days, 52 weeks or 12 months; nothing is converted between currencies. Shares carry Wilson's 95 % interval."
        </p>
        <p>
            "A match leaves out roles that state something else than is wanted, and keeps those that do not say. A role is open to a profile when every skill that it requires is known; roles that require no skill by name are not counted. Roles stand in the order of what is missing: required skills first, then those nice to have, then those mentioned, a skill met in part as half. What skills open together is counted over all roles, not estimated."
        </p>
        <p>
            "How fresh each source is, and how much of it could not be read, is on the page of "
            <a href="/sources">"sources"</a> "."
        </p>
    }
    .into_any()
}

fn real_postings() -> AnyView {
    view! {
        <h2 id="real-postings">"Bring real postings"</h2>
        <p>
            "An instance without postings shows a made-up world, so that everything can be tried, and says so on every page. Real postings come from employers' own boards, which a running server asks every hour, each at a moment of its own. A list of boards comes along; "
            <a href="/sources">"Sources"</a> " shows them all."
        </p>
        <pre><code>"backboard serve --no-demo --data-dir postings\nbackboard sources add https://jobs.lever.co/acme\nbackboard ingest --once"</code></pre>
        <p>"They come from files, too:"</p>
        <pre><code>"backboard import hiring-2026-11.json\nbackboard import greenhouse-acme.json.gz postings.ndjson\nbackboard serve"</code></pre>
        <p>
            "The format is recognised: 'Who is hiring' threads of Hacker News, answers of some fifteen applicant-tracking systems and open job feeds (Greenhouse, Lever, Ashby, Workable, Personio and others), pages with schema.org JobPosting, RSS, Atom, JSON Feed, and Backboard's own lines of JSON, each plain or gzipped. Importing a file again changes nothing but what has changed in it. "
            <code>"backboard import --help"</code> " shows more."
        </p>
    }
    .into_any()
}

fn feeds() -> AnyView {
    view! {
        <h2 id="feeds">"Feeds and API"</h2>
        <p>
            "Every search is a feed: put its parameters behind "
            <a href="/jobs.atom"><code>"/jobs.atom"</code></a> ", "
            <a href="/jobs.rss"><code>"/jobs.rss"</code></a> " or "
            <a href="/jobs.json"><code>"/jobs.json"</code></a>
            ". A feed holds the newest 100 roles. A search with a filter or words that are not understood has no feed: its address says which. The same parameters behind "
            <a href="/api/v1/jobs"><code>"/api/v1/jobs"</code></a>
            " give hits, total, filters with counts, and what was not understood, as JSON. A page has 20 hits, and pages go to 500: what is asked for as "
            <code>"page"</code>
            " and is none of these is numbered 0, has no hits, and is among what was not understood. The links are below every list of results."
        </p>
        <p>
            "The id of a posting behind " <code>"/api/v1/jobs/"</code>
            " gives its role: the posting by which the role was first advertised, with its own id, the links by which it can be applied for now, and its other appearances. The id of any of them gives the same answer."
        </p>
        <p>
            "The parameters of a "<a href="/match">"match"</a>" behind "
            <a href="/api/v1/match?skills=rust,postgresql"><code>"/api/v1/match"</code></a>
            " give the same answer as JSON."
        </p>
    }
    .into_any()
}

fn privacy() -> AnyView {
    view! {
        <h2 id="privacy">"Your data"</h2>
        <p>
            "There is no account, no cookie, no third party. Pages work without scripts. Once installed, pages that you have opened stay readable offline, on your device only. A match is asked for by its address, which holds the skills and the goal; the server keeps neither, and a resume never leaves the device."
        </p>
    }
    .into_any()
}

fn keys() -> AnyView {
    view! {
        <h2 id="keys">"Keys"</h2>
        <dl class="terms">
            {key("/", "go to the search box")}
            {key("j", "next result")}
            {key("k", "previous result")}
            {key("?", "list of keys")}
        </dl>
    }
    .into_any()
}

fn term(text: &'static str, meaning: &'static str) -> AnyView {
    view! {
        <div>
            <dt><code>{text}</code></dt>
            <dd>{meaning}</dd>
        </div>
    }
    .into_any()
}

fn key(name: &'static str, meaning: &'static str) -> AnyView {
    view! {
        <div>
            <dt><kbd>{name}</kbd></dt>
            <dd>{meaning}</dd>
        </div>
    }
    .into_any()
}
