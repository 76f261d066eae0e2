//! What the world does to a story: the power fails, connections break, two come at once, and clocks jump.

mod interruptions;
mod jumps;
mod races;

pub use interruptions::*;
pub use jumps::*;
pub use races::*;
