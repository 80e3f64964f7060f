//! A PostgreSQL server of Debian's package, in a folder of its own, stopped with the test.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A running server.
pub struct Server {
    folder: tempfile::TempDir,
    bin: PathBuf,
    process: Child,
}

impl Server {
    /// Starts a server that listens on a socket in its own folder only.
    pub fn start() -> Self {
        let bin = find_binaries();
        let folder = tempfile::tempdir().expect("a folder");
        // The server refuses to run as root; Debian's package made a user for it.
        let data = folder.path().join("data");
        std::fs::create_dir(&data).expect("a folder");
        if is_root() {
            let owned = Command::new("chown")
                .args(["-R", "postgres:postgres"])
                .arg(folder.path())
                .status()
                .expect("chown runs");
            assert!(owned.success(), "the server's user owns its folder");
        }
        let initialised = as_server_user(&bin.join("initdb"))
            .args(["--auth=trust", "--encoding=UTF8", "--no-locale", "--username=anjian", "-D"])
            .arg(&data)
            .stdout(Stdio::null())
            .status()
            .expect("initdb runs");
        assert!(initialised.success(), "initdb succeeds");
        let process = as_server_user(&bin.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-c", "listen_addresses=", "-c", "fsync=off", "-k"])
            .arg(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("postgres starts");
        let server = Self { folder, bin, process };
        let deadline = Instant::now() + Duration::from_secs(30);
        while !server.psql("postgres", "SELECT 1") {
            assert!(Instant::now() < deadline, "postgres answers within 30 s");
            std::thread::sleep(Duration::from_millis(100));
        }
        server
    }

    /// Makes a database and gives its URL.
    pub fn create_database(&self, name: &str) -> String {
        assert!(
            self.psql("postgres", &format!("CREATE DATABASE {name}")),
            "database {name} is created"
        );
        format!("postgres://anjian@localhost/{name}?host={}", self.folder.path().display())
    }

    fn psql(&self, database: &str, sql: &str) -> bool {
        Command::new(self.bin.join("psql"))
            .args(["-q", "-U", "anjian", "-d", database, "-c", sql, "-h"])
            .arg(self.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn find_binaries() -> PathBuf {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    found.retain(|bin| bin.join("initdb").exists());
    found.sort();
    found.pop().expect("Debian's package `postgresql` is installed (`make setup` installs it)")
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    id.stdout.starts_with(b"0\n")
}

fn as_server_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    // A child of root's server would outlive the test's kill otherwise.
    command
        .args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=KILL"])
        .arg(program);
    command.current_dir("/");
    command
}
