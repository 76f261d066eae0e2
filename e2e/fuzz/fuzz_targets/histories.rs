//! Bytes as histories, on the reference model and on the rules: see docs/fuzzing.md.
#![no_main]

use answerable_fuzz::{cross, mutate};
use answerable_model::INTENT_BYTES;
use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| {
    if let Err(wrong) = answerable_world::tried(bytes) {
        panic!("{wrong}");
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::<INTENT_BYTES>(data, size, max_size, seed)
});

fuzz_crossover!(|one: &[u8], other: &[u8], out: &mut [u8], seed: u32| {
    cross::<INTENT_BYTES>(one, other, out, seed)
});
