//! Fetching from hosts that misbehave in every way that hosts do.
//!
//! The hosts are sockets on this machine; their names are resolved by the test.
//! Time stands still wherever something waits, so hours pass in no time.

#[cfg(test)]
mod bad_host;
#[cfg(test)]
mod boards;
#[cfg(test)]
mod bounds;
#[cfg(test)]
mod conditions;
#[cfg(test)]
mod costs;
#[cfg(test)]
mod isolation;
#[cfg(test)]
mod private_addresses;
#[cfg(test)]
mod reading_costs;
#[cfg(test)]
mod redirects;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod robots;
#[cfg(test)]
mod statuses;
#[cfg(test)]
mod trial;
