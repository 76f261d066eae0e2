//! `memcpy` and `memset` that move eight words a turn, instead of the compiler's one word a turn.

/// # Safety
/// As C's.
#[no_mangle]
pub unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
    let (mut at, mut source, end) = (to, from, to.wrapping_add(length));
    while (end as usize).wrapping_sub(at as usize) >= 64 {
        let words: [u64; 8] =
            core::array::from_fn(|place| source.cast::<u64>().wrapping_add(place).read_unaligned());
        for (place, word) in words.into_iter().enumerate() {
            at.cast::<u64>().wrapping_add(place).write_unaligned(word);
        }
        at = at.wrapping_add(64);
        source = source.wrapping_add(64);
    }
    while (end as usize).wrapping_sub(at as usize) >= 8 {
        at.cast::<u64>()
            .write_unaligned(source.cast::<u64>().read_unaligned());
        at = at.wrapping_add(8);
        source = source.wrapping_add(8);
    }
    while at != end {
        *at = *source;
        at = at.wrapping_add(1);
        source = source.wrapping_add(1);
    }
    to
}

/// # Safety
/// As C's.
#[no_mangle]
pub unsafe extern "C" fn memset(to: *mut u8, byte: i32, length: usize) -> *mut u8 {
    let (mut at, end) = (to, to.wrapping_add(length));
    let word = u64::from(byte as u8).wrapping_mul(0x0101_0101_0101_0101);
    while (end as usize).wrapping_sub(at as usize) >= 64 {
        for place in 0..8 {
            at.cast::<u64>().wrapping_add(place).write_unaligned(word);
        }
        at = at.wrapping_add(64);
    }
    while (end as usize).wrapping_sub(at as usize) >= 8 {
        at.cast::<u64>().write_unaligned(word);
        at = at.wrapping_add(8);
    }
    while at != end {
        *at = byte as u8;
        at = at.wrapping_add(1);
    }
    to
}
