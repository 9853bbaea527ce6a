//! `/method`: how each number is made.

use leptos::prelude::*;

use crate::components::page_heading::PageHeading;
use crate::head::Head;

/// How the numbers are made.
#[component]
pub fn MethodPage() -> impl IntoView {
    let head = Head::listed(
        "How the numbers are made",
        "What is counted, which intervals and tests are used, by which rules verdicts are given, and what the figures cannot show.",
        "/method",
    );
    head.write();
    view! {
        <div class="page method-page">
            <PageHeading title="How the numbers are made">
                <p>"Every figure on this site is a count of postings that you can open. This page says what is counted and how it is weighed."</p>
            </PageHeading>
            <div class="prose">{counting()} {shares()} {demand()} {published()} {verdicts()} {movers()} {together()} {pay()} {limits()} {code()}</div>
        </div>
    }
    .into_any()
}

fn counting() -> AnyView {
    view! {
        <h2 id="counting">"What is counted"</h2>
        <p>
            "Unique roles. A role that appears on several boards, in several cities, or again after some weeks is counted once, in the month in which it was first posted. Backend work is back-end, full-stack, platform and operations, data engineering and systems programming, as decided from title and text. Months that are not over are left out."
        </p>
        <p>
            "A role names a skill when its text names it as part of the work: as required, as nice to have, or as part of the stack. Facts that a posting does not state are not guessed; a share of levels, for example, is a share of all roles, and those without a level are in the whole."
        </p>
        <p>
            "Stale roles are counted unless you leave them out, which the front page, the outlook, the salaries, the comparison, the skills and the roadmap offer. A role is called stale when at least two independent signs speak for it: reposted with the same text, open far longer than is usual for its company, gone from the employer's own listing while copies live on, worded as evergreen, or unchanged while the company's other roles closed. Age alone is never enough. Leaving them out also takes what has closed since and was stale in its time."
        </p>
    }
    .into_any()
}

fn shares() -> AnyView {
    view! {
        <h2 id="shares">"Shares and their intervals"</h2>
        <p>
            "A share is the number of roles with a thing, divided by all roles of the same kind and time. Its interval is Wilson's score interval at 95 % (Wilson 1927): with p the share of n roles and z = 1.96, the middle is (p + z²/2n) / (1 + z²/n), and the distance to both ends is z/(1 + z²/n) · √(p(1 − p)/n + z²/4n²). It says how far chance alone could have moved the share."
        </p>
        <p>
            "A change of a share from one year to the next is a ratio; its interval is that of the logarithm of the ratio, with the variance (1 − p₁)/x₁ + (1 − p₂)/x₂ (Katz and others 1978), where x are the counts."
        </p>
    }
    .into_any()
}

fn demand() -> AnyView {
    view! {
        <h2 id="demand">"The index of demand"</h2>
        <p>
            "Each source has its own series of new roles by month. From one month to the next only sources that were fully read in both are compared, and their steps are averaged in logarithms with fixed weights; the index is the chain of these steps. So a source that joins, fails, or is read twice as widely is no demand. First months of a source and outages are marked and left out."
        </p>
        <p>
            "Whether the months rise or fall is tested by Mann and Kendall's test, month of the year by month of the year once there are two years (Hirsch and others 1982); how fast, by the median of all slopes (Theil 1950, Sen 1968). From three whole years on the index is shown without its season too (STL, Cleveland and others 1990), always beside the raw one."
        </p>
        <p>
            "Weeks are shown as counts: roles first posted in a week, and roles open at some time in it."
        </p>
        <p>
            "A forecast is made only from two whole years on: by exponential smoothing of the series without its season, or as in the same month a year before, whichever was less wrong when both were tried on the past of this very series. Its intervals are widened until they would have held as much of that past as they say."
        </p>
    }
    .into_any()
}

fn published() -> AnyView {
    view! {
        <h2 id="published">"Published series"</h2>
        <p>
            "Whoever runs this site may add series that others publish, such as the job postings indices of Indeed Hiring Lab. They are shown as published, as means of calendar months, with their publisher and terms. Our index is multiplied by one number so that both have the same mean over the first twelve months that both have. Published series come without intervals and take no part in verdicts."
        </p>
    }
    .into_any()
}

