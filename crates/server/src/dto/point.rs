use anjian_review::Point;
use anjian_store::VerdictCount;
use serde::Serialize;
use utoipa::ToSchema;

/// A supervision point (监督点) in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PointJson {
    pub id: String,
    pub name: String,
    /// 监督场景
    pub scenario: String,
    pub version: u32,
    pub enabled: bool,
    /// Findings that people confirmed, over all cases.
    pub confirmed: u32,
    /// Findings that people rejected.
    pub rejected: u32,
    /// Confirmed of decided; null where none was decided.
    pub precision: Option<f64>,
    /// True where the office's floor makes hints of its hits.
    pub only_hints: bool,
}

impl PointJson {
    pub fn new(point: &Point, count: VerdictCount, only_hints: bool) -> Self {
        let decided = count.decided();
        Self {
            id: point.id.clone(),
            name: point.name.clone(),
            scenario: point.scenario.clone(),
            version: point.version,
            enabled: point.enabled,
            confirmed: count.confirmed,
            rejected: count.rejected,
            precision: (decided > 0).then(|| f64::from(count.confirmed) / f64::from(decided)),
            only_hints,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PointList {
    pub points: Vec<PointJson>,
    /// Share of confirmed findings below which a point only hints; null where the office set none.
    pub hint_below: Option<f64>,
}
