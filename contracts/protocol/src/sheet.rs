//! Bytes that are laid one after the other, on room that is zero already: the chain gives a contract such memory
//! for nothing, and what is laid there is moved no more.

use ink::prelude::vec::Vec;

/// Bytes in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Zero from `end` on.
    room: Vec<u8>,
    end: usize,
}

impl Default for Sheet {
    /// With room for what messages say and store as a rule; there may be more.
    fn default() -> Self {
        Self::with_room(640)
    }
}

impl Sheet {
    pub fn with_room(room: usize) -> Self {
        Self {
            room: ink::prelude::vec![0; room],
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

    #[cold]
    #[inline(never)]
    fn widen(&mut self) {
        self.room.resize(self.end.saturating_mul(2), 0);
    }

    #[inline(never)]
    pub fn put(&mut self, bytes: &[u8]) {
        self.place(bytes.len()).copy_from_slice(bytes);
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
        let mut sheet = Sheet::with_room(3);
        let mut laid = Vec::new();
        for length in [0, 1, 2, 30, 7, 100] {
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
