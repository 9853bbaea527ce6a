//! Which network addresses may be asked: the public internet, nothing else.
//!
//! The tables follow IANA's registries of special-purpose addresses (RFC 6890
//! and its updates). Everything an address can be wrapped in (IPv4 inside IPv6,
//! translation, tunnels) is unwrapped or refused, so that one machine has one
//! answer however it is written. Names are judged in `target.rs`, their
//! addresses here, by the resolver that hands them to the connection.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far fetching may reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses only.
    #[default]
    Public,
    /// Public addresses and this machine itself, for tests and trials.
    PublicAndLoopback,
}

/// What is special about an address that is not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressKind {
    /// `0.0.0.0/8` and `::`, which mean 'this machine' or nothing.
    Unspecified,
    /// This machine itself.
    Loopback,
    /// A private network (RFC 1918).
    Private,
    /// A private network of IPv6 (`fc00::/7`, `fec0::/10`).
    UniqueLocal,
    /// The own network segment, where clouds keep their metadata.
    LinkLocal,
    /// A cloud's metadata service at a public-looking address.
    Metadata,
    /// Shared between an access provider and its customers (`100.64.0.0/10`).
    CarrierGrade,
    /// One to many.
    Multicast,
    /// For examples in documents only.
    Documentation,
    /// For measuring devices only.
    Benchmarking,
    /// An IPv4 address wrapped for translation (NAT64 and its like).
    Translated,
    /// An IPv4 address wrapped in a tunnel (6to4, Teredo, IPv4-compatible).
    Tunnelled,
    /// Reserved, or not given out.
    Reserved,
}

impl AddressKind {
    /// What it is, as the second half of 'which is …'.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unspecified => "no address of a machine",
            Self::Loopback => "this machine itself",
            Self::Private | Self::UniqueLocal => "in a private network",
            Self::LinkLocal => "in the own network segment, where clouds keep their metadata",
            Self::Metadata => "a cloud's metadata service",
            Self::CarrierGrade => "inside a provider's network",
            Self::Multicast => "a multicast address",
            Self::Documentation => "reserved for documentation",
            Self::Benchmarking => "reserved for benchmarking",
            Self::Translated => "an IPv4 address wrapped for translation",
            Self::Tunnelled => "an IPv4 address wrapped in a tunnel",
            Self::Reserved => "reserved",
        }
    }
}

impl fmt::Display for AddressKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A block of addresses: the first one, the length of its prefix, what it is.
struct Block<A>(A, u32, AddressKind);

const V4_BLOCKS: &[Block<Ipv4Addr>] = &[
    Block(Ipv4Addr::new(0, 0, 0, 0), 8, AddressKind::Unspecified),
    Block(Ipv4Addr::new(10, 0, 0, 0), 8, AddressKind::Private),
    Block(Ipv4Addr::new(100, 64, 0, 0), 10, AddressKind::CarrierGrade),
    Block(Ipv4Addr::new(127, 0, 0, 0), 8, AddressKind::Loopback),
    Block(Ipv4Addr::new(168, 63, 129, 16), 32, AddressKind::Metadata),
    Block(Ipv4Addr::new(169, 254, 0, 0), 16, AddressKind::LinkLocal),
    Block(Ipv4Addr::new(172, 16, 0, 0), 12, AddressKind::Private),
    Block(Ipv4Addr::new(192, 0, 0, 0), 24, AddressKind::Reserved),
    Block(Ipv4Addr::new(192, 0, 2, 0), 24, AddressKind::Documentation),
    Block(Ipv4Addr::new(192, 88, 99, 0), 24, AddressKind::Tunnelled),
    Block(Ipv4Addr::new(192, 168, 0, 0), 16, AddressKind::Private),
    Block(Ipv4Addr::new(198, 18, 0, 0), 15, AddressKind::Benchmarking),
    Block(
        Ipv4Addr::new(198, 51, 100, 0),
        24,
        AddressKind::Documentation,
    ),
    Block(
        Ipv4Addr::new(203, 0, 113, 0),
        24,
        AddressKind::Documentation,
    ),
    Block(Ipv4Addr::new(224, 0, 0, 0), 4, AddressKind::Multicast),
    Block(Ipv4Addr::new(240, 0, 0, 0), 4, AddressKind::Reserved),
];

/// The first block that matches counts. What lies outside `2000::/3` has not
/// been given out and is refused at the end.
const V6_BLOCKS: &[Block<Ipv6Addr>] = &[
    Block(Ipv6Addr::UNSPECIFIED, 128, AddressKind::Unspecified),
    Block(Ipv6Addr::LOCALHOST, 128, AddressKind::Loopback),
    Block(Ipv6Addr::UNSPECIFIED, 96, AddressKind::Tunnelled),
    Block(v6(0, 0, 0, 0xffff, 0), 96, AddressKind::Translated),
    Block(v6(0x64, 0xff9b, 0, 0, 0), 96, AddressKind::Translated),
    Block(v6(0x64, 0xff9b, 1, 0, 0), 48, AddressKind::Translated),
    Block(v6(0x2001, 0, 0, 0, 0), 32, AddressKind::Tunnelled),
    Block(v6(0x2001, 2, 0, 0, 0), 48, AddressKind::Benchmarking),
    Block(v6(0x2001, 0, 0, 0, 0), 23, AddressKind::Reserved),
    Block(v6(0x2001, 0xdb8, 0, 0, 0), 32, AddressKind::Documentation),
    Block(v6(0x2002, 0, 0, 0, 0), 16, AddressKind::Tunnelled),
    Block(v6(0x3fff, 0, 0, 0, 0), 20, AddressKind::Documentation),
    Block(v6(0xfc00, 0, 0, 0, 0), 7, AddressKind::UniqueLocal),
    Block(v6(0xfe80, 0, 0, 0, 0), 10, AddressKind::LinkLocal),
    Block(v6(0xfec0, 0, 0, 0, 0), 10, AddressKind::UniqueLocal),
    Block(v6(0xff00, 0, 0, 0, 0), 8, AddressKind::Multicast),
];

