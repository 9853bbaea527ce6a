//! The one list of everything that can be set.

/// One thing that can be set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    /// Key in the file; `data_dir` is the flag `--data-dir` and the variable `BACKBOARD_DATA_DIR`.
    pub key: &'static str,
    /// Default, as it would be written.
    pub default: &'static str,
    /// What it does, for `--help` and README.
    pub about: &'static str,
}

/// Everything that can be set.
pub(crate) const SETTINGS: &[Setting] = &[
    Setting {
        key: "data_dir",
        default: "data",
        about: "Folder for the embedded database and the search index",
    },
    Setting {
        key: "database_url",
        default: "",
        about: "PostgreSQL address (postgres://…); empty: a SQLite file in the data folder",
    },
    Setting {
        key: "listen",
        default: "127.0.0.1:3000",
        about: "Address and port to serve on; port 0 takes a free one",
    },
    Setting {
        key: "origin",
        default: "",
        about: "Public address of the site for links in feeds and search engines; empty: http:// and the listen address",
    },
    Setting {
        key: "site_dir",
        default: "",
        about: "Folder with the built client; empty: `site` beside the program or one folder above it",
    },
    Setting {
        key: "request_timeout",
        default: "10",
        about: "Seconds after which a request is given up, 1 to 600",
    },
    Setting {
        key: "rate_limit",
        default: "50",
        about: "Requests a second from one address, with bursts of four times as many; 0: no limit. Requests from this machine itself are not limited",
    },
    Setting {
        key: "client_address_header",
        default: "",
        about: "Header in which a trusted proxy gives the client's address, such as x-forwarded-for (the last address counts)",
    },
    Setting {
        key: "index_memory",
        default: "128",
        about: "Megabytes that the writer of the search index may use, 32 to 4096",
    },
    Setting {
        key: "hn_close_days",
        default: "60",
        about: "Days after which a posting of a Hacker News 'Who is hiring' thread closes; 0: never",
    },
    Setting {
        key: "collect",
        default: "yes",
        about: "Whether `serve` fetches postings by itself; a board of made-up postings never does",
    },
    Setting {
        key: "shipped_boards",
        default: "yes",
        about: "Whether the boards of the shipped list are fetched; no: only those that were added by hand",
    },
    Setting {
        key: "fetch_interval",
        default: "60",
        about: "Minutes between two fetches of a board, 15 to 10080; each has a moment of its own",
    },
    Setting {
        key: "fetch_boards",
        default: "64",
        about: "Boards that are fetched at the same time, 1 to 1000",
    },
    Setting {
        key: "fetch_pause",
        default: "500",
        about: "Milliseconds between two questions to one host, 0 to 60000",
    },
    Setting {
        key: "contact",
        default: "",
        about: "Web or e-mail address of whoever runs this, told to every host that is asked; empty: the origin",
    },
    Setting {
        key: "usajobs_email",
        default: "",
        about: "E-mail address that a key of USAJOBS was given to",
    },
    Setting {
        key: "usajobs_key",
        default: "",
        about: "Key of USAJOBS; without it boards of USAJOBS cannot be fetched",
    },
    Setting {
        key: "hn_close_with_next",
        default: "no",
        about: "Whether the postings of a Hacker News thread close when the next month's thread opens",
    },
    Setting {
        key: "unseen_close_days",
        default: "30",
        about: "Days after which a posting closes that nobody has seen while its board went on, where its source never says that one has closed; 0: never",
    },
    Setting {
        key: "metrics_listen",
        default: "",
        about: "Address and port for figures of the operator (Prometheus, /metrics); empty: none",
    },
    Setting {
        key: "fetch_loopback",
        default: "no",
        about: "Whether addresses of this machine itself may be fetched, for trials",
    },
    Setting {
        key: "fetch_stand_in",
        default: "",
        about: "Address and port of a server that is asked by http instead of every host, for trials; empty: none",
    },
    Setting {
        key: "demo_postings",
        default: "20000",
        about: "Size of the demo world that an empty database is filled with; 0: none",
    },
];
