//! Bytes that are laid one after the other, on room that is zero already: the chain gives a contract such memory
//! for nothing, and what is laid there is moved no more.

use ink::prelude::{boxed::Box, vec::Vec};

/// Enough for what messages say and store as a rule; there may be more.
const ROOM: usize = 640;

/// Bytes in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Zero from `end` on.
    room: Vec<u8>,
    end: usize,
}

/// So many zeros, for a third of what a list of them costs.
#[inline(never)]
pub fn zeroed<const N: usize>() -> Box<[u8; N]>
where
    [u8; N]: bytemuck::Zeroable,
{
    bytemuck::zeroed_box()
}

impl Default for Sheet {
    fn default() -> Self {
        let room: Box<[u8]> = zeroed::<ROOM>();
        Self {
            room: room.into_vec(),
            end: 0,
        }
    }
}

impl Sheet {
    /// Without any room, for what may stay empty.
    pub const fn bare() -> Self {
        Self {
            room: Vec::new(),
            end: 0,
        }
    }

    /// The next so many bytes, which are zero.
    #[inline(never)]
    pub fn place(&mut self, length: usize) -> &mut [u8] {
        let begin = self.end;
        self.end = begin.saturating_add(length);
        if self.end > self.room.len() {
            self.widen();
        }
        self.room.get_mut(begin..self.end).unwrap_or_default()
    }

    #[inline(never)]
    fn widen(&mut self) {
        if self.room.is_empty() {
            let room: Box<[u8]> = zeroed::<ROOM>();
            self.room = room.into_vec();
        }
        if self.end > self.room.len() {
            self.room.resize(self.end.saturating_mul(2), 0);
        }
    }

    #[inline(never)]
    pub fn put(&mut self, bytes: &[u8]) {
        self.place(bytes.len()).copy_from_slice(bytes);
    }

    /// Gives up zeros at the end, sixteen at a time: what is there must not grow and shrink with every amount.
    pub fn trim(&mut self) {
        const PIECE: usize = size_of::<u128>();
        let (pieces, _) = self.bytes().as_chunks::<PIECE>();
        let zeros = pieces
            .iter()
            .rev()
            .take_while(|piece| u128::from_ne_bytes(**piece) == 0);
        let kept = pieces
            .len()
            .saturating_sub(zeros.count())
            .saturating_mul(PIECE);
        // What is left over after the last piece goes with it.
        let (_, rest) = self.bytes().split_at(pieces.len().saturating_mul(PIECE));
        if rest.iter().all(|byte| *byte == 0) {
            self.end = kept;
        }
    }

    pub fn bytes(&self) -> &[u8] {
        self.room.get(..self.end).unwrap_or_default()
    }

    pub fn len(&self) -> usize {
        self.end
    }

    pub fn is_empty(&self) -> bool {
        self.end == 0
    }
}

impl From<Sheet> for Vec<u8> {
    fn from(sheet: Sheet) -> Self {
        let mut bytes = sheet.room;
        bytes.truncate(sheet.end);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_laid_lies_in_order_however_much_it_is() {
        let mut sheet = Sheet::default();
        let mut laid = Vec::new();
        for length in [0, 1, 2, 30, 7, 100, 200, 255, 255, 255] {
            let bytes: Vec<u8> = (1..=length).collect();
            sheet.put(&bytes);
            laid.extend(bytes);
            assert_eq!(sheet.place(2), [0, 0]);
            laid.extend([0, 0]);
            assert_eq!(sheet.bytes(), laid);
        }
        assert_eq!(Vec::from(sheet), laid);
    }
}
