//! A file with all that is inside it: archives in archives, attachments of letters.

use std::path::Path;

use anjian_core::{FilePages, Problem, order::natural_order};
use futures::future::{BoxFuture, FutureExt};
use tokio::sync::mpsc;

use crate::{
    error::{ExtractError, Refusal},
    read::{FileRead, Password, ReadEvent, ReadOptions},
    worker::Worker,
};

/// Files inside files that are opened, one in the other: 外层.zip/中层.zip/内层.zip/文件.pdf.
pub const DEPTH: usize = 3;

/// Files not opened for that are told one by one up to this many, the rest by their number: a trap
/// of twenty thousand is one sentence, not a list nobody reads.
const TOLD: usize = 20;

/// One file of those that a file turned out to be.
#[derive(Debug)]
pub struct Reading {
    /// Its name, behind that of the file it is in.
    pub name: String,
    /// Its pages, or what kept them.
    pub result: Result<FilePages, Problem>,
}

/// A file whose pages are being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageProgress {
    /// Its name.
    pub file: String,
    /// Pages read.
    pub done: usize,
    /// Pages in all.
    pub total: usize,
}

/// Reads the file at `path` and what is inside it: the file itself first, then its members in
/// natural order of their names. An archive is no reading of its own. A member that is encrypted is
/// tried with the same `password`: who packs encrypted files mostly has one for all.
pub async fn read_nested(
    worker: &Worker,
    path: &Path,
    name: &str,
    password: Option<Password>,
    report: &(dyn Fn(PageProgress) + Sync),
) -> Vec<Reading> {
    let left = worker.limits().members;
    let mut nest = Nest { worker, report, password, left, unopened: 0, readings: Vec::new() };
    nest.read(path, name, 0).await;
    if nest.unopened > TOLD {
        let problem = ExtractError::too_deep_besides(name, nest.unopened - TOLD, DEPTH);
        nest.lose(name.to_owned(), problem);
    }
    nest.readings.sort_by(|a, b| natural_order(&a.name, &b.name));
    nest.readings
}

struct Nest<'a> {
    worker: &'a Worker,
    report: &'a (dyn Fn(PageProgress) + Sync),
    password: Option<Password>,
    /// Members that may still be read, over all levels.
    left: usize,
    /// Files that were not opened: too deep inside, or one too many.
    unopened: usize,
    readings: Vec<Reading>,
}

