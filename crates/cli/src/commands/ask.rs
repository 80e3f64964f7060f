//! `anjian ask DIR QUESTION`: one question about a folder.

use std::path::PathBuf;

use anjian_review::AnswerPart;
use clap::Args;

use super::{Outcome, review::read_folder};
use crate::{configuration::ReviewerOptions, output};

/// Arguments of `ask`.
#[derive(Args)]
pub struct Ask {
    /// 案卷文件夹
    folder: PathBuf,
    /// 问题
    question: String,
    #[command(flatten)]
    reviewer: ReviewerOptions,
}

impl Ask {
    /// Answers and prints, each citation with its file and page.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let reviewer = self.reviewer.reviewer()?;
        let Some((dossier, _)) = read_folder(&self.folder).await? else {
            return Ok(Outcome::NothingDone);
        };
        let answer = reviewer.answer(&dossier, &self.question).await?;
        let mut printed = format!("{}\n\n", reviewer.mode().notice());
        for part in &answer.parts {
            match part {
                AnswerPart::Text(text) => printed.push_str(text),
                AnswerPart::Citation(quote) => printed.push_str(&output::citation(quote)),
            }
        }
        printed.push('\n');
        output::print(&printed)?;
        Ok(Outcome::Done)
    }
}
