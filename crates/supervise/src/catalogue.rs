//! The catalogue: the points in force, from the program and from the office's own files.

use std::{collections::BTreeMap, path::Path};

use rust_embed::RustEmbed;

use crate::{error::CatalogueError, point::Point, soundness};

/// The points in force, ordered by id.
#[derive(Debug, Clone)]
pub struct Catalogue {
    points: BTreeMap<String, Point>,
}

/// The project's own points.
#[derive(RustEmbed)]
#[folder = "points"]
struct Embedded;

impl Catalogue {
    /// The points that come with the program.
    pub fn embedded() -> Result<Self, CatalogueError> {
        let mut catalogue = Self { points: BTreeMap::new() };
        for file in Embedded::iter().filter(|file| file.ends_with(".yaml")) {
            let Some(content) = Embedded::get(&file) else { continue };
            catalogue.add(&file, &String::from_utf8_lossy(&content.data))?;
        }
        Ok(catalogue)
    }

    /// The embedded points, each replaced by the file of its id in `dir`, others of `dir` added.
    /// So a technician changes a threshold by putting the changed file there.
    pub fn with_folder(dir: &Path) -> Result<Self, CatalogueError> {
        let mut catalogue = Self::embedded()?;
        for path in point_files(dir)? {
            let text = read_file(&path)?;
            catalogue.add(&path.display().to_string(), &text)?;
        }
        Ok(catalogue)
    }

    fn add(&mut self, file: &str, text: &str) -> Result<(), CatalogueError> {
        let point = parse_point(file, text)?;
        self.points.insert(point.id.clone(), point);
        Ok(())
    }

    /// The points, ordered by id.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        self.points.values()
    }

    /// The point `id`.
    pub fn find_point(&self, id: &str) -> Option<&Point> {
        self.points.get(id)
    }
}

/// The point that `text`, read from `file`, describes, if it is sound.
pub fn parse_point(file: &str, text: &str) -> Result<Point, CatalogueError> {
    let point: Point = serde_norway::from_str(text)
        .map_err(|source| CatalogueError::Malformed { file: file.to_owned(), source })?;
    soundness::check(file, text, &point)?;
    Ok(point)
}

/// The files of points in `dir`, by name.
pub fn point_files(dir: &Path) -> Result<Vec<std::path::PathBuf>, CatalogueError> {
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .map_err(|source| CatalogueError::Unreadable { path: dir.to_owned(), source })?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    Ok(files)
}

/// The text of a file of a point.
pub fn read_file(path: &Path) -> Result<String, CatalogueError> {
    std::fs::read_to_string(path)
        .map_err(|source| CatalogueError::Unreadable { path: path.to_owned(), source })
}