impl Nest<'_> {
    fn read<'a>(&'a mut self, path: &'a Path, name: &'a str, depth: usize) -> BoxFuture<'a, ()> {
        async move {
            let given = self.password.clone();
            let first = given.clone().filter(|_| depth == 0);
            let is_tried = first.is_some();
            let mut result = self.read_with(first, path, name, depth).await;
            let is_locked = matches!(result, Err(ExtractError::Refused(Refusal::Encrypted)));
            if is_locked && given.is_some() && !is_tried {
                // What was not encrypted in it comes again.
                let inside = format!("{name}/");
                self.readings.retain(|reading| !reading.name.starts_with(&inside));
                result = self.read_with(given, path, name, depth).await;
            }
            let result = match result {
                Ok(read) => {
                    if let Some(problem) = read.problem {
                        self.lose(name.to_owned(), problem);
                    }
                    if read.pages.pages.is_empty() {
                        return;
                    }
                    Ok(read.pages)
                }
                Err(error) => Err(error.problem(name)),
            };
            self.readings.push(Reading { name: name.to_owned(), result });
        }
        .boxed()
    }

    async fn read_with(
        &mut self,
        password: Option<Password>,
        path: &Path,
        name: &str,
        depth: usize,
    ) -> Result<FileRead, ExtractError> {
        let (events, mut said) = mpsc::channel(1);
        let options = ReadOptions { password, known: Vec::new() };
        let reading = self.worker.read(path, name, options, events);
        let hearing = async {
            let mut progress = PageProgress { file: name.to_owned(), done: 0, total: 0 };
            while let Some(event) = said.recv().await {
                match event {
                    ReadEvent::Total(total) => progress.total = total,
                    ReadEvent::Page(_) => {
                        progress.done += 1;
                        (self.report)(progress.clone());
                    }
                    ReadEvent::LostMember { name, problem } => self.lose(name, problem),
                    ReadEvent::Member(member) if depth >= DEPTH || self.left == 0 => {
                        self.unopened += 1;
                        if self.unopened <= TOLD {
                            let problem = ExtractError::too_deep(&member.name, DEPTH);
                            self.lose(member.name, problem);
                        }
                    }
                    ReadEvent::Member(member) => {
                        self.left -= 1;
                        self.read(&member.path, &member.name, depth + 1).await;
                    }
                }
            }
        };
        let (result, ()) = tokio::join!(reading, hearing);
        result
    }

    fn lose(&mut self, name: String, problem: Problem) {
        self.readings.push(Reading { name, result: Err(problem) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    /// A child that takes the file's text for its order: `zip` holds two members, the first of which
    /// is a `zip` too.
    const UNPACK: &str = r#"read -r kind depth
        if [ "$kind" = zip ]; then
          next=$((depth - 1)); inner="zip $next"; [ $depth = 1 ] && inner="text 0"
          echo '{"member":{"name":"内'$depth'.zip","length":'${#inner}'}}'; printf '%s' "$inner"
          echo '{"lost_member":{"name":"密'$depth'.pdf","refusal":{"refusal":"encrypted"}}}'
          echo '"unpacked"'
        else
          echo '{"unpaged":{"text":"正文","layout":null}}'
        fi"#;

    async fn read(content: &str) -> Vec<(String, bool)> {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), content).expect("written");
        let arguments = vec!["-c".into(), UNPACK.into()];
        let worker = Worker::new("/bin/sh".into(), arguments, Limits::default());
        let readings = read_nested(&worker, file.path(), "外.zip", None, &|_| {}).await;
        readings.into_iter().map(|reading| (reading.name, reading.result.is_ok())).collect()
    }

    /// A child for which every archive holds an open and a locked member, and is locked itself where
    /// it is told so; the password is the word it gets.
    const LOCKED: &str = r#"read -r kind
        case "$kind" in
          outer) echo '{"member":{"name":"内.zip","length":5}}'; printf 'inner'; echo '"unpacked"' ;;
          inner) printf '%s\n' '{"member":{"name":"明.txt","length":4}}' ; printf 'text'
            if [ "$ANJIAN_CHILD_PASSWORD" = right ]; then
              printf '%s\n' '{"member":{"name":"密.txt","length":4}}'; printf 'text'; echo '"unpacked"'
            else echo '{"refused":{"refusal":"encrypted"}}'; fi ;;
          *) echo '{"unpaged":{"text":"正文","layout":null}}' ;;
        esac"#;

    #[tokio::test]
    async fn a_locked_member_is_tried_with_the_password_and_read_once() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), "outer\n").expect("written");
        let arguments = vec!["-c".into(), LOCKED.into()];
        let worker = Worker::new("/bin/sh".into(), arguments, Limits::default());
        for (password, expected) in [
            (None, vec![("外.zip/内.zip", false), ("外.zip/内.zip/明.txt", true)]),
            (Some("wrong"), vec![("外.zip/内.zip", false), ("外.zip/内.zip/明.txt", true)]),
            (Some("right"), vec![("外.zip/内.zip/密.txt", true), ("外.zip/内.zip/明.txt", true)]),
        ] {
            let password = password.and_then(|password| Password::new(password.to_owned()));
            let readings = read_nested(&worker, file.path(), "外.zip", password, &|_| {}).await;
            let mut read: Vec<(&str, bool)> =
                readings.iter().map(|reading| (&*reading.name, reading.result.is_ok())).collect();
            read.sort();
            assert_eq!(read, expected);
        }
    }

    #[tokio::test]
    async fn what_is_inside_stands_in_the_archives_place() {
        assert_eq!(
            read("zip 2\n").await,
            [
                ("外.zip/内2.zip/内1.zip".to_owned(), true),
                ("外.zip/内2.zip/密1.pdf".to_owned(), false),
                ("外.zip/密2.pdf".to_owned(), false),
            ]
        );
    }

    #[tokio::test]
    async fn archives_are_opened_three_deep() {
        let names = read("zip 9\n").await;
        let deepest = names.iter().max_by_key(|(name, _)| name.matches('/').count());
        let (name, is_read) = deepest.expect("some");
        assert_eq!((name.matches('/').count(), is_read), (DEPTH + 1, &false), "{name}");
    }

    /// A child for which every file holds as many like it as it says.
    const MULTIPLY: &str = r#"read -r kind count
        for number in $(seq 1 "$count"); do
          inner="zip $count"
          echo '{"member":{"name":"'$number'.zip","length":'${#inner}'}}'; printf '%s' "$inner"
        done
        echo '"unpacked"'"#;

    #[tokio::test]
    async fn many_files_too_deep_are_told_by_their_number() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), "zip 3\n").expect("written");
        let arguments = vec!["-c".into(), MULTIPLY.into()];
        let worker = Worker::new("/bin/sh".into(), arguments, Limits::default());
        let readings = read_nested(&worker, file.path(), "外.zip", None, &|_| {}).await;
        assert_eq!(readings.len(), TOLD + 1);
        let rest = readings.iter().find(|reading| reading.name == "外.zip").expect("the rest");
        let sentence = rest.result.as_ref().expect_err("not read");
        // Three in three in three in three, less those told by name.
        assert!(sentence.message.contains(&format!("另有{}个", 81 - TOLD)), "{sentence:?}");
    }
}
