//! Server functions: what the islands ask for. Read-only ones are GET; every
//! endpoint is named, so that an installed app finds it after an update.
