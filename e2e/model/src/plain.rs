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

/// What one unit of an intent is in money. It rounds as one would, and is about a [`GRAIN`].
pub const UNIT: u128 = 1_000_001;
/// Value comes in whole grains: what a contract sees of a chain's smallest unit.
pub const GRAIN: u128 = 1_000_000;

/// Where a development chain's accounts `//A0` to `//A10` are, so that histories can be played on one.
const ADDRESSES: [[u8; 20]; 11] = [
    [
        0x31, 0x40, 0xaa, 0x4f, 0x7f, 0x7b, 0x60, 0xcb, 0x25, 0xea, 0x9b, 0xdf, 0x88, 0x44, 0x22,
        0x59, 0x4c, 0x70, 0x70, 0xd0,
    ],
    [
        0x5d, 0x4a, 0x1c, 0x6f, 0x27, 0x91, 0xfb, 0x23, 0xa4, 0xc8, 0x35, 0xd3, 0x9d, 0xe7, 0xd6,
        0x70, 0xbf, 0x28, 0x7c, 0xe3,
    ],
    [
        0x9f, 0x58, 0x9b, 0xa4, 0xf8, 0xa7, 0x12, 0xb9, 0xf6, 0xe8, 0x46, 0x4d, 0xed, 0xe5, 0x55,
        0x92, 0x14, 0x47, 0x82, 0x71,
    ],
    [
        0x67, 0x6c, 0xc0, 0x73, 0x71, 0xc8, 0x1d, 0xfb, 0x4d, 0x3e, 0x95, 0xff, 0x1c, 0xa8, 0xc2,
        0x4e, 0x7d, 0xb9, 0x0f, 0xa6,
    ],
    [
        0xb3, 0x55, 0x02, 0xcb, 0x6a, 0xa4, 0xd6, 0x1e, 0x75, 0x66, 0x9a, 0x99, 0xfa, 0xa7, 0x98,
        0x88, 0xbb, 0xfa, 0x84, 0x5a,
    ],
    [
        0x24, 0x42, 0xbc, 0xfa, 0x10, 0x60, 0x15, 0xd3, 0x2e, 0x84, 0xfd, 0xba, 0x8e, 0xa9, 0xd1,
        0x85, 0x9b, 0xe1, 0x46, 0x7a,
    ],
    [
        0x44, 0x82, 0x96, 0xcb, 0x00, 0x1d, 0x12, 0xa8, 0x69, 0x81, 0x1b, 0x85, 0x8e, 0x9a, 0x43,
        0xb3, 0xda, 0xda, 0x6f, 0x50,
    ],
    [
        0xb4, 0xca, 0xce, 0x0f, 0xce, 0x56, 0xee, 0x5f, 0x57, 0xc2, 0x04, 0xc5, 0x90, 0xac, 0xbe,
        0xc1, 0x53, 0x32, 0xb6, 0x05,
    ],
    [
        0xb6, 0xa8, 0xbf, 0x58, 0x4d, 0x30, 0xbf, 0x6e, 0x69, 0x1c, 0xee, 0xfe, 0xf8, 0xa6, 0xdf,
        0x6e, 0x46, 0x43, 0xea, 0xfc,
    ],
    [
        0xef, 0x33, 0x78, 0x12, 0xb0, 0x31, 0x72, 0x74, 0x54, 0xb6, 0x5f, 0xe3, 0x13, 0x61, 0x13,
        0x91, 0xaa, 0xac, 0x61, 0xd5,
    ],
    [
        0xc6, 0x9f, 0x4c, 0x14, 0x62, 0xb1, 0xa7, 0x9e, 0x3f, 0x53, 0x6f, 0x94, 0xe9, 0x11, 0xbe,
        0xad, 0x8e, 0x4e, 0x1c, 0xd4,
    ],
];

/// The accounts of histories: A0 and A1 mostly ask, A2 and A3 mostly record, A3 to A6 mostly do and
/// answer for steps, A7 is a stranger, A8 governs, A9 is the treasury. Any may do anything.
pub const fn account(number: u8) -> Address {
    Address(ADDRESSES[number as usize])
}

/// So much money, for a number of an intent.
pub fn money(units: impl Into<u128>) -> u128 {
    units.into() * UNIT
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
