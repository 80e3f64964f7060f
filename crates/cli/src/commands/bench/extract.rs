//! `anjian bench extract`: fidelity and speed of reading, beside other tools in the same run.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anjian_core::FilePages;
use anjian_extract::{ExtractError, Limits, Password, ReadOptions, Worker, read_nested};
use clap::Args;
use tokio::sync::mpsc;

use super::{
    inputs::{Group, Input, load_inputs},
    peers::{PeerReading, Peers, parse_program, probes},
    report::{PDFTOTEXT, PYMUPDF, RAPIDOCR, Reading, Report, Row},
    similarity::Likeness,
    table::print_table,
};
use crate::{
    commands::{Outcome, extractor},
    output,
};

/// Arguments of `bench extract`.
#[derive(Args)]
pub struct ExtractBench {
    /// 输入文件夹（由 eval/extraction 生成：NAME.pdf 和 NAME.json）
    #[arg(long, value_name = "DIR")]
    inputs: PathBuf,
    /// 其他工具的读取记录（*.jsonl）
    #[arg(long, value_name = "DIR")]
    peers: Option<PathBuf>,
    /// 其他工具的程序，与案鉴交替读取各文件，如“venv/bin/python eval/extraction/peers.py”
    #[arg(long, value_name = "COMMAND", conflicts_with = "peers")]
    peer_program: Option<String>,
    /// 文字PDF读取的次数，取中位数
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// 只测这些种类
    #[arg(long)]
    kind: Vec<String>,
    /// 每种只读一次
    #[arg(long)]
    quick: bool,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl ExtractBench {
    /// Measures every input and prints the figures.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let inputs = load_inputs(&self.inputs, &self.kind)?;
        if inputs.is_empty() {
            eprintln!(
                "输入文件夹“{}”里没有输入；请先运行 make bench-extract",
                self.inputs.display()
            );
            return Ok(Outcome::NothingDone);
        }
        let readers = Readers::new(extractor(Limits::default())?);
        let program = self.peer_program.as_deref().map(parse_program);
        let mut peers = Peers::new(self.peers.as_deref(), program)?;
        let (child_start_seconds, model_load_seconds) = self.overheads(&readers.whole).await;
        let mut rows = Vec::new();
        for input in &inputs {
            eprintln!("测量 {}", input.truth.kind);
            rows.extend(self.measure(&readers, input, &mut peers, model_load_seconds).await?);
        }
        let report = Report {
            child_start_seconds,
            model_load_seconds,
            rapidocr_load_seconds: peers.load_seconds.get(RAPIDOCR).copied(),
            can_recognise: readers.whole.can_recognise(),
            rows,
        };
        let printed = if self.json {
            format!("{}\n", serde_json::to_string_pretty(&report)?)
        } else {
            print_table(&report)
        };
        output::print(&printed)?;
        Ok(Outcome::Done)
    }

    /// What a child's start costs, and the models' loading where there are models.
    async fn overheads(&self, worker: &Worker) -> (f64, Option<f64>) {
        let (line, picture) = probes(&self.inputs);
        let mut starts = Vec::new();
        let mut loads = Vec::new();
        for _ in 0..self.rounds() {
            starts.push(timed(worker, &line, None).await.0);
            let (seconds, result) = timed(worker, &picture, None).await;
            loads.extend(result.is_ok().then_some(seconds));
        }
        let start = median(&mut starts);
        (start, (!loads.is_empty()).then(|| (median(&mut loads) - start).max(0.0)))
    }

    fn rounds(&self) -> usize {
        if self.quick { 1 } else { self.rounds.max(1) }
    }

