//! Where settings come from, and what is said of mistakes.

use super::*;

fn layers(flags: &[(&str, &str)], environment: &[(&str, &str)], file: &str) -> Layers {
    let map = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    };
    Layers {
        flags: map(flags),
        environment: map(environment),
        file: Some((PathBuf::from("backboard.toml"), file.to_owned())),
        program_dir: PathBuf::from("/opt/backboard"),
    }
}

#[test]
fn defaults_are_usable() {
    let config = Layers::default().settle().unwrap();
    assert_eq!(config.http.listen, SocketAddr::from(([127, 0, 0, 1], 3000)));
    assert_eq!(
        config.data.database.reveal(),
        "sqlite:data/backboard.sqlite"
    );
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let config = layers(
        &[("data_dir", "flag")],
        &[("BACKBOARD_DATA_DIR", "env"), ("BACKBOARD_RATE_LIMIT", "7")],
        "data_dir = 'file'\nrate_limit = 9\nrequest_timeout = 3",
    )
    .settle()
    .unwrap();
    assert_eq!(config.data.dir, PathBuf::from("flag"));
    assert_eq!(config.http.rate_limit, Some(7));
    assert_eq!(config.http.request_timeout, Duration::from_secs(3));
}

#[test]
fn every_mistake_is_reported_at_once() {
    let error = layers(
        &[("listen", "nowhere")],
        &[
            ("BACKBOARD_COLOUR", "red"),
            ("BACKBOARD_DATABASE_URL", "mysql://u:secret@h/d"),
        ],
        "origin = 'jobs'\nindex_memory = 1\nx = 2",
    )
    .settle()
    .unwrap_err();
    insta::assert_snapshot!(error.to_string(), @r"
    6 parts of the configuration cannot be used:
    backboard.toml: x: there is no such setting
    BACKBOARD_COLOUR: there is no such setting
    BACKBOARD_DATABASE_URL: is not a database address; it begins with postgres:// or sqlite:
    backboard.toml: index_memory: '1' is not a whole number from 32 to 4096
    --listen: 'nowhere' is not an address with a port, such as 127.0.0.1:3000 or [::]:80
    backboard.toml: origin: 'jobs' is not an origin, such as https://jobs.example.org
    ");
}

#[test]
fn variables_of_a_service_that_is_called_backboard_are_passed_over() {
    let of_kubernetes = [
        ("BACKBOARD_SERVICE_HOST", "10.0.0.7"),
        ("BACKBOARD_SERVICE_PORT", "3000"),
        ("BACKBOARD_SERVICE_PORT_HTTP", "3000"),
        ("BACKBOARD_PORT", "tcp://10.0.0.7:3000"),
        ("BACKBOARD_PORT_3000_TCP", "tcp://10.0.0.7:3000"),
        ("BACKBOARD_PORT_3000_TCP_PROTO", "tcp"),
        ("BACKBOARD_PORT_3000_TCP_PORT", "3000"),
        ("BACKBOARD_PORT_3000_TCP_ADDR", "10.0.0.7"),
        ("BACKBOARD_DB_SERVICE_HOST", "10.0.0.8"),
        ("BACKBOARD_DB_PORT", "tcp://10.0.0.8:5432"),
        ("BACKBOARD_DB_PORT_5432_TCP_ADDR", "10.0.0.8"),
    ];
    let of_docker = [
        ("BACKBOARD_NAME", "/web/backboard"),
        ("BACKBOARD_ENV_LANG", "C"),
        ("BACKBOARD_PORT_8000_UDP_START", "udp://172.17.0.2:8000"),
        ("BACKBOARD_PORT_8000_UDP_PORT_END", "8009"),
    ];
    let all = [&of_kubernetes[..], &of_docker[..]].concat();
    layers(&[], &all, "").settle().unwrap();
    for (name, value) in [
        ("BACKBOARD_PORT", "3000"),
        ("BACKBOARD_DB_PORT", "5432"),
        ("BACKBOARD_HOST", "10.0.0.7"),
        ("BACKBOARD_NAME", "Jobs of the north"),
        ("BACKBOARD_PORT_HTTP_TCP", "3000"),
        ("BACKBOARD_PORT_3000", "3000"),
    ] {
        let error = layers(&[], &[(name, value)], "").settle().unwrap_err();
        assert_eq!(
            error,
            ConfigError(vec![format!("{name}: there is no such setting")])
        );
    }
}

#[test]
fn a_file_that_cannot_be_read_hides_no_other_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let flags = [
        ("listen", "nowhere"),
        ("origin", "x"),
        ("database_url", "sqlite:"),
    ];
    let flags = flags.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let absent = folder.path().join("nope.toml");
    let ConfigError(mistakes) = Layers::gather(flags.into(), Some(&absent)).unwrap_err();
    let unreadable = format!("{}: cannot be read: ", absent.display());
    for begins in [
        unreadable.as_str(),
        "--database-url: ",
        "--listen: ",
        "--origin: ",
    ] {
        let told = mistakes.iter().filter(|told| told.starts_with(begins));
        assert_eq!(told.count(), 1, "{begins} {mistakes:?}");
    }
}

