//! 16 KiB that no probe reads.

static PADDING: [u8; 16 * 1024] = {
    let mut bytes = [0; 16 * 1024];
    let mut place = 0;
    while place < bytes.len() {
        bytes[place] = (place % 251) as u8 | 1;
        place += 1;
    }
    bytes
};

/// Nothing, but the compiler cannot know.
pub fn run(probe: u32) {
    if probe == u32::MAX {
        core::hint::black_box(&PADDING);
    }
}
