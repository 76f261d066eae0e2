//! What both targets need of libFuzzer.

use libfuzzer_sys::fuzzer_mutate;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

/// Changes an input that is a row of records of `N` bytes: within one of them, or by adding, taking out, doubling and
/// moving whole ones. Otherwise nearly every change would make something else of all that follows.
pub fn mutate<const N: usize>(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut chance = Chance(u64::from(seed) + 1);
    let most = max_size / N;
    if most == 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    let mut count = size.div_ceil(N).min(most);
    if let Some(missing) = data.get_mut(size..count * N) {
        missing.fill(0);
    }
    if count == 0 {
        chance.fill(&mut data[..N]);
        return N;
    }
    let (one, other) = (chance.below(count) * N, chance.below(count) * N);
    let room = count < most;
    match chance.below(12) {
        0 | 1 if room => {
            data.copy_within(one..count * N, one + N);
            let copied = if other < one { other } else { other + N };
            data.copy_within(copied..copied + N, one);
            count += 1;
        }
        // At any place, and at the end, where the most has happened before it.
        2..=4 if room => {
            let one = if chance.below(2) == 0 { one } else { count * N };
            data.copy_within(one..count * N, one + N);
            chance.fill(&mut data[one..one + N]);
            count += 1;
        }
        5 | 6 if count > 1 => {
            data.copy_within(one + N..count * N, one);
            count -= 1;
        }
        7 => {
            for place in 0..N {
                data.swap(one + place, other + place);
            }
        }
        8 => chance.fill(&mut data[one..one + N]),
        9 | 10 => data[one + chance.below(N)] = chance.below(256) as u8,
        _ => {
            let record = &mut data[one..one + N];
            let changed = fuzzer_mutate(record, N, N);
            record[changed..].fill(0);
        }
    }
    count * N
}

/// The beginning of one input and the end of another, in whole records.
pub fn cross<const N: usize>(one: &[u8], other: &[u8], out: &mut [u8], seed: u32) -> usize {
    let mut chance = Chance(u64::from(seed) + 1);
    let begin = &one[..chance.below(one.len() / N + 1) * N];
    let end = &other[chance.below(other.len() / N + 1) * N..];
    let length = out.len().min(begin.len() + end.len());
    for (to, from) in out.iter_mut().zip(begin.iter().chain(end)) {
        *to = *from;
    }
    length
}

/// The same numbers for the same seed: splitmix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn fill(&mut self, record: &mut [u8]) {
        record.fill_with(|| self.next() as u8);
    }
}

/// Tells libFuzzer of something that happened where it sees nothing: each is a counter to it, as a line of code is.
pub fn note(feature: &[u8]) {
    let hash = feature
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let place = (hash ^ (hash >> 32)) as usize % COUNTERS.len();
    let counter = &COUNTERS[place];
    counter.store(counter.load(Relaxed).saturating_add(1), Relaxed);
}

// libFuzzer finds it by its section, and sets it to zero before each input.
#[cfg_attr(target_os = "linux", link_section = "__libfuzzer_extra_counters")]
static COUNTERS: [AtomicU8; 1 << 16] = [const { AtomicU8::new(0) }; 1 << 16];
