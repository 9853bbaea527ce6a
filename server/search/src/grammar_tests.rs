//! What texts of the search box mean.
