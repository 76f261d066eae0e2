//! Histories out of any bytes, for fuzzers. The same number of bytes for each intent, so that a change in one
//! leaves the others what they were, and a shorter input is a shorter story.

use super::{History, Intent, Pay, Twist, Wait};
use arbitrary::{Arbitrary, Result, Unstructured};

/// No intent reads more of them.
pub const INTENT_BYTES: usize = 40;

/// The history that these bytes are. Missing bytes are zeros.
pub fn history_in(bytes: &[u8]) -> History {
    bytes.chunks(INTENT_BYTES).map(intent_in).collect()
}

fn intent_in(record: &[u8]) -> Intent {
    let intent = Intent::arbitrary(&mut Unstructured::new(record));
    intent.expect("any bytes are an intent")
}

/// Not as long as it takes for anything, or the story is over for most that it was about; and rather until what was to
/// be waited for is over than up to the last second before.
impl<'a> Arbitrary<'a> for Wait {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        let (choice, pick): (u8, u8) = (bytes.arbitrary()?, bytes.arbitrary()?);
        let off = *bytes.choose(&[1, 1, 0, -1])?;
        let patience = *bytes.choose(&[80, 500, 1_000, 1_000])?;
        Ok(match choice % 8 {
            0..4 => Self::None,
            4 => Self::Seconds(pick % 8),
            5 => Self::Deadline {
                pick,
                off,
                patience,
            },
            _ => Self::Own { off, patience },
        })
    }
}

/// Mostly what it takes.
pub fn pay(bytes: &mut Unstructured) -> Result<Pay> {
    let (choice, more): (u8, u8) = (bytes.arbitrary()?, bytes.arbitrary()?);
    Ok(match choice % 8 {
        0..6 => Pay::Lacking,
        6 => Pay::More(more),
        _ => Pay::Nothing,
    })
}

/// Mostly none: whoever does everything wrong gets nowhere.
pub fn twist(bytes: &mut Unstructured) -> Result<Option<Twist>> {
    let choice: u8 = bytes.arbitrary()?;
    let twist = bytes.arbitrary()?;
    Ok((choice % 12 == 11).then_some(twist))
}
