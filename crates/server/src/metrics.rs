//! Counters for `/metrics` in Prometheus' text form; never names or text of a case.

use std::time::Duration;

use anjian_store::JobCounts;
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct JobLabels {
    kind: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StateLabels {
    state: &'static str,
}

/// All counters.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    seconds: Histogram,
    jobs: Family<JobLabels, Counter>,
    queue: Family<StateLabels, Gauge>,
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("anjian");
        let requests = Family::default();
        let seconds = Histogram::new([0.005, 0.02, 0.1, 0.5, 2.0, 10.0]);
        let jobs = Family::default();
        let queue = Family::default();
        registry.register("http_requests", "Requests by route and status", requests.clone());
        registry.register("http_request_seconds", "Time to the answer's head", seconds.clone());
        registry.register("jobs", "Jobs ended by kind and outcome", jobs.clone());
        registry.register("job_queue", "Jobs in the database by state", queue.clone());
        Self { registry, requests, seconds, jobs, queue }
    }

    pub fn count_request(&self, route: &str, status: u16, elapsed: Duration) {
        self.requests.get_or_create(&RequestLabels { route: route.to_owned(), status }).inc();
        self.seconds.observe(elapsed.as_secs_f64());
    }

    pub fn count_job(&self, kind: &'static str, outcome: &'static str) {
        self.jobs.get_or_create(&JobLabels { kind, outcome }).inc();
    }

    pub fn print(&self, counts: JobCounts) -> String {
        for (state, count) in
            [("queued", counts.queued), ("running", counts.running), ("failed", counts.failed)]
        {
            self.queue.get_or_create(&StateLabels { state }).set(count);
        }
        let mut text = String::new();
        // Writing to a String does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
