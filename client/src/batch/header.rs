//! How a tree file begins, and where in it everything is.

use super::{lines::MOST_TRACES, tree::nodes_over};
use crate::{keccak_256, trace::Origin, H160, H256};

/// What a tree file says about itself in its first bytes, numbers with the highest byte first. After it come the
/// nodes, the leaves first and the root last; for each line of the source where it begins (8 bytes); and for each
/// leaf the line of its trace (4 bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub origin: Origin,
    pub traces: u32,
    pub source_length: u64,
    pub source_hash: H256,
}

/// Why some bytes are no header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoHeader {
    OtherKind,
    Newer(u32),
    Damaged,
}

impl Header {
    pub const VERSION: u32 = 1;
    pub const LENGTH: u64 = 128;
    const MAGIC: [u8; 8] = *b"\x89answer\n";
    const NODE: u64 = 32;
    const OFFSET: u64 = 8;
    const LINE: u64 = 4;

    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend_from_slice(&Self::MAGIC);
        bytes.extend_from_slice(&Self::VERSION.to_be_bytes());
        bytes.extend_from_slice(self.origin.contract.as_bytes());
        bytes.extend_from_slice(self.origin.recorder.as_bytes());
        bytes.extend_from_slice(&self.traces.to_be_bytes());
        bytes.extend_from_slice(&self.source_length.to_be_bytes());
        bytes.extend_from_slice(self.source_hash.as_bytes());
        bytes.extend_from_slice(&keccak_256(&bytes));
        bytes
    }

    /// Whether a file that begins like this is a tree file that this program can read.
    pub fn recognise(bytes: &[u8]) -> Result<(), NoHeader> {
        let rest = bytes
            .strip_prefix(&Self::MAGIC)
            .ok_or(NoHeader::OtherKind)?;
        match rest
            .first_chunk()
            .map(|version| u32::from_be_bytes(*version))
        {
            Some(version) if version > Self::VERSION => Err(NoHeader::Newer(version)),
            Some(Self::VERSION) | None => Ok(()),
            Some(_) => Err(NoHeader::Damaged),
        }
    }

    pub fn decode(bytes: &[u8; Self::LENGTH as usize]) -> Result<Self, NoHeader> {
        Self::recognise(bytes)?;
        let fields = || {
            let (said, check) = bytes.split_last_chunk::<32>()?;
            let (_, rest) = said.split_first_chunk::<12>()?;
            let (contract, rest) = rest.split_first_chunk()?;
            let (recorder, rest) = rest.split_first_chunk()?;
            let (traces, rest) = rest.split_first_chunk()?;
            let (source_length, source_hash) = rest.split_first_chunk()?;
            (*check == keccak_256(said)).then_some(Self {
                origin: Origin {
                    contract: H160(*contract),
                    recorder: H160(*recorder),
                },
                traces: u32::from_be_bytes(*traces),
                source_length: u64::from_be_bytes(*source_length),
                source_hash: H256(*source_hash.first_chunk()?),
            })
        };
        let possible = |header: &Self| (1..=MOST_TRACES).contains(&header.traces.into());
        fields().filter(possible).ok_or(NoHeader::Damaged)
    }

    pub fn traces(&self) -> usize {
        self.traces as usize
    }

    fn nodes(&self) -> u64 {
        nodes_over(self.traces()) as u64
    }

    pub fn node_at(&self, place: usize) -> u64 {
        Self::LENGTH.saturating_add((place as u64).saturating_mul(Self::NODE))
    }

    pub fn root_at(&self) -> u64 {
        self.node_at(nodes_over(self.traces()).saturating_sub(1))
    }

    /// Where it stands at which byte a line of the source begins; lines are counted from 0 here.
    pub fn offset_at(&self, index: u64) -> u64 {
        Self::LENGTH
            .saturating_add(self.nodes().saturating_mul(Self::NODE))
            .saturating_add(index.saturating_mul(Self::OFFSET))
    }

    /// Where it stands which line the trace of a leaf is.
    pub fn line_at(&self, place: usize) -> u64 {
        self.offset_at(self.traces.into())
            .saturating_add((place as u64).saturating_mul(Self::LINE))
    }

    /// The length of the whole file.
    pub fn whole(&self) -> u64 {
        self.line_at(self.traces())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: Header = Header {
        origin: Origin {
            contract: H160([0xc0; 20]),
            recorder: H160([0xd0; 20]),
        },
        traces: 5,
        source_length: 1 << 40,
        source_hash: H256([7; 32]),
    };

    fn encoded(header: Header) -> [u8; Header::LENGTH as usize] {
        header.encode().try_into().unwrap()
    }

    #[test]
    fn it_comes_out_as_it_went_in() {
        assert_eq!(Header::decode(&encoded(HEADER)), Ok(HEADER));
    }

    #[test]
    fn no_bit_of_it_changes_unnoticed() {
        for bit in 0..Header::LENGTH as usize * 8 {
            let mut bytes = encoded(HEADER);
            bytes[bit / 8] ^= 1 << (bit % 8);
            let refused = Header::decode(&bytes).unwrap_err();
            let expected = match bit / 8 {
                0..8 => refused == NoHeader::OtherKind,
                8..12 => matches!(refused, NoHeader::Newer(_) | NoHeader::Damaged),
                _ => refused == NoHeader::Damaged,
            };
            assert!(expected, "bit {bit}: {refused:?}");
        }
    }

    #[test]
    fn a_number_of_traces_that_no_batch_has_is_damage() {
        for traces in [0, (1 << 20) + 1, u32::MAX] {
            let header = Header { traces, ..HEADER };
            assert_eq!(Header::decode(&encoded(header)), Err(NoHeader::Damaged));
        }
    }

    #[test]
    fn its_parts_follow_each_other() {
        // Nine nodes over five leaves.
        assert_eq!(HEADER.node_at(0), 128);
        assert_eq!(HEADER.root_at(), 128 + 8 * 32);
        assert_eq!(HEADER.offset_at(0), 128 + 9 * 32);
        assert_eq!(HEADER.line_at(0), 128 + 9 * 32 + 5 * 8);
        assert_eq!(HEADER.whole(), 128 + 9 * 32 + 5 * 8 + 5 * 4);
    }
}
