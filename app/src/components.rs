//! The parts that pages are made of. Each takes domain values and writes
//! semantic HTML; none asks the backend for more than the names of slugs.

pub mod bar_list;
pub mod chart;
pub mod company_table;
pub mod empty_results;
pub mod facet_panel;
pub mod feed_links;
pub mod fetched_table;
pub mod filter_chips;
pub mod fit_facts;
pub mod history_chart;
pub mod job_card;
pub mod job_facts;
pub mod job_history;
pub mod moment;
pub mod node_market;
pub mod node_resources;
pub mod page_heading;
pub mod pagination;
pub mod progress_form;
pub mod progress_tools;
pub mod results;
pub mod roadmap_list;
pub mod roadmap_picture;
pub mod search_form;
pub mod site_footer;
pub mod site_header;
pub mod site_notice;
pub mod skill_terms;
pub mod source_link;
pub mod stale_signs;
