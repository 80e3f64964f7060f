//! Peak memory of a service and of the children that read its files, from /proc.

use std::collections::BTreeMap;

/// Highest values seen.
#[derive(Debug, Default)]
pub struct PeakMemory {
    /// VmHWM of the service, in bytes.
    pub service_bytes: u64,
    /// The highest VmHWM of a child.
    pub child_bytes: u64,
    /// The highest sum of the memory that service and children held at one moment (VmRSS).
    pub together_bytes: u64,
}

impl PeakMemory {
    /// Looks at the process `service` and its children now. What ends between two looks is seen as
    /// it was at the last.
    pub fn look(&mut self, service: u32) {
        let mut together = 0;
        for (id, status) in processes() {
            let is_child = status.get("PPid").is_some_and(|it| *it == u64::from(service));
            if id != service && !is_child {
                continue;
            }
            let bytes = |key: &str| status.get(key).copied().unwrap_or_default() << 10;
            let peak = if is_child { &mut self.child_bytes } else { &mut self.service_bytes };
            *peak = (*peak).max(bytes("VmHWM"));
            together += bytes("VmRSS");
        }
        self.together_bytes = self.together_bytes.max(together);
    }
}

/// The numbers of /proc/PID/status, sizes in kB, of every process.
fn processes() -> Vec<(u32, BTreeMap<String, u64>)> {
    let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let id: u32 = entry.file_name().to_str()?.parse().ok()?;
            let status = std::fs::read_to_string(entry.path().join("status")).ok()?;
            Some((id, parse_status(&status)))
        })
        .collect()
}

fn parse_status(status: &str) -> BTreeMap<String, u64> {
    let lines = status.lines().filter_map(|line| line.split_once(':'));
    lines
        .filter_map(|(key, value)| {
            Some((key.to_owned(), value.split_whitespace().next()?.parse().ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_seen() {
        let mut peak = PeakMemory::default();
        peak.look(std::process::id());
        assert!(peak.service_bytes > 1 << 20 && peak.together_bytes > 1 << 20, "{peak:?}");
        assert_eq!(parse_status("Name:\tx\nPPid:\t7\nVmHWM:\t  12 kB\n")["VmHWM"], 12);
    }
}
