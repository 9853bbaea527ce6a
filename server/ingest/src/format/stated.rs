//! Facts as sources state them in fields of their own, read into the nouns of
//! the domain: pay, employment, workplace, places and dates. Each is read only
//! when the words leave no doubt; everything else stays unstated.

mod moment;
mod pay;
mod place;
mod terms;

pub(crate) use moment::{moment_of_number, moment_of_text};
pub(crate) use pay::{amount_of_text, pay, pay_period};
pub(crate) use place::{distinct, place, remote_within};
pub(crate) use terms::{employment, workplace};
