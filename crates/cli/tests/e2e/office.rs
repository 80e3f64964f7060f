//! An office of its own: a data folder, a running server, a token.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

/// Root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// A sample dossier's folder.
pub fn dossier(name: &str) -> PathBuf {
    repository().join("fixtures/dossiers").join(name)
}

/// The binary, told nothing by the environment of the test.
pub fn anjian() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anjian"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("ANJIAN_")) {
        command.env_remove(name);
    }
    command
}

/// Runs the binary to its end.
pub fn run(arguments: &[&str]) -> Output {
    anjian().args(arguments).output().expect("the binary runs")
}

/// A server on a data folder.
pub struct Office {
    pub folder: PathBuf,
    pub address: String,
    pub token: String,
    process: Child,
}

impl Office {
    /// Starts a server on `folder`, with a new token for all cases.
    pub fn open(folder: &Path) -> Self {
        let data = folder.join("data").display().to_string();
        let label = format!("测试{}", std::process::id());
        run(&["token", "--data", &data, "revoke", "--label", &label]);
        let token = create_token(&data, &["--label", &label]);
        let (process, address) = start(&data);
        Self { folder: folder.to_owned(), address, token, process }
    }

    /// Path of the data folder.
    pub fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    /// Makes a token that sees only cases it creates.
    pub fn limited_token(&self, label: &str) -> String {
        create_token(&self.data(), &["--label", label, "--own-cases-only"])
    }

    /// GET with the office's token.
    pub fn get(&self, path: &str) -> Value {
        let (status, body) = self.request("GET", path, &self.token, None);
        assert_eq!(status, 200, "GET {path}: {body}");
        body
    }

    /// Sends JSON; gives status and JSON.
    pub fn request(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: Option<&Value>,
    ) -> (u16, Value) {
        let text = body.map(Value::to_string).unwrap_or_default();
        let content_type = if body.is_some() { "application/json" } else { "" };
        let (status, answer) = self.send(method, path, token, (content_type, text.into_bytes()));
        (status, serde_json::from_str(&answer).unwrap_or(Value::String(answer)))
    }

    /// Sends bytes; gives status and text.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        token: &str,
        (content_type, bytes): (&str, Vec<u8>),
    ) -> (u16, String) {
        let agent: ureq::Agent =
            ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut request =
            ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.address));
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        let request = request.body(bytes).expect("a request");
        let mut answer = agent.run(request).expect("the server answers");
        (answer.status().as_u16(), answer.body_mut().read_to_string().expect("a body"))
    }

    /// GETs bytes with the office's token; gives status, headers and bytes.
    pub fn fetch(
        &self,
        path: &str,
        headers: &[(&str, &str)],
    ) -> (u16, ureq::http::HeaderMap, Vec<u8>) {
        let agent: ureq::Agent =
            ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut request = agent
            .get(format!("{}{path}", self.address))
            .header("authorization", format!("Bearer {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut answer = request.call().expect("the server answers");
        let bytes = answer.body_mut().read_to_vec().expect("a body");
        (answer.status().as_u16(), answer.headers().clone(), bytes)
    }

    /// Creates a case; gives its id.
    pub fn create_case(&self, name: &str) -> String {
        let (status, case) = self.request(
            "POST",
            "/api/v1/cases",
            &self.token,
            Some(&serde_json::json!({ "name": name })),
        );
        assert_eq!(status, 201, "{case}");
        case["id"].as_str().expect("an id").to_owned()
    }

    /// Uploads files in one request; gives status and JSON.
    pub fn upload(&self, case: &str, files: &[(&str, Vec<u8>)]) -> (u16, Value) {
        let mut body = Vec::new();
        for (name, bytes) in files {
            body.extend(format!("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--cut--\r\n");
        let path = format!("/api/v1/cases/{case}/files");
        let (status, answer) =
            self.send("POST", &path, &self.token, ("multipart/form-data; boundary=cut", body));
        (status, serde_json::from_str(&answer).expect("JSON"))
    }

    /// Uploads every file of a sample dossier.
    pub fn upload_dossier(&self, case: &str, name: &str) -> usize {
        let files = files_of(&dossier(name));
        for (name, bytes) in &files {
            let (status, answer) = self.upload(case, &[(name, bytes.clone())]);
            assert_eq!(status, 202, "{answer}");
        }
        files.len()
    }

    /// Waits until the case's processing has ended; gives its progress.
    pub fn wait_until_processed(&self, case: &str) -> Value {
        self.wait_until(case, |progress| {
            progress["review"] == "done" || progress["review"] == "failed"
        })
    }

    /// Waits until the case's progress `is_there`; gives it.
    pub fn wait_until(&self, case: &str, is_there: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + Duration::from_secs(120);
        loop {
            let progress = self.get(&format!("/api/v1/cases/{case}/progress"));
            if is_there(&progress) {
                return progress;
            }
            assert!(Instant::now() < deadline, "processing ends within two minutes: {progress}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Kills the server as a power cut does.
    pub fn kill(mut self) -> PathBuf {
        self.process.kill().expect("killed");
        self.process.wait().expect("gone");
        self.folder.clone()
    }

    /// Asks the server to stop; gives whether it stopped cleanly and how long it took.
    pub fn terminate(mut self) -> (bool, Duration) {
        let started = Instant::now();
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs").success());
        let status = self.process.wait().expect("gone");
        (status.success(), started.elapsed())
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Names and bytes of a folder's files, in order.
pub fn files_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            (
                path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                std::fs::read(&path).expect("a file"),
            )
        })
        .collect()
}

fn create_token(data: &str, arguments: &[&str]) -> String {
    let output = run(&[&["token", "--data", data, "create"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

/// Starts a server on a free port and waits until it says its address.
fn start(data: &str) -> (Child, String) {
    let mut process = anjian()
        .args(["serve", "--data", data, "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    let stdout = process.stdout.take().expect("piped");
    let first = BufReader::new(stdout).lines().next().expect("a line").expect("text");
    let address = first.split_once("http://").expect("an address").1.trim_end_matches('/');
    (process, format!("http://{address}"))
}
