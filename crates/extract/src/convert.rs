//! Old formats become DOCX by LibreOffice, where it is installed. It runs beside the child, which may
//! write nothing: with a profile of its own, without network where the system allows it, under limits
//! on time, memory and what it writes.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use tokio::process::Command;

use crate::{
    error::{ExtractError, Refusal},
    limits::Limits,
};

/// Where LibreOffice is looked for; the search path of whoever started us is not asked.
const PROGRAMS: [&str; 4] = [
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
];
/// Address space: an idle LibreOffice maps 1.5 GB.
const MEMORY_BYTES: u64 = 4 << 30;
/// Files that are converted; a letter in RTF with pictures has a few megabytes.
const FILE_BYTES: u64 = 100 << 20;
/// Time to start, which takes seconds on a slow disc, beside that for a page.
const START: Duration = Duration::from_secs(60);

/// A format that LibreOffice reads and Anjian does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Convertible {
    /// Rich text.
    Rtf,
    /// DOC before Word 97.
    OldWord,
    /// XML of Word 2003.
    WordXml,
}

impl Convertible {
    /// The name people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rtf => "RTF",
            Self::OldWord => "Word 95或者更早的DOC",
            Self::WordXml => "Word 2003 XML",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Rtf => "rtf",
            Self::OldWord => "doc",
            Self::WordXml => "xml",
        }
    }
}

/// A converted file; removed from disk when dropped.
#[derive(Debug)]
pub(crate) struct Converted {
    folder: TempDir,
}

impl Converted {
    /// Where the DOCX is.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("out/source.docx")
    }
}

/// Converts the file at `path`. Where LibreOffice is missing, the error says what to install.
pub(crate) async fn convert(
    path: &Path,
    format: Convertible,
    limits: &Limits,
) -> Result<Converted, ExtractError> {
    let program = PROGRAMS.iter().map(Path::new).find(|program| program.exists());
    let program = program.ok_or(Refusal::NeedsConversion(format))?;
    let size = tokio::fs::metadata(path).await.map_err(ExtractError::Unreadable)?.len();
    if size > FILE_BYTES {
        return Err(ExtractError::TooLarge { size, limit: FILE_BYTES });
    }
    let converted = Converted { folder: tempfile::tempdir().map_err(ExtractError::NoWorker)? };
    let folder = converted.folder.path();
    let source = folder.join(format!("source.{}", format.ending()));
    tokio::fs::copy(path, &source).await.map_err(ExtractError::Unreadable)?;
    write_profile(folder).await.map_err(ExtractError::NoWorker)?;
    run(program, &source, folder, limits).await?;
    match tokio::fs::metadata(converted.path()).await {
        Ok(metadata) if metadata.len() <= limits.file_bytes => Ok(converted),
        Ok(metadata) => {
            Err(ExtractError::TooLarge { size: metadata.len(), limit: limits.file_bytes })
        }
        Err(_) => Err(Refusal::Damaged.into()),
    }
}

/// Runs LibreOffice under `timeout` and `prlimit`, which every Debian has: the limits hold for all
/// that it starts, and outlive us.
async fn run(
    program: &Path,
    source: &Path,
    folder: &Path,
    limits: &Limits,
) -> Result<(), ExtractError> {
    let seconds = (START + limits.timeout).as_secs();
    let mut arguments: Vec<String> = Vec::new();
    if can_cut_network().await {
        arguments.extend(["unshare", "--map-root-user", "--net", "--"].map(str::to_owned));
    }
    arguments.extend([
        "prlimit".to_owned(),
        format!("--as={MEMORY_BYTES}"),
        format!("--fsize={}", limits.file_bytes),
        format!("--cpu={seconds}"),
        "--core=0".to_owned(),
        "--".to_owned(),
        program.display().to_string(),
        format!("-env:UserInstallation=file://{}", folder.join("profile").display()),
        "--headless".to_owned(),
        "--norestore".to_owned(),
        "--convert-to".to_owned(),
        "docx:MS Word 2007 XML".to_owned(),
        "--outdir".to_owned(),
        folder.join("out").display().to_string(),
        source.display().to_string(),
    ]);
    let status = Command::new("/usr/bin/timeout")
        .args(["--kill-after=5", &seconds.to_string()])
        .args(&arguments)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", folder)
        .env("LANG", "C.UTF-8")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .status()
        .await
        .map_err(ExtractError::NoWorker)?;
    match status.code() {
        Some(0) => Ok(()),
        // What `timeout` says of one that it stopped.
        Some(124 | 137) => Err(ExtractError::Timeout),
        _ => Err(ExtractError::Crashed),
    }
}

/// Whether a network of its own, which is none, can be made for a process; containers forbid it.
async fn can_cut_network() -> bool {
    let probe = Command::new("/usr/bin/unshare")
        .args(["--map-root-user", "--net", "true"])
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .await;
    probe.is_ok_and(|status| status.success())
}

/// Forbids macros, and links to outside: through a proxy that nobody serves, nothing is reached.
async fn write_profile(folder: &Path) -> std::io::Result<()> {
    const SETTINGS: [(&str, &str, &str); 6] = [
        ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
        ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
        ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
        ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
        ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
        ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ];
    let items: String = SETTINGS
        .iter()
        .map(|(path, name, value)| {
            format!("<item oor:path=\"{path}\"><prop oor:name=\"{name}\" oor:op=\"fuse\"><value>{value}</value></prop></item>")
        })
        .collect();
    let settings = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">{items}</oor:items>"
    );
    let user = folder.join("profile/user");
    tokio::fs::create_dir_all(&user).await?;
    tokio::fs::write(user.join("registrymodifications.xcu"), settings).await
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// Where LibreOffice is installed, an RTF becomes a DOCX; where it is not, the way out is told.
    #[tokio::test]
    async fn rich_text_becomes_docx_or_the_way_out_is_told() {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(b"{\\rtf1\\ansi\\ansicpg936 \\'d1\\'b6\\'ce\\'ca\\par}").expect("written");
        match convert(file.path(), Convertible::Rtf, &Limits::default()).await {
            Ok(converted) => {
                let bytes = std::fs::read(converted.path()).expect("it can be read");
                assert!(bytes.starts_with(b"PK"));
                let folder = converted.folder.path().to_owned();
                drop(converted);
                assert!(!folder.exists());
            }
            Err(error) => {
                assert!(PROGRAMS.iter().all(|program| !Path::new(program).exists()), "{error:?}");
                assert!(error.user_message("笔录.rtf").contains("libreoffice-writer"));
            }
        }
    }
}
