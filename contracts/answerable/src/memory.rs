//! What the compiler calls to copy, fill and compare bytes, a word at a time wherever they lie.
//!
//! The compiler's own goes byte by byte where it cannot know that words are aligned, and records of packed
//! fields seldom are: half of all instructions of an act went there.

const WORD: usize = size_of::<u64>();

/// # Safety
/// As C's.
#[cfg_attr(target_arch = "riscv64", no_mangle)]
pub unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
    if length < WORD {
        let mut at = 0_usize;
        while at < length {
            *to.wrapping_add(at) = *from.wrapping_add(at);
            at = at.wrapping_add(1);
        }
        return to;
    }
    let (mut at, mut source, mut left) = (to, from, length);
    while left > 4 * WORD {
        copy_word(at, source, 0);
        copy_word(at, source, WORD);
        copy_word(at, source, 2 * WORD);
        copy_word(at, source, 3 * WORD);
        at = at.wrapping_add(4 * WORD);
        source = source.wrapping_add(4 * WORD);
        left = left.wrapping_sub(4 * WORD);
    }
    while left > WORD {
        copy_word(at, source, 0);
        at = at.wrapping_add(WORD);
        source = source.wrapping_add(WORD);
        left = left.wrapping_sub(WORD);
    }
    // The last word may cover a part of the one before it once more.
    let back = WORD.wrapping_sub(left);
    copy_word(at.wrapping_sub(back), source.wrapping_sub(back), 0);
    to
}

#[inline(always)]
unsafe fn copy_word(to: *mut u8, from: *const u8, at: usize) {
    let word = from.wrapping_add(at).cast::<u64>().read_unaligned();
    to.wrapping_add(at).cast::<u64>().write_unaligned(word);
}

/// # Safety
/// As C's.
#[cfg_attr(target_arch = "riscv64", no_mangle)]
pub unsafe extern "C" fn memset(to: *mut u8, byte: i32, length: usize) -> *mut u8 {
    let [byte, ..] = byte.to_le_bytes();
    if length < WORD {
        let mut at = 0_usize;
        while at < length {
            *to.wrapping_add(at) = byte;
            at = at.wrapping_add(1);
        }
        return to;
    }
    let word = u64::from_le_bytes([byte; WORD]);
    let last = length.wrapping_sub(WORD);
    let mut at = 0_usize;
    while at < last {
        to.wrapping_add(at).cast::<u64>().write_unaligned(word);
        at = at.wrapping_add(WORD);
    }
    to.wrapping_add(last).cast::<u64>().write_unaligned(word);
    to
}

/// # Safety
/// As C's.
#[cfg_attr(target_arch = "riscv64", no_mangle)]
pub unsafe extern "C" fn memcmp(one: *const u8, other: *const u8, length: usize) -> i32 {
    if length < WORD {
        let mut at = 0_usize;
        while at < length {
            let (a, b) = (*one.wrapping_add(at), *other.wrapping_add(at));
            if a != b {
                return if a < b { -1 } else { 1 };
            }
            at = at.wrapping_add(1);
        }
        return 0;
    }
    let last = length.wrapping_sub(WORD);
    let mut at = 0_usize;
    loop {
        let a = one.wrapping_add(at).cast::<u64>().read_unaligned();
        let b = other.wrapping_add(at).cast::<u64>().read_unaligned();
        if a != b {
            return if a.swap_bytes() < b.swap_bytes() {
                -1
            } else {
                1
            };
        }
        if at == last {
            return 0;
        }
        at = at.wrapping_add(WORD).min(last);
    }
}

/// # Safety
/// As C's.
#[cfg(target_arch = "riscv64")]
#[no_mangle]
pub unsafe extern "C" fn bcmp(one: *const u8, other: *const u8, length: usize) -> i32 {
    memcmp(one, other, length)
}

#[cfg(test)]
mod tests {
    // Test code: a wrong index or an overflow is a failure, as it should be.
    #![allow(
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::indexing_slicing
    )]

    use super::*;

    const LONGEST: usize = 200;
    const ROOM: usize = LONGEST + 16;

    fn bytes(seed: u8) -> [u8; ROOM] {
        core::array::from_fn(|at| seed.wrapping_add((at % 251) as u8))
    }

    /// Of every length, from and to every place in a word; nothing beside them is touched.
    fn everywhere(mut check: impl FnMut(usize, usize, usize)) {
        for length in 0..=LONGEST {
            for at in 0..WORD {
                check(length, at, WORD - 1 - at);
            }
        }
    }

    #[test]
    fn bytes_are_copied_and_no_others() {
        everywhere(|length, from, to| {
            let (source, mut target) = (bytes(1), bytes(99));
            let mut expected = target;
            expected[to..to + length].copy_from_slice(&source[from..from + length]);
            unsafe { memcpy(target[to..].as_mut_ptr(), source[from..].as_ptr(), length) };
            assert_eq!(target, expected, "{length} from {from} to {to}");
        });
    }

    #[test]
    fn bytes_are_filled_and_no_others() {
        everywhere(|length, at, _| {
            let mut target = bytes(1);
            let mut expected = target;
            expected[at..at + length].fill(0xa5);
            unsafe { memset(target[at..].as_mut_ptr(), 0xa5, length) };
            assert_eq!(target, expected, "{length} at {at}");
        });
    }

    #[test]
    fn bytes_are_ordered_by_the_first_that_differs() {
        everywhere(|length, one, other| {
            let (a, mut b) = (bytes(1), [0; ROOM]);
            b[other..other + length].copy_from_slice(&a[one..one + length]);
            let compare =
                |b: &[u8; ROOM]| unsafe { memcmp(a[one..].as_ptr(), b[other..].as_ptr(), length) };
            assert_eq!(compare(&b), 0);
            for changed in 0..length {
                let mut b = b;
                b[other + changed] = b[other + changed].wrapping_add(1);
                // A byte further on does not matter.
                b[other + length - 1] ^= u8::from(changed + 1 < length);
                let expected = a[one..one + length].cmp(&b[other..other + length]);
                assert_eq!(compare(&b).cmp(&0), expected, "{length}, {changed} changed");
            }
        });
    }
}
