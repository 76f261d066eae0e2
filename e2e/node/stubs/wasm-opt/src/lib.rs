//! The few names of `wasm-opt` that `substrate-wasm-builder` uses, without binaryen behind them.
//!
//! The builder asks for three passes over the finished blob and no optimisation: keep to the MVP
//! instruction set, lower sign extensions, strip debug info. The blob is compiled for
//! `wasm32v1-none`, whose code has no sign extensions and nothing beyond the MVP, in a profile
//! without debug info. So the right answer is the blob as it is; the node's build script makes sure
//! that the target is there.

use std::{fs, io, path::Path};

/// A pass the builder asks for.
pub enum Pass {
    StripDwarf,
    SignextLowering,
}

/// What the builder wants done with a blob.
pub struct OptimizationOptions;

impl OptimizationOptions {
    pub fn new_opt_level_0() -> Self {
        Self
    }

    pub fn mvp_features_only(&mut self) -> &mut Self {
        self
    }

    pub fn debug_info(&mut self, _: bool) -> &mut Self {
        self
    }

    pub fn add_pass(&mut self, _: Pass) -> &mut Self {
        self
    }

    /// Copies the blob from `input` to `output`.
    pub fn run(&self, input: impl AsRef<Path>, output: impl AsRef<Path>) -> io::Result<()> {
        if input.as_ref() != output.as_ref() {
            fs::copy(input, output)?;
        }
        Ok(())
    }
}
