//! Progress of long work, on a terminal as a bar, elsewhere as a line now and then.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over `total` bytes or items; 0 when the total is not known.
#[must_use]
pub(crate) fn bar(total: u64, unit: &str, what: &str) -> ProgressBar {
    let bar = if total == 0 {
        ProgressBar::new_spinner()
    } else {
        ProgressBar::new(total)
    };
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
    let counts = match (total, unit) {
        (0, "bytes") => "{bytes}",
        (_, "bytes") => "{bytes}/{total_bytes}",
        (0, _) => "{human_pos}",
        _ => "{human_pos}/{human_len}",
    };
    let shape = if total == 0 {
        "{spinner}"
    } else {
        "[{bar:30}]"
    };
    let template = format!("{what} {shape} {counts} {{msg}} ({{elapsed}})");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
