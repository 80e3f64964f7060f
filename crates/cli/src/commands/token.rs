//! `anjian token`: who may see what.

use anjian_core::CaseId;
use anjian_store::{StoreError, TokenAccess};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::Outcome;
use crate::{configuration::DataOptions, output};

/// Arguments of `token`.
#[derive(Args)]
pub struct Token {
    #[command(flatten)]
    data: DataOptions,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// 发放令牌，只显示一次；不带 --case 时可见全部案件
    Create {
        /// 持有人或者用途
        #[arg(long)]
        label: String,
        /// 只可见这些案件（编号，可多次）；以及自己新建的案件
        #[arg(long = "case", value_name = "CASE_ID")]
        cases: Vec<String>,
        /// 只可见自己新建的案件
        #[arg(long)]
        own_cases_only: bool,
    },
    /// 列出令牌（不含令牌内容）
    List,
    /// 作废令牌
    Revoke {
        /// 持有人或者用途
        #[arg(long)]
        label: String,
    },
}

impl Token {
    /// Does the action.
    pub async fn run(self) -> anyhow::Result<Outcome> {
        let store = self.data.open().await?;
        match self.action {
            Action::Create { label, cases, own_cases_only } => {
                let cases: Vec<CaseId> = cases
                    .iter()
                    .map(|id| CaseId::parse(id).with_context(|| format!("“{id}”不是案件编号")))
                    .collect::<Result<_, _>>()?;
                let limited = own_cases_only || !cases.is_empty();
                let access =
                    if limited { TokenAccess::Cases(cases) } else { TokenAccess::AllCases };
                match store.create_token(&label, access).await {
                    Ok(secret) => output::print(&format!("{secret}\n"))?,
                    Err(StoreError::LabelTaken) => {
                        bail!("已有名为“{label}”的令牌；请换一个名称，或者先作废")
                    }
                    Err(StoreError::NotFound) => bail!("所列案件中有不存在的编号"),
                    Err(error) => return Err(error.into()),
                }
            }
            Action::List => {
                for token in store.list_tokens().await? {
                    let access = if token.all_cases { "全部案件" } else { "指定案件" };
                    output::print(&format!("{}　{access}\n", token.label))?;
                }
            }
            Action::Revoke { label } => {
                if !store.revoke_token(&label).await? {
                    bail!("没有名为“{label}”的令牌");
                }
            }
        }
        store.close().await;
        Ok(Outcome::Done)
    }
}
