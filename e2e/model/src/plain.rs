use sha3::{Digest, Keccak256};
use std::fmt;

/// An account's 20 bytes. Shown as `A0`..`A9` when it is one of [`account`]'s.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Address(pub [u8; 20]);

/// 32 bytes: an id, a root, a commitment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hash(pub [u8; 32]);

/// When histories begin.
pub const START: u64 = 1_800_000_000;
/// How many accounts histories play with.
pub const ACCOUNTS: u8 = 10;
/// The place of the first governance and treasury among them.
pub const GOVERNANCE: u8 = 8;
pub const TREASURY: u8 = 9;

/// The accounts of histories: A0 and A1 mostly ask, A2 and A3 mostly record, A3 to A6 mostly do and
/// answer for steps, A7 is a stranger, A8 governs, A9 is the treasury. Any may do anything.
pub const fn account(number: u8) -> Address {
    Address([0xa0 + number; 20])
}

impl Address {
    pub const ZERO: Self = Self([0; 20]);

    pub fn is_zero(&self) -> bool {
        *self == Self::ZERO
    }
}

impl Hash {
    pub const ZERO: Self = Self([0; 32]);

    pub fn is_zero(&self) -> bool {
        *self == Self::ZERO
    }

    /// A hash to stand for evidence and the like, told apart by a number.
    pub fn of(number: u64) -> Self {
        keccak(&[&number.to_be_bytes()])
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (0..ACCOUNTS).find(|number| account(*number) == *self) {
            Some(number) => write!(f, "A{number}"),
            None if self.is_zero() => write!(f, "none"),
            None => write!(f, "0x{:02x}{:02x}{:02x}", self.0[0], self.0[1], self.0[2]),
        }
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.is_zero() {
            return write!(f, "#none");
        }
        write!(f, "#{:02x}{:02x}{:02x}", self.0[0], self.0[1], self.0[2])
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// keccak256 of the parts, one after another.
pub fn keccak(parts: &[&[u8]]) -> Hash {
    let mut hasher = Keccak256::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}
