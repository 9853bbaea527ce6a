//! The site: its routes, and what is around every page.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::components::site_footer::SiteFooter;
use crate::components::site_header::SiteHeader;
use crate::components::site_notice::DemoNotice;
use crate::pages::{
    AboutPage, CompaniesPage, CompanyPage, ComparePage, HomePage, JobPage, JobsPage, MatchPage,
    MethodPage, NodePage, NotFoundPage, OfflinePage, OutlookPage, RoadmapPage, SalariesPage,
    SkillPage, SkillsPage, SourcesPage, StatusPage,
};

/// The whole site. Its backend is the [`crate::backend::SharedCatalogue`] and
/// the other traits of [`crate::backend`] of the context.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <a class="skip-link" href="#content">"Skip to the content"</a>
            <SiteHeader/>
            <DemoNotice/>
            <main id="content" tabindex="-1">
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                    <Route path=path!("/jobs") view=JobsPage ssr=SsrMode::Async/>
                    <Route path=path!("/jobs/:id") view=JobPage ssr=SsrMode::Async/>
                    <Route path=path!("/jobs/:id/:slug") view=JobPage ssr=SsrMode::Async/>
                    <Route path=path!("/companies") view=CompaniesPage ssr=SsrMode::Async/>
                    <Route path=path!("/companies/:slug") view=CompanyPage ssr=SsrMode::Async/>
                    <Route path=path!("/skills") view=SkillsPage ssr=SsrMode::Async/>
                    <Route path=path!("/skills/:slug") view=SkillPage ssr=SsrMode::Async/>
                    <Route path=path!("/outlook") view=OutlookPage ssr=SsrMode::Async/>
                    <Route path=path!("/salaries") view=SalariesPage ssr=SsrMode::Async/>
                    <Route path=path!("/compare") view=ComparePage ssr=SsrMode::Async/>
                    <Route path=path!("/method") view=MethodPage ssr=SsrMode::Async/>
                    <Route path=path!("/roadmap") view=RoadmapPage ssr=SsrMode::Async/>
                    <Route path=path!("/roadmap/:node") view=NodePage ssr=SsrMode::Async/>
                    <Route path=path!("/match") view=MatchPage ssr=SsrMode::Async/>
                    <Route path=path!("/sources") view=SourcesPage ssr=SsrMode::Async/>
                    <Route path=path!("/status") view=StatusPage ssr=SsrMode::Async/>
                    <Route path=path!("/about") view=AboutPage ssr=SsrMode::Async/>
                    <Route path=path!("/offline") view=OfflinePage ssr=SsrMode::Async/>
                </Routes>
            </main>
            <SiteFooter/>
        </Router>
    }
    .into_any()
}
