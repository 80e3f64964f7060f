//! What a child is started for beside reading: to draw a page, to say what it could still do.

use std::path::Path;

use super::{Answers, Budget, Worker};
use crate::{child::Message, drawing::Drawing, error::ExtractError, read::Password};

impl Worker {
    /// Draws a page of the file at `path`; gives the bytes of the image.
    pub async fn draw(
        &self,
        path: &Path,
        drawing: &Drawing,
        password: Option<&Password>,
    ) -> Result<Vec<u8>, ExtractError> {
        self.check_size(path).await?;
        let drawing = serde_json::to_string(drawing).map_err(|_| ExtractError::Crashed)?;
        let errand = format!("--draw={drawing}").into();
        let (_child, stdout) = self.spawn(path, 1, password, Some(errand))?;
        let mut budget = Budget::new(&self.limits);
        let mut answers = Answers::new(stdout, self.limits.timeout, &mut budget);
        match answers.next().await? {
            Some(Message::Drawn { length }) => answers.image(length).await,
            Some(Message::Refused(refusal)) => Err(refusal.into()),
            _ => Err(ExtractError::Crashed),
        }
    }

    /// What children can do that they should not, each in a word; none where the kernel isolates
    /// them.
    pub async fn isolation_gaps(&self) -> Result<Vec<String>, ExtractError> {
        let errand = "--check-isolation".into();
        let (_child, stdout) = self.spawn(Path::new("/dev/null"), 1, None, Some(errand))?;
        let mut budget = Budget::new(&self.limits);
        let mut answers = Answers::new(stdout, self.limits.timeout, &mut budget);
        match answers.next().await? {
            Some(Message::Gaps(gaps)) => Ok(gaps),
            _ => Err(ExtractError::Crashed),
        }
    }
}