/// An IPv6 address by its first three groups, its fifth and its sixth.
const fn v6(first: u16, second: u16, third: u16, fifth: u16, sixth: u16) -> Ipv6Addr {
    Ipv6Addr::new(first, second, third, 0, fifth, sixth, 0, 0)
}

/// Says why an address must not be asked; `None` when it may be.
#[must_use]
pub(crate) fn refusal(address: IpAddr, reach: Reach) -> Option<AddressKind> {
    let kind = special_kind(address)?;
    let allowed = kind == AddressKind::Loopback && reach == Reach::PublicAndLoopback;
    (!allowed).then_some(kind)
}

/// What is special about an address; `None` when it is a public one.
fn special_kind(address: IpAddr) -> Option<AddressKind> {
    match address {
        IpAddr::V4(v4) => special_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => special_v4(v4),
            None => special_v6(v6),
        },
    }
}

fn special_v4(address: Ipv4Addr) -> Option<AddressKind> {
    V4_BLOCKS
        .iter()
        .find(|Block(first, length, _)| {
            let differing = address.to_bits() ^ first.to_bits();
            differing.leading_zeros() >= *length
        })
        .map(|Block(_, _, kind)| *kind)
}

fn special_v6(address: Ipv6Addr) -> Option<AddressKind> {
    let given_out = address.to_bits() >> 125 == 0b001;
    V6_BLOCKS
        .iter()
        .find(|Block(first, length, _)| {
            let differing = address.to_bits() ^ first.to_bits();
            differing.leading_zeros() >= *length
        })
        .map(|Block(_, _, kind)| *kind)
        .or((!given_out).then_some(AddressKind::Reserved))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<AddressKind> {
        refusal(text.parse().unwrap(), Reach::Public)
    }

    #[test]
    fn public_addresses_may_be_asked() {
        for text in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "168.63.129.15",
            "2606:4700::1111",
            "2001:4860:4860::8888",
            "2003::1",
            "::ffff:8.8.8.8",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }

    #[test]
    fn special_addresses_are_refused_from_the_first_to_the_last() {
        use AddressKind as K;
        for (first, last, expected) in [
            ("0.0.0.0", "0.255.255.255", K::Unspecified),
            ("10.0.0.0", "10.255.255.255", K::Private),
            ("100.64.0.0", "100.127.255.255", K::CarrierGrade),
            ("127.0.0.0", "127.255.255.255", K::Loopback),
            ("169.254.0.0", "169.254.255.255", K::LinkLocal),
            ("172.16.0.0", "172.31.255.255", K::Private),
            ("192.0.0.0", "192.0.0.255", K::Reserved),
            ("192.0.2.0", "192.0.2.255", K::Documentation),
            ("192.88.99.0", "192.88.99.255", K::Tunnelled),
            ("192.168.0.0", "192.168.255.255", K::Private),
            ("198.18.0.0", "198.19.255.255", K::Benchmarking),
            ("198.51.100.0", "198.51.100.255", K::Documentation),
            ("203.0.113.0", "203.0.113.255", K::Documentation),
            ("224.0.0.0", "239.255.255.255", K::Multicast),
            ("240.0.0.0", "255.255.255.255", K::Reserved),
            ("168.63.129.16", "168.63.129.16", K::Metadata),
            ("::", "::", K::Unspecified),
            ("::1", "::1", K::Loopback),
            ("::2", "::ffff:ffff", K::Tunnelled),
            ("::ffff:10.0.0.0", "::ffff:10.255.255.255", K::Private),
            ("::ffff:0:0:0", "::ffff:0:ffff:ffff", K::Translated),
            ("64:ff9b::", "64:ff9b::ffff:ffff", K::Translated),
            (
                "64:ff9b:1::",
                "64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
                K::Translated,
            ),
            (
                "2001::",
                "2001:0:ffff:ffff:ffff:ffff:ffff:ffff",
                K::Tunnelled,
            ),
            (
                "2001:2::",
                "2001:2:0:ffff:ffff:ffff:ffff:ffff",
                K::Benchmarking,
            ),
            (
                "2001:10::",
                "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
                K::Reserved,
            ),
            ("2001:db8::", "2001:db8:ffff::", K::Documentation),
            (
                "2002::",
                "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                K::Tunnelled,
            ),
            ("3fff::", "3fff:fff:ffff::", K::Documentation),
            ("fc00::", "fdff:ffff::", K::UniqueLocal),
            ("fe80::", "febf:ffff::", K::LinkLocal),
            ("fec0::", "feff:ffff::", K::UniqueLocal),
            ("ff00::", "ffff:ffff::", K::Multicast),
            ("100::", "1fff::", K::Reserved),
            ("4000::", "fbff::", K::Reserved),
        ] {
            assert_eq!(kind(first), Some(expected), "{first}");
            assert_eq!(kind(last), Some(expected), "{last}");
        }
    }

    #[test]
    fn only_this_machine_itself_is_added_for_tests() {
        let with_loopback =
            |text: &str| refusal(text.parse().unwrap(), Reach::PublicAndLoopback).is_none();
        assert!(with_loopback("127.0.0.1"));
        assert!(with_loopback("::1"));
        assert!(with_loopback("::ffff:127.0.0.1"));
        assert!(!with_loopback("0.0.0.0"));
        assert!(!with_loopback("10.0.0.1"));
        assert!(!with_loopback("169.254.169.254"));
    }
}
