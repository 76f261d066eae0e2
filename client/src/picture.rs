//! A trace drawn, from what is known of it. Nothing here asks the chain.

mod lines;
mod svg;
mod tree;
mod wording;

pub use svg::svg;
pub use tree::tree;
pub use wording::origin;
