//! The PP-OCR models: found in a folder, loaded once per process.

use std::path::{Path, PathBuf};

use rten::Model;
use thiserror::Error;

use super::alphabet::Alphabet;

/// Finds where lines of text are (DBNet); input any multiple of 32, output a probability per pixel.
const DETECTION: &str = "PP-OCRv6_det_small.rten";
/// Reads one line 48 pixels high; output probabilities of each char per step (CTC).
const RECOGNITION: &str = "PP-OCRv6_rec_small.rten";
/// The recogniser's chars, one a line.
const ALPHABET: &str = "ppocrv6_dict.txt";

/// The folder has no usable models.
#[derive(Debug, Error)]
pub(crate) enum ModelError {
    /// A file is missing or unreadable.
    #[error("model file {0} cannot be read")]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// A file is no model.
    #[error("model file {0} is damaged")]
    Damaged(PathBuf),
}

/// Models and alphabet for recognition (文字识别).
pub(crate) struct OcrModels {
    pub detection: Model,
    pub recognition: Model,
    pub alphabet: Alphabet,
}

impl OcrModels {
    /// True where `folder` holds all files, whether or not they load.
    pub fn are_in(folder: &Path) -> bool {
        [DETECTION, RECOGNITION, ALPHABET].iter().all(|file| folder.join(file).is_file())
    }

    /// Loads the models of `folder`.
    pub fn load(folder: &Path) -> Result<Self, ModelError> {
        let path = folder.join(ALPHABET);
        let chars = std::fs::read_to_string(&path)
            .map_err(|error| ModelError::Unreadable(path.clone(), error))?;
        Ok(Self {
            detection: load(&folder.join(DETECTION))?,
            recognition: load(&folder.join(RECOGNITION))?,
            alphabet: Alphabet::new(&chars),
        })
    }
}

fn load(path: &Path) -> Result<Model, ModelError> {
    let bytes =
        std::fs::read(path).map_err(|error| ModelError::Unreadable(path.to_owned(), error))?;
    Model::load(bytes).map_err(|_| ModelError::Damaged(path.to_owned()))
}
