//! What the islands need of the browser.
