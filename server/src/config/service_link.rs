//! Variables that begin with `BACKBOARD_` and were set by nobody: Kubernetes
//! makes them for each service, and Docker for each link, whose name is
//! `backboard` or begins with `backboard-`.

/// Ends of the names that are made for each port, after its number and protocol.
const ENDS: [&str; 7] = [
    "_PORT_START",
    "_PORT_END",
    "_START",
    "_END",
    "_ADDR",
    "_PORT",
    "_PROTO",
];

/// Whether a variable is such a one: `BACKBOARD_SERVICE_HOST`,
/// `BACKBOARD_DB_PORT_5432_TCP_ADDR`. Names that somebody may well have meant
/// for a setting, as `BACKBOARD_PORT`, count only with the value that is made
/// for them, as `tcp://10.0.0.7:3000`.
pub(super) fn is_service_link(name: &str, value: &str) -> bool {
    let is_service = name.ends_with("_SERVICE_HOST")
        || name.ends_with("_SERVICE_PORT")
        || name.contains("_SERVICE_PORT_");
    let is_first_port = name.ends_with("_PORT")
        && ["tcp://", "udp://", "sctp://"]
            .iter()
            .any(|scheme| value.starts_with(scheme));
    let is_container = name.ends_with("_NAME") && value.starts_with('/');
    is_service || is_first_port || is_container || name.contains("_ENV_") || is_port(name)
}

/// Whether a name is made for one port: `BACKBOARD_PORT_3000_TCP`, alone or with
/// one of [`ENDS`].
fn is_port(name: &str) -> bool {
    let stem = ENDS.iter().find_map(|end| name.strip_suffix(end));
    let stem = stem.unwrap_or(name);
    ["_TCP", "_UDP", "_SCTP"]
        .iter()
        .find_map(|protocol| stem.strip_suffix(protocol))
        .and_then(|port| port.rsplit_once("_PORT_"))
        .is_some_and(|(_, number)| number.parse::<u16>().is_ok())
}
