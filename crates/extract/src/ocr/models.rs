//! The PP-OCR models: found in a folder, loaded once per process.

use std::path::{Path, PathBuf};

use rten::Model;
use thiserror::Error;

use super::alphabet::Alphabet;

/// Finds where lines of text are (DBNet); input any multiple of 32, output a probability per pixel.
const DETECTION: &str = "PP-OCRv6_det_tiny.onnx";
/// Reads one line 48 pixels high; output probabilities of each char per step (CTC). Its smaller
/// sibling costs a fifth and misreads rare chars of names while it is sure of them.
const RECOGNITION: &str = "PP-OCRv6_rec_small.onnx";
/// Key of a recogniser's chars in its own metadata, one char a line.
const CHARACTERS: &str = "character";

/// The folder has no usable models.
#[derive(Debug, Error)]
pub(crate) enum ModelError {
    /// A file is missing or unreadable.
    #[error("model file {0} cannot be read")]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// A file is no model, or a recogniser without its chars.
    #[error("model file {0} is damaged")]
    Damaged(PathBuf),
}

/// Models for recognition (文字识别).
pub(crate) struct OcrModels {
    pub(super) detection: Model,
    pub(super) recognition: Model,
    /// The chars that the recogniser knows.
    pub(super) alphabet: Alphabet,
}

impl OcrModels {
    /// True where `folder` holds all files, whether or not they load.
    pub fn are_in(folder: &Path) -> bool {
        [DETECTION, RECOGNITION].iter().all(|file| folder.join(file).is_file())
    }

    /// Loads the models of `folder`.
    pub fn load(folder: &Path) -> Result<Self, ModelError> {
        let path = folder.join(RECOGNITION);
        let recognition = load(&path)?;
        let chars = recognition.metadata().get(CHARACTERS).ok_or(ModelError::Damaged(path))?;
        let alphabet = Alphabet::new(chars);
        Ok(Self { detection: load(&folder.join(DETECTION))?, recognition, alphabet })
    }
}

fn load(path: &Path) -> Result<Model, ModelError> {
    let bytes =
        std::fs::read(path).map_err(|error| ModelError::Unreadable(path.to_owned(), error))?;
    Model::load(bytes).map_err(|_| ModelError::Damaged(path.to_owned()))
}