fn verdicts() -> AnyView {
    view! {
        <h2 id="verdicts">"Verdicts"</h2>
        <p>"Each indicator is a ratio of the last twelve whole months to the twelve before them, with its 95 % interval. What is expected of it is written beside the claim."</p>
        <ul>
            <li>"Expected to rise: it speaks for the claim when the whole interval lies above no change, and against it when the whole interval lies below a rise of 2 %."</li>
            <li>"Expected to hold: it speaks for the claim when the whole interval lies above a fall of 5 %, and against it when the interval reaches below that and lies wholly below no change."</li>
            <li>"Otherwise it leaves the question open."</li>
        </ul>
        <p>"A claim is mixed when indicators speak both for and against it. It is supported, or contradicted, when those that speak agree and are at least half of all. Otherwise there is not enough data, and what is missing is said."</p>
    }
    .into_any()
}

fn movers() -> AnyView {
    view! {
        <h2 id="movers">"What rises and what falls"</h2>
        <p>
            "Skills with at least 30 roles in one of the two years are compared by a test for two shares. Because hundreds are compared at once, some would seem to move by chance: the list is cut so that at most one in twenty of the skills on it is expected to be a false alarm (Benjamini and Hochberg 1995). Skills are ordered by the end of their interval that is nearer to no change."
        </p>
    }
    .into_any()
}

fn together() -> AnyView {
    view! {
        <h2 id="together">"Asked for together"</h2>
        <p>
            "Counts alone would say that everything is asked for together with what everybody asks for. So two skills are compared with chance: the lift is the share of roles that name both, divided by the product of the shares that name each (Brin and others 1997). 1 is chance, 2 twice as often. Its interval is that of its logarithm, by the delta method on multinomial counts. Pairs with fewer than five roles are left out, and so are those whose interval holds 1."
        </p>
    }
    .into_any()
}

fn pay() -> AnyView {
    view! {
        <h2 id="pay">"Pay"</h2>
        <p>
            "The middle of the range that an open role states, taken for a year: hours times 2,080, days times 260, weeks times 52, months times 12. 'Up to' and 'from' have no middle and are left out. Currencies are never mixed or converted. Percentiles are given from 30 roles on, with the share of roles that state pay beside them: employers who state it may pay otherwise than those who do not."
        </p>
        <p>
            "Pay with and without a skill is compared among roles of the same kind, level and country: in each such group the means of the logarithms of pay are subtracted, and the differences averaged with the weights n₁n₀/(n₁ + n₀). The interval is a bootstrap of the residuals (Davison and Hinkley 1997), with a thousand draws from a fixed seed. It needs five roles on each side. It is an association: it does not say that the skill earns anybody anything."
        </p>
    }
    .into_any()
}

/// Where each formula stands in the source of the program.
const CODE: [(&str, &str); 9] = [
    (
        "server/market/src/share.rs",
        "shares, their differences and ratios",
    ),
    (
        "server/market/src/source_mix.rs",
        "the index that is free of the mix of sources",
    ),
    ("server/market/src/trend.rs", "the trend test and its slope"),
    ("server/market/src/season.rs", "seasonal adjustment"),
    (
        "server/market/src/forecast.rs",
        "forecasts and their past errors",
    ),
    ("server/market/src/movers.rs", "what rises and falls"),
    ("server/market/src/lift.rs", "what is asked for together"),
    ("server/market/src/pay_effect.rs", "pay among alike roles"),
    ("server/market/src/verdict.rs", "the rule of the verdicts"),
];

fn code() -> AnyView {
    let files: Vec<_> = CODE
        .iter()
        .map(|(file, what)| view! { <li><code>{*file}</code> ": " {*what}</li> })
        .collect();
    view! {
        <h2 id="code">"The code"</h2>
        <p>
            "Each formula stands in the source of this program with where it is from, and is tested against an independent implementation:"
        </p>
        <ul>{files}</ul>
    }
    .into_any()
}

fn limits() -> AnyView {
    view! {
        <h2 id="limits">"What the figures cannot show"</h2>
        <p>
            "They show the sources that were collected, not the whole market. They show what employers ask for, not what the work is like. A board of which only the open roles are known hides those that closed before it was first read; such months are marked and left out of the index. When all roles are of one source, or most of one company, the outlook says so on top. And they are read by rules: the precision of each kind of fact is measured on labelled postings, whose figures are in the repository."
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::CODE;

    #[test]
    fn every_file_that_is_named_is_there() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for (file, _) in CODE {
            assert!(root.join(file).is_file(), "{file}");
        }
    }
}
