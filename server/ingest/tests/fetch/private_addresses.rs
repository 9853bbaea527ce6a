//! No spelling, redirect or name leads into a private network.

use std::net::IpAddr;

use ingest::fetch::{AddressKind, FetchConfig, FetchError, Reach};

use crate::bad_host::{Asked, BadHost, Reply, json, redirect};
use crate::trial::{Names, ask, code, config, fetcher_with, text};

/// This machine, a private network, the metadata of clouds: one each, as many
/// ways as they can be written.
const SPELLINGS: &[&str] = &[
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.255.255.254/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0X7F.0x0.0x0.0x1/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.000.000.001/",
    "http://127.0.0.1./",
    "http://127.0.0.1:8080/",
    "http:127.0.0.1/",
    "http:/127.0.0.1/",
    "http:\\\\127.0.0.1\\",
    "http://127.0.\t0.1/",
    "http://%31%32%37.0.0.1/",
    "http://127\u{3002}0\u{3002}0\u{3002}1/",
    "http://\u{2460}\u{2461}\u{2466}.\u{24ea}.\u{24ea}.\u{2460}/",
    "http://\u{ff11}\u{ff12}\u{ff17}.0.0.1/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[0000::0001]:8080/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::1]/",
    "http://localhost/",
    "http://LocalHost./",
    "http://any.localhost:3000/",
    "http://user@127.0.0.1/",
    "http://jobs.example.com@127.0.0.1/",
    "http://jobs.example.com:80@127.0.0.1/",
    "http://127.0.0.1\\@jobs.example.com/",
    "http://127.0.0.1#@jobs.example.com/",
    "http://127.0.0.1?@jobs.example.com/",
    "http://0/",
    "http://0.0.0.0/",
    "http://0x0/",
    "http://00000/",
    "http://0.1.2.3/",
    "http://[::]/",
    "http://[::ffff:0.0.0.0]/",
    "http://10.0.0.1/",
    "http://012.0.0.1/",
    "http://0xa.1/",
    "http://167772161/",
    "http://10.1/",
    "http://172.16.0.1/",
    "http://172.31.255.254/",
    "http://0xac100001/",
    "http://192.168.0.1/",
    "http://192.168.1/",
    "http://3232235521/",
    "http://0300.0250.0.1/",
    "http://[::ffff:192.168.0.1]/",
    "http://[::ffff:c0a8:1]/",
    "http://[2002:c0a8:1::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    "http://0xa9.254.43518/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:a9fe:a9fe::1]/",
    "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://metadata.google.internal/",
    "http://metadata/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://100.64.0.1/",
    "http://224.0.0.1/",
    "http://[ff02::1]/",
    "http://255.255.255.255/",
    "http://4294967295/",
    "http://240.0.0.1/",
    "http://198.18.0.1/",
    "http://192.0.2.1/",
    "http://198.51.100.7/",
    "http://203.0.113.7/",
    "http://[2001:db8::1]/",
    "http://192.88.99.1/",
    "http://192.0.0.170/",
    "http://[100::1]/",
    "http://printer.local/",
    "http://router.lan/",
];

#[tokio::test(start_paused = true)]
async fn no_spelling_of_a_private_address_is_asked() {
    assert!(SPELLINGS.len() >= 60);
    let names = Names::default();
    let public_only = fetcher_with(FetchConfig::new("ops@example.org"), &names);
    for spelling in SPELLINGS {
        let code = code(ask(&public_only, spelling).await);
        assert!(
            matches!(code, "forbidden-address" | "invalid-address"),
            "{spelling}: {code}"
        );
        let safe = spelling.replacen("http:", "https:", 1);
        let code = self::code(ask(&public_only, &safe).await);
        assert!(
            matches!(code, "forbidden-address" | "invalid-address"),
            "{safe}: {code}"
        );
    }
    assert_eq!(
        names.lookups(),
        Vec::<String>::new(),
        "none was even looked up"
    );
}

fn is_this_machine(spelling: &str) -> bool {
    let url = url::Url::parse(spelling);
    match url.as_ref().map(url::Url::host) {
        Ok(Some(url::Host::Ipv4(v4))) => v4.is_loopback(),
        Ok(Some(url::Host::Ipv6(v6))) => v6.to_canonical().is_loopback(),
        Ok(Some(url::Host::Domain(name))) => name.contains("localhost"),
        Ok(None) | Err(_) => false,
    }
}