    async fn measure(
        &self,
        readers: &Readers,
        input: &Input,
        peers: &mut Peers,
        model_load_seconds: Option<f64>,
    ) -> anyhow::Result<Vec<Row>> {
        let password = input.truth.password.as_deref();
        let is_scan = input.truth.dpi.is_some();
        let (rounds, worker) =
            if is_scan { (1, &readers.whole) } else { (self.rounds(), &readers.text_alone) };
        let mut times = Vec::new();
        let mut result = Err(String::new());
        for round in 0..rounds {
            // The peers come between our readings, not before all of them.
            if round == rounds / 2 {
                peers.read_now(&input.path).await?;
            }
            let (seconds, read) = timed(worker, &input.path, password).await;
            times.push(seconds);
            result = read.map_err(|error| error.user_message(&input.truth.kind));
        }
        let mut seconds = median(&mut times);
        let mut compared_seconds = None;
        if is_scan {
            seconds = (seconds - model_load_seconds.unwrap_or_default()).max(0.0);
        } else if readers.whole.can_recognise() {
            // Fidelity is that of the reading that users get.
            let (seconds, read) = timed(&readers.whole, &input.path, password).await;
            compared_seconds = read.is_ok().then_some(seconds);
            result = read.map_err(|error| error.user_message(&input.truth.kind));
        }
        let tools: &[&str] = if is_scan { &[RAPIDOCR] } else { &[PYMUPDF, PDFTOTEXT] };
        let reading_of = |tool: &&str| {
            let reading = peers.reading(tool, &input.truth.kind)?;
            Some(((*tool).to_owned(), score_peer(input, reading)))
        };
        let own = Row {
            kind: input.truth.kind.clone(),
            group: input.truth.group,
            is_scan,
            pages: input.truth.pages.len(),
            anjian: score(input, &result, seconds),
            compared_seconds,
            peers: tools.iter().filter_map(reading_of).collect(),
        };
        let mut rows = vec![own];
        if !input.truth.attachments.is_empty() {
            rows.push(inside(&readers.whole, input).await);
        }
        Ok(rows)
    }
}

/// The same reader as users have it, and without models: then no text layer is compared with what
/// is recognised, as no peer compares it.
struct Readers {
    whole: Worker,
    text_alone: Worker,
}

impl Readers {
    fn new(whole: Worker) -> Self {
        let text_alone = whole.clone().with_models(None);
        Self { whole, text_alone }
    }
}

async fn timed(
    worker: &Worker,
    path: &Path,
    password: Option<&str>,
) -> (f64, Result<FilePages, ExtractError>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let password = password.and_then(|it| Password::new(it.to_owned()));
    let options = ReadOptions { password, ..ReadOptions::default() };
    let (events, mut said) = mpsc::channel(1);
    let started = Instant::now();
    let reading = worker.read(path, &name, options, events);
    let hearing = async { while said.recv().await.is_some() {} };
    let (result, ()) = tokio::join!(reading, hearing);
    (started.elapsed().as_secs_f64(), result.map(|read| read.pages))
}

/// The row of the files inside the file: their texts, as one in order of their names.
async fn inside(worker: &Worker, input: &Input) -> Row {
    let attachments = &input.truth.attachments;
    let name = input.path.file_name().unwrap_or_default().to_string_lossy();
    let started = Instant::now();
    let readings = read_nested(worker, &input.path, &name, None, &|_| {}).await;
    let seconds = started.elapsed().as_secs_f64();
    let members = readings.iter().filter(|reading| reading.name != name);
    let mut texts = String::new();
    let mut refused = None;
    for member in members {
        match &member.result {
            Ok(file) => texts.extend(file.pages.iter().map(|page| &*page.text)),
            Err(problem) => refused = Some(problem.message.clone()),
        }
    }
    let mut likeness = Likeness::default();
    likeness.add(&attachments.concat(), &texts);
    Row {
        kind: format!("{}内的文件", input.truth.kind),
        group: Group::Extra,
        is_scan: false,
        pages: attachments.len(),
        anjian: Reading {
            similarity: likeness.similarity(),
            unordered: likeness.unordered(),
            seconds,
            refused,
        },
        compared_seconds: None,
        peers: Vec::new(),
    }
}

fn score(input: &Input, result: &Result<FilePages, String>, seconds: f64) -> Reading {
    let (pages, refused) = match result {
        Ok(file) => (&file.pages[..], None),
        Err(refused) => (&[][..], Some(refused.clone())),
    };
    let mut likeness = Likeness::default();
    for (number, page) in (1u32..).zip(&input.truth.pages) {
        let read = pages.iter().find(|it| it.number == Some(number));
        likeness.add(&page.text, read.map_or("", |it| &it.text));
    }
    Reading { similarity: likeness.similarity(), unordered: likeness.unordered(), seconds, refused }
}

fn score_peer(input: &Input, reading: &PeerReading) -> Reading {
    let mut likeness = Likeness::default();
    for (number, page) in (1..).zip(&input.truth.pages) {
        likeness.add(&page.text, reading.pages.get(&number).map_or("", |text| text));
    }
    Reading {
        similarity: likeness.similarity(),
        unordered: likeness.unordered(),
        seconds: reading.seconds,
        refused: None,
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