#[test]
fn addresses_of_databases_are_read_before_anything_is_opened() {
    for (key, value, told) in [
        (
            "database_url",
            "sqlite:",
            "the database address is not usable: it is empty",
        ),
        (
            "database_url",
            "postgres://me:s3cret@db.example:port/jobs",
            "invalid port number",
        ),
        (
            "database_url",
            "postgres://me:s3cret/7@db.example/jobs",
            "such as %2F for /",
        ),
        (
            "data_dir",
            "s3://jobs",
            "it is neither a path, sqlite:PATH nor postgres://",
        ),
    ] {
        let error = layers(&[(key, value), ("listen", "nowhere")], &[], "").settle();
        let ConfigError(mistakes) = error.unwrap_err();
        let place = format!("--{}: ", flag_name(key));
        let database = mistakes.first().unwrap();
        assert!(
            database.starts_with(&place) && database.contains(told),
            "{mistakes:?}"
        );
        assert!(!database.contains("s3cret"), "{database}");
        assert_eq!(mistakes.len(), 2, "{mistakes:?}");
    }
    for address in ["sqlite:jobs.sqlite", "postgres:///jobs?host=/tmp"] {
        let config = layers(&[("database_url", address)], &[], "")
            .settle()
            .unwrap();
        assert_eq!(config.data.database.reveal(), address);
    }
}

#[test]
fn passwords_are_not_printed() {
    let address = DatabaseAddress("postgres://me:s3cret@db.example.org/jobs".to_owned());
    assert_eq!(format!("{address:?}"), "postgres://***@db.example.org/jobs");
}

#[test]
fn the_example_file_holds_every_setting_with_its_default() {
    let mut expected = String::from(
        "# Settings of Backboard. Copy this file to backboard.toml and uncomment what is to\n\
         # differ. Flags win over BACKBOARD_* variables, and those over this file.\n",
    );
    for setting in SETTINGS {
        let default = setting.default;
        let value = if default.parse::<u64>().is_ok() {
            default.to_owned()
        } else {
            format!("\"{default}\"")
        };
        let line = format!("\n# {}\n# {} = {value}\n", setting.about, setting.key);
        expected.push_str(&line);
    }
    assert_eq!(include_str!("../../backboard.example.toml"), expected);
    let uncommented: String = expected
        .lines()
        .filter_map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ")))
        .map(|line| format!("{line}\n"))
        .collect();
    layers(&[], &[], &uncommented).settle().unwrap();
}

#[test]
fn the_readme_lists_every_setting() {
    let readme = include_str!("../../../README.md");
    for setting in SETTINGS {
        let row = format!(
            "| `--{}` | `{}` | `{}` | {} |",
            flag_name(setting.key),
            variable_name(setting.key),
            setting.default,
            setting.about
        );
        assert!(readme.contains(&row), "README.md lacks the row\n{row}");
    }
}
