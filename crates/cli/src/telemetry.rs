//! Log lines on stderr, as JSON when `ANJIAN_LOG_FORMAT=json`; level by `RUST_LOG`, default `warn`
//! for commands. Dossier text never goes into a log.

use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging. A panic is logged by its place alone: its message could hold dossier text.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "unknown".to_owned(), ToString::to_string);
        tracing::error!(place, "a task panicked");
    }));
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("warn,anjian_server=info"));
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    if std::env::var("ANJIAN_LOG_FORMAT").is_ok_and(|format| format == "json") {
        builder.json().init();
    } else {
        builder.init();
    }
}
