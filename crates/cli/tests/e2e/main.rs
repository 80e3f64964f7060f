//! End-to-end tests: the binary as people use it, by command line, API and browser.

mod office;

mod access;
mod api;
mod arrows;
mod bad_files;
mod durability;
mod evaluation;
mod extract;
mod hostile;
mod isolation;
mod judgments;
mod long_files;
mod members;
mod model_mode;
mod models;
mod page_images;
mod passwords;
mod points;
mod review;
mod workbench;
