//! The figures of `bench extract` as values, and which bar each is held to.

use serde::Serialize;

use super::inputs::Group;

/// The peer that text PDFs are compared with for speed.
pub const PYMUPDF: &str = "pymupdf";
/// Another reader of text PDFs.
pub const PDFTOTEXT: &str = "pdftotext";
/// The peer on scans.
pub const RAPIDOCR: &str = "rapidocr";

/// Pages a second on text PDFs, at least so many times PyMuPDF's (issue 3).
pub const TEXT_SPEED_BAR: f64 = 2.0;
/// Seconds a page on scans, at most this share of RapidOCR's (issue 3).
pub const SCAN_TIME_BAR: f64 = 0.5;

/// All figures of one run.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Seconds from starting a child to the text of a one-line file.
    pub child_start_seconds: f64,
    /// The same for a one-line picture, less the child's start: the models' loading.
    pub model_load_seconds: Option<f64>,
    /// RapidOCR's loading.
    pub rapidocr_load_seconds: Option<f64>,
    /// True where scans are recognised and text layers compared with what the page shows.
    pub can_recognise: bool,
    /// A row for each kind of input.
    pub rows: Vec<Row>,
}

/// One kind of input.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its name.
    pub kind: String,
    /// What it is held to.
    pub group: Group,
    /// True where pages are recognised.
    pub is_scan: bool,
    /// Pages of the file.
    pub pages: usize,
    /// Our reading.
    pub anjian: Reading,
    /// Seconds for a text PDF whose layer is compared, on a sample of its pages, with what is
    /// recognised there; the models' loading included.
    pub compared_seconds: Option<f64>,
    /// Others', by tool.
    pub peers: Vec<(String, Reading)>,
}

/// What a tool made of an input.
#[derive(Debug, Clone, Serialize)]
pub struct Reading {
    /// Edit similarity in reading order.
    pub similarity: f64,
    /// Characters right in any order.
    pub unordered: f64,
    /// Seconds for the whole file, a text PDF's without comparison; without the models' loading.
    pub seconds: f64,
    /// Why nothing was read.
    pub refused: Option<String>,
}

impl Row {
    /// A peer's reading.
    pub fn peer(&self, tool: &str) -> Option<&Reading> {
        self.peers.iter().find(|(name, _)| name == tool).map(|(_, reading)| reading)
    }

    /// Whether the text reaches its bar; `None` where there is none.
    pub fn is_faithful(&self) -> Option<bool> {
        self.group.bar().map(|bar| self.anjian.similarity >= bar)
    }

    /// Our time as a share of `tool`'s; refusing takes no time worth telling.
    pub fn time_share(&self, tool: &str) -> Option<f64> {
        if self.anjian.refused.is_some() {
            return None;
        }
        let theirs = self.peer(tool)?.seconds;
        (theirs > 0.0).then(|| self.anjian.seconds / theirs)
    }
}

impl Report {
    /// Times of all rows that `tool` read too: ours, its, and the pages.
    pub fn times(&self, tool: &str) -> (f64, f64, usize) {
        let mut sums = (0.0, 0.0, 0);
        for row in &self.rows {
            if let (Some(peer), None) = (row.peer(tool), &row.anjian.refused) {
                sums.0 += row.anjian.seconds;
                sums.1 += peer.seconds;
                sums.2 += row.pages;
            }
        }
        sums
    }

    /// What comparing the text layers costs: seconds more than reading them alone, over how many
    /// files and pages.
    pub fn comparison(&self) -> Option<(f64, usize, usize)> {
        let compared = self.rows.iter().filter_map(|row| Some((row, row.compared_seconds?)));
        let mut sums = (0.0, 0, 0);
        for (row, seconds) in compared {
            sums.0 += (seconds - row.anjian.seconds).max(0.0);
            sums.1 += 1;
            sums.2 += row.pages;
        }
        (sums.1 > 0).then_some(sums)
    }

    /// Geometric mean of the kinds' shares of `tool`'s time: a kind that one tool reads very slowly
    /// weighs no more than another.
    pub fn mean_time_share(&self, tool: &str) -> Option<f64> {
        let shares: Vec<f64> = self.rows.iter().filter_map(|row| row.time_share(tool)).collect();
        let logarithms: f64 = shares.iter().map(|share| share.ln()).sum();
        (!shares.is_empty()).then(|| (logarithms / shares.len() as f64).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(seconds: f64, theirs: f64, refused: Option<&str>) -> Row {
        let reading = |seconds, refused: Option<&str>| Reading {
            similarity: 0.996,
            unordered: 1.0,
            seconds,
            refused: refused.map(str::to_owned),
        };
        Row {
            kind: "embedded".to_owned(),
            group: Group::Text,
            is_scan: false,
            pages: 10,
            anjian: reading(seconds, refused),
            compared_seconds: refused.is_none().then_some(seconds + 0.5),
            peers: vec![(PYMUPDF.to_owned(), reading(theirs, None))],
        }
    }

    #[test]
    fn times_are_of_what_both_read() {
        let rows = vec![row(1.0, 4.0, None), row(1.0, 1.0, None), row(0.1, 9.0, Some("加密"))];
        let report = Report {
            child_start_seconds: 0.0,
            model_load_seconds: None,
            rapidocr_load_seconds: None,
            can_recognise: true,
            rows,
        };
        assert_eq!(report.times(PYMUPDF), (2.0, 5.0, 20));
        assert_eq!(report.mean_time_share(PYMUPDF), Some(0.5));
        assert_eq!(report.mean_time_share(RAPIDOCR), None);
        assert_eq!(report.comparison(), Some((1.0, 2, 20)));
        assert_eq!(report.rows[0].is_faithful(), Some(true));
    }
}
