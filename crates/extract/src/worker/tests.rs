use anjian_core::{FilePages, Page, PageNoteKind};
use tokio::sync::mpsc;

use super::*;

/// A worker whose child is a shell script; `$2` is the first page it is asked for.
fn worker(script: &str) -> Worker {
    let arguments = vec!["-c".into(), script.into()];
    Worker::new("/bin/sh".into(), arguments, Limits::default())
}

async fn extract(script: &str) -> Result<FilePages, ExtractError> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    worker(script).extract(file.path(), "卷一.pdf").await
}

/// Reads with `script`; gives the result and, as text, what was said on the way.
async fn read(script: &str, options: ReadOptions) -> (Result<FileRead, ExtractError>, Vec<String>) {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let worker = worker(script);
    let (events, mut said) = mpsc::channel(1);
    let hearing = async {
        let mut heard = Vec::new();
        while let Some(event) = said.recv().await {
            heard.push(match event {
                ReadEvent::Total(total) => format!("共{total}页"),
                ReadEvent::Page(page) => format!("{}：{}", page.number.unwrap_or(0), page.text),
                ReadEvent::Member(member) => {
                    let bytes = std::fs::read(&member.path).expect("the member's bytes");
                    format!("{}：{}", member.name, String::from_utf8_lossy(&bytes))
                }
                ReadEvent::LostMember { problem, .. } => problem.message,
            });
        }
        heard
    };
    tokio::join!(worker.read(file.path(), "卷一.pdf", options, events), hearing)
}

#[tokio::test]
async fn a_page_that_kills_its_child_costs_that_page() {
    let file = extract(
        r#"echo '{"paged":3}'
        if [ "$2" = 1 ]; then echo '{"page":{"text":"一","layout":null}}'; fi
        if [ "$2" -le 2 ]; then kill -9 $$; fi
        echo '{"page":{"text":"三","layout":null}}'"#,
    )
    .await
    .expect("two pages are good");
    let texts: Vec<&str> = file.pages.iter().map(|page| &*page.text).collect();
    assert_eq!(texts, ["一", "", "三"]);
    let notes = file.pages[1].layout.as_ref().map(|layout| &layout.notes).expect("a note");
    assert_eq!(notes[0].kind, PageNoteKind::Unread);
}

#[tokio::test]
async fn a_child_that_dies_of_what_it_read_before_costs_no_page() {
    // Each child dies after two pages, whichever they are.
    let file = extract(
        r#"echo '{"paged":5}'
        for page in $2 $(($2 + 1)); do echo '{"page":{"text":"'第$page页'","layout":null}}'; done
        [ "$2" -lt 5 ] && kill -9 $$; exit 0"#,
    )
    .await
    .expect("all pages are good");
    let texts: Vec<&str> = file.pages.iter().map(|page| &*page.text).collect();
    assert_eq!(texts, ["第1页", "第2页", "第3页", "第4页", "第5页"]);
}

#[tokio::test]
async fn a_page_over_its_time_costs_that_page() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let script = r#"echo '{"paged":2}'
        if [ "$2" = 1 ]; then sleep 60; fi
        echo '{"page":{"text":"二","layout":null}}'"#;
    let mut worker = worker(script);
    worker.limits.timeout = std::time::Duration::from_millis(400);
    let read = worker.extract(file.path(), "卷一.pdf").await.expect("one page is good");
    let texts: Vec<&str> = read.pages.iter().map(|page| &*page.text).collect();
    assert_eq!(texts, ["", "二"]);
}

