//! Bytes as calls of the built contract, on the embedded chain: see docs/fuzzing.md.
#![no_main]

use answerable_e2e::fuzz::{Calldata, CALL_BYTES};
use answerable_fuzz::{cross, mutate, note};
use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target};

thread_local! {
    static CALLDATA: Calldata = Calldata::new();
}

fuzz_target!(|bytes: &[u8]| {
    let trials = CALLDATA.with(|calldata| calldata.tried(bytes));
    let trials = trials.unwrap_or_else(|wrong| panic!("{wrong}"));
    let mut before = None;
    for trial in &trials {
        for feature in trial.features(before) {
            note(&feature);
        }
        before = Some(trial);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::<CALL_BYTES>(data, size, max_size, seed)
});

fuzz_crossover!(|one: &[u8], other: &[u8], out: &mut [u8], seed: u32| {
    cross::<CALL_BYTES>(one, other, out, seed)
});