#[tokio::test(start_paused = true)]
async fn no_redirect_leads_to_a_private_address() {
    // This machine is allowed here, since it answers; all else is not.
    let elsewhere: Vec<&str> = SPELLINGS
        .iter()
        .copied()
        .filter(|spelling| !is_this_machine(spelling))
        .collect();
    assert!(elsewhere.len() >= 60, "{}", elsewhere.len());
    let targets: Vec<String> = elsewhere.iter().map(|text| (*text).to_owned()).collect();
    let host = BadHost::start(move |asked: &Asked| {
        let number: usize = asked.path[1..].parse().unwrap();
        Reply::Bytes(redirect("302 Found", &targets[number]))
    })
    .await;
    let names = Names::default();
    let mut config = config();
    config.pace.interval = std::time::Duration::ZERO;
    let fetcher = fetcher_with(config, &names);
    for (number, spelling) in elsewhere.iter().enumerate() {
        let code = code(ask(&fetcher, &host.url(&format!("/{number}"))).await);
        assert!(
            matches!(code, "forbidden-address" | "bad-redirect"),
            "{spelling}: {code}"
        );
    }
    assert_eq!(host.asked().len(), elsewhere.len());
    assert_eq!(names.lookups(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_name_with_a_private_address_is_not_connected_to() {
    let host = BadHost::saying(json("[]")).await;
    for address in [
        "127.0.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "fd00:ec2::254",
        "fe80::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "100.64.0.1",
    ] {
        let names = Names::default().with("jobs.example.com", &[&[address]]);
        let public_only = fetcher_with(FetchConfig::new("ops@example.org"), &names);
        let url = host.url_as("jobs.example.com", "/");
        let error = ask(&public_only, &url).await.unwrap_err();
        let FetchError::ForbiddenAddress { ip, .. } = error else {
            panic!("{address}: {error:?}");
        };
        assert_eq!(ip, address.parse::<IpAddr>().unwrap());
        assert_eq!(names.lookups().len(), 1, "a refusal is not asked again");
    }
    assert!(host.asked().is_empty());
}

#[tokio::test(start_paused = true)]
async fn one_private_address_among_public_ones_is_enough() {
    let names = Names::default().with("jobs.example.com", &[&["8.8.8.8", "127.0.0.1"]]);
    let public_only = fetcher_with(FetchConfig::new("ops@example.org"), &names);
    let error = ask(&public_only, "http://jobs.example.com/")
        .await
        .unwrap_err();
    assert!(matches!(
        error,
        FetchError::ForbiddenAddress {
            kind: AddressKind::Loopback,
            ..
        }
    ));
}

/// The first answer is allowed, every later one is the metadata service: the
/// connection goes to the answer that was judged, and the next connection is
/// judged anew.
#[tokio::test(start_paused = true)]
async fn a_name_that_changes_its_answer_gains_nothing() {
    let host = BadHost::saying(json("[1]")).await;
    let names = Names::default().with(
        "rebind.example.com",
        &[&["127.0.0.1"], &["169.254.169.254"]],
    );
    let fetcher = fetcher_with(config(), &names);
    let url = host.url_as("rebind.example.com", "/");
    assert_eq!(text(ask(&fetcher, &url).await), "[1]");
    assert_eq!(names.lookups().len(), 1, "one lookup, one connection");
    assert_eq!(code(ask(&fetcher, &url).await), "forbidden-address");
    assert_eq!(names.lookups().len(), 2);
    assert_eq!(host.asked().len(), 1);
}

/// The same between a redirect and the step after it.
#[tokio::test(start_paused = true)]
async fn a_name_that_changes_within_a_redirect_gains_nothing() {
    let host = BadHost::saying(redirect("302 Found", "/inside")).await;
    let names = Names::default().with("rebind.example.com", &[&["127.0.0.1"], &["10.0.0.7"]]);
    let fetcher = fetcher_with(config(), &names);
    let url = host.url_as("rebind.example.com", "/");
    assert_eq!(code(ask(&fetcher, &url).await), "forbidden-address");
    assert_eq!(host.asked().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn loopback_is_reached_only_where_it_is_allowed() {
    let host = BadHost::saying(json("[]")).await;
    let names = Names::default().here("localhost");
    let mut config = config();
    let url = host.url_as("localhost", "/");
    assert_eq!(
        text(ask(&fetcher_with(config.clone(), &names), &url).await),
        "[]"
    );
    config.reach = Reach::Public;
    assert_eq!(
        code(ask(&fetcher_with(config, &names), &url).await),
        "invalid-address"
    );
}
