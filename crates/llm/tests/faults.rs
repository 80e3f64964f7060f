//! The client against an endpoint's faults. The server here stands for faults only; that the client
//! works with a real model server is shown by `make try-model`.

use std::time::Duration;

use anjian_llm::{
    AnswerFault, Client, LlmConfig, LlmError, Prompt, RetryPolicy, Secret, StreamEvent,
};
use futures::StreamExt;
use serde::Deserialize;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What the endpoint does with one request.
#[derive(Clone)]
enum Reply {
    /// Status and body.
    Answer(u16, String),
    /// Server-sent events, then the connection closes.
    Events(Vec<&'static str>),
    /// Nothing, for longer than the client waits.
    Silence,
}

fn completion(text: &str) -> Reply {
    let body = serde_json::json!({ "choices": [{ "message": { "content": text, "reasoning_content": "想一想" }, "finish_reason": "stop" }], "usage": { "prompt_tokens": 7, "completion_tokens": 3 } });
    Reply::Answer(200, body.to_string())
}

/// Serves `replies`, one a request; gives the address and, at the end, what was asked.
async fn endpoint(replies: Vec<Reply>) -> (String, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}/v1", listener.local_addr().expect("an address"));
    let served = tokio::spawn(async move {
        let mut asked = Vec::new();
        for reply in replies {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            asked.push(read_request(&mut stream).await);
            let head = |status: u16, kind: &str, length: Option<usize>| {
                let length =
                    length.map_or(String::new(), |length| format!("content-length: {length}\r\n"));
                format!(
                    "HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\n{length}connection: close\r\n\r\n"
                )
            };
            match reply {
                Reply::Answer(status, body) => {
                    let text = head(status, "application/json", Some(body.len())) + &body;
                    stream.write_all(text.as_bytes()).await.expect("written");
                }
                Reply::Events(events) => {
                    let events: String =
                        events.iter().map(|event| format!("data: {event}\n\n")).collect();
                    let text = head(200, "text/event-stream", None) + &events;
                    stream.write_all(text.as_bytes()).await.expect("written");
                }
                Reply::Silence => tokio::time::sleep(Duration::from_secs(5)).await,
            }
        }
        asked
    });
    (address, served)
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0u8; 4096];
    loop {
        let count = stream.read(&mut chunk).await.expect("read");
        bytes.extend(&chunk[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length: usize = head
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase()
                    .strip_prefix("content-length:")
                    .and_then(|n| n.trim().parse().ok())
            })
            .unwrap_or(0);
        if body.len() >= length || count == 0 {
            return text;
        }
    }
}

fn client(address: &str) -> Client {
    let mut config = LlmConfig::new(address, "deepseek-chat");
    config.api_key = Some(Secret::new("sk-test"));
    config.timeout = Duration::from_millis(900);
    config.retry = RetryPolicy {
        attempts: 3,
        first_pause: Duration::from_millis(10),
        longest_pause: Duration::from_millis(40),
    };
    Client::new(config).expect("a client")
}

fn prompt() -> Prompt {
    Prompt {
        name: "chat".into(),
        version: "1".into(),
        system: "守规矩".into(),
        user: "何时拘留？".into(),
    }
}

#[derive(Debug, Deserialize, PartialEq)]
struct Shape {
    sentences: Vec<String>,
}

#[tokio::test]
async fn an_answer_comes_with_its_tokens_and_without_thoughts() {
    let (address, served) = endpoint(vec![completion("4月8日")]).await;
    let answer = client(&address).complete(&prompt()).await.expect("an answer");
    assert_eq!(
        (answer.text.as_str(), answer.usage.prompt_tokens, answer.usage.completion_tokens),
        ("4月8日", 7, 3)
    );
    let asked = served.await.expect("served").remove(0);
    assert!(
        asked.starts_with("POST /v1/chat/completions")
            && asked.to_lowercase().contains("authorization: bearer sk-test"),
        "{asked}"
    );
}

#[tokio::test]
async fn passing_faults_are_tried_again() {
    let replies =
        vec![Reply::Answer(500, "{}".into()), Reply::Answer(429, "{}".into()), completion("好")];
    let (address, served) = endpoint(replies).await;
    assert_eq!(client(&address).complete(&prompt()).await.expect("an answer").text, "好");
    assert_eq!(served.await.expect("served").len(), 3);
}

#[tokio::test]
async fn a_refused_key_is_not_tried_again() {
    let (address, _) = endpoint(vec![Reply::Answer(401, "{}".into())]).await;
    assert!(matches!(client(&address).complete(&prompt()).await, Err(LlmError::KeyRefused(401))));
}

#[tokio::test]
async fn silence_ends_at_the_timeout_and_nobody_is_unreachable() {
    let (address, _) = endpoint(vec![Reply::Silence]).await;
    assert!(matches!(client(&address).complete(&prompt()).await, Err(LlmError::TimedOut(_))));
    assert!(matches!(
        client("http://127.0.0.1:9/v1").complete(&prompt()).await,
        Err(LlmError::Unreachable(_))
    ));
}

#[tokio::test]
async fn json_is_asked_for_twice_at_most() {
    let (address, served) = endpoint(vec![
        completion("好的，如下"),
        completion("```json\n{\"sentences\":[\"一\"]}\n```"),
    ])
    .await;
    let answer = client(&address).complete_json::<Shape>(&prompt()).await.expect("JSON");
    assert_eq!(
        (answer.value, answer.usage.prompt_tokens),
        (Shape { sentences: vec!["一".into()] }, 14)
    );
    assert!(served.await.expect("served")[0].contains("json_object"));
    let (address, _) = endpoint(vec![completion("不会"), completion("还是不会")]).await;
    let refused = client(&address).complete_json::<Shape>(&prompt()).await;
    assert!(matches!(refused, Err(LlmError::BadAnswer(AnswerFault::NotTheJson))));
}

#[tokio::test]
async fn a_stream_comes_in_pieces_and_a_cut_one_is_an_error() {
    const FIRST: &str = r#"{"choices":[{"delta":{"content":"4月"}}]}"#;
    const LAST: &str = r#"{"choices":[{"delta":{"content":"8日"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":2}}"#;
    let (address, _) = endpoint(vec![Reply::Events(vec![FIRST, LAST, "[DONE]"])]).await;
    let events: Vec<_> =
        client(&address).stream(&prompt()).await.expect("a stream").collect().await;
    let text: String = events
        .iter()
        .filter_map(|event| match event {
            Ok(StreamEvent::Delta(text)) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(text, "4月8日");
    assert!(
        matches!(events.last(), Some(Ok(StreamEvent::End { usage, .. })) if usage.completion_tokens == 2),
        "{events:?}"
    );

    let (address, _) = endpoint(vec![Reply::Events(vec![FIRST])]).await;
    let events: Vec<_> =
        client(&address).stream(&prompt()).await.expect("a stream").collect().await;
    assert!(matches!(events.last(), Some(Err(LlmError::BrokenOff))), "{events:?}");
}
