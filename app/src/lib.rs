//! The interface of Backboard.
#![recursion_limit = "256"]