#[tokio::test]
async fn a_file_that_kills_every_child_is_given_up() {
    let result = extract(r#"echo '{"paged":900}'; kill -9 $$"#).await;
    assert!(matches!(result, Err(ExtractError::Crashed)));
    let result = extract("kill -9 $$").await;
    assert!(matches!(result, Err(ExtractError::Crashed)));
}

#[tokio::test]
async fn a_panic_before_the_first_page_is_a_damaged_file() {
    let result = extract("exit 101").await;
    assert!(matches!(result, Err(ExtractError::Refused(Refusal::Damaged))));
}

#[tokio::test]
async fn pages_are_said_as_they_come_and_begin_after_the_known() {
    let script = r#"echo '{"paged":3}'
        for page in 1 2 3; do
          if [ $page -ge "$2" ]; then echo '{"page":{"text":"'第$page页'","layout":null}}'; fi
        done"#;
    let (result, said) = read(script, ReadOptions::default()).await;
    assert_eq!(said, ["共3页", "1：第1页", "2：第2页", "3：第3页"]);
    assert_eq!(result.expect("read").pages.pages.len(), 3);

    let known =
        Page {
            file: "卷一.pdf".into(), number: Some(1), text: "早已读过".into(), layout: None
        };
    let (result, said) = read(script, ReadOptions { known: vec![known], password: None }).await;
    assert_eq!(said, ["共3页", "2：第2页", "3：第3页"]);
    let texts: Vec<String> =
        result.expect("read").pages.pages.iter().map(|page| page.text.to_string()).collect();
    assert_eq!(texts, ["早已读过", "第2页", "第3页"]);
}

#[tokio::test]
async fn a_file_of_too_many_pages_is_refused() {
    let result = extract(r#"echo '{"paged":1000000}'; sleep 60"#).await;
    assert!(matches!(result, Err(ExtractError::TooManyPages { .. })));
}

#[tokio::test]
async fn members_are_said_and_belong_to_their_archive() {
    let script = r#"echo '{"member":{"name":"甲/一.txt","length":7}}'; printf 'abc\n{"}'
        echo '{"lost_member":{"name":"乙.pdf","refusal":{"refusal":"encrypted"}}}'
        echo '"unpacked"'"#;
    let (result, said) = read(script, ReadOptions::default()).await;
    let read = result.expect("an archive is no failure");
    assert_eq!((read.members, read.pages.pages.len()), (2, 0));
    assert_eq!(said[0], "卷一.pdf/甲/一.txt：abc\n{\"}");
    assert!(said[1].contains("“卷一.pdf/乙.pdf”已加密"), "{}", said[1]);
}

#[tokio::test]
async fn attachments_that_kill_the_child_cost_no_page() {
    let script = r#"echo '{"paged":2}'
        for page in 1 2; do
          if [ $page -ge "$2" ]; then echo '{"page":{"text":"字","layout":null}}'; fi
        done
        echo '{"member":{"name":"附件.zip","length":100}}'; printf 'abc'; kill -9 $$"#;
    let (result, _) = read(script, ReadOptions::default()).await;
    let read = result.expect("the pages are good");
    assert_eq!(read.pages.pages.len(), 2);
    assert!(read.problem.is_some_and(|problem| problem.message.contains("附件")));
}

#[tokio::test]
async fn the_password_is_not_on_the_command_line() {
    let script = r#"case "$*" in *secret*) exit 1;; esac
        echo '{"unpaged":{"text":"'"$ANJIAN_CHILD_PASSWORD"'","layout":null}}'"#;
    let password = Password::new("secret".into());
    let (result, _) = read(script, ReadOptions { password, known: Vec::new() }).await;
    assert_eq!(&*result.expect("read").pages.pages[0].text, "secret");
}

#[tokio::test]
async fn a_file_without_a_readable_page_is_damaged_and_no_scan() {
    let said = |page| serde_json::to_string(&Message::Page(page)).expect("a message is JSON");
    let (unread, blank) = (said(ExtractedPage::unread()), said(ExtractedPage::blank()));
    let damaged = extract(&format!("echo '{{\"paged\":2}}\n{unread}\n{unread}'")).await;
    assert!(matches!(damaged, Err(ExtractError::Refused(Refusal::Damaged))), "{damaged:?}");
    let scanned = extract(&format!("echo '{{\"paged\":2}}\n{unread}\n{blank}'")).await;
    assert!(matches!(scanned, Err(ExtractError::Refused(Refusal::NoTextLayer))), "{scanned:?}");
}
