//! What words find.
