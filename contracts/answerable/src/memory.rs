//! What the compiler calls to copy, fill and compare bytes, a word at a time wherever they lie.
//!
//! The compiler's own goes byte by byte where it cannot know that words are aligned, and records of packed
//! fields seldom are: half of all instructions of an act went there.

const WORD: usize = size_of::<u64>();

/// # Safety
/// As C's.
#[no_mangle]
pub unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
    if length < WORD {
        let mut at = 0_usize;
        while at < length {
            *to.wrapping_add(at) = *from.wrapping_add(at);
            at = at.wrapping_add(1);
        }
        return to;
    }
    let last = length.wrapping_sub(WORD);
    let mut at = 0_usize;
    while at.wrapping_add(3 * WORD) < last {
        copy_word(to, from, at);
        copy_word(to, from, at.wrapping_add(WORD));
        copy_word(to, from, at.wrapping_add(2 * WORD));
        copy_word(to, from, at.wrapping_add(3 * WORD));
        at = at.wrapping_add(4 * WORD);
    }
    while at < last {
        copy_word(to, from, at);
        at = at.wrapping_add(WORD);
    }
    // The last word may cover a part of the one before it once more.
    copy_word(to, from, last);
    to
}

#[inline(always)]
unsafe fn copy_word(to: *mut u8, from: *const u8, at: usize) {
    let word = from.wrapping_add(at).cast::<u64>().read_unaligned();
    to.wrapping_add(at).cast::<u64>().write_unaligned(word);
}

/// # Safety
/// As C's.
#[no_mangle]
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
#[no_mangle]
pub unsafe extern "C" fn memcmp(one: *const u8, other: *const u8, length: usize) -> i32 {
    let mut at = 0_usize;
    while at.wrapping_add(WORD) <= length {
        let [a, b] =
            [one, other].map(|bytes| bytes.wrapping_add(at).cast::<u64>().read_unaligned());
        if a != b {
            return if a.swap_bytes() < b.swap_bytes() {
                -1
            } else {
                1
            };
        }
        at = at.wrapping_add(WORD);
    }
    while at < length {
        let [a, b] = [one, other].map(|bytes| *bytes.wrapping_add(at));
        if a != b {
            return if a < b { -1 } else { 1 };
        }
        at = at.wrapping_add(1);
    }
    0
}

/// # Safety
/// As C's.
#[no_mangle]
pub unsafe extern "C" fn bcmp(one: *const u8, other: *const u8, length: usize) -> i32 {
    memcmp(one, other, length)
}
