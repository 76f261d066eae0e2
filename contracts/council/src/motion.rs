//! What is voted on, under a name that no other thing has.

use crate::refusal::Refusal;
use answerable_protocol::{Hash, Seconds, Time};
use ink::{prelude::vec::Vec, Address, H256};

/// `keccak256("answerable.council.v1")`, so that no hash of anything else is a motion's name.
const DOMAIN: [u8; 32] = [
    0x01, 0x94, 0x1e, 0x8c, 0xfa, 0x74, 0x67, 0xeb, 0xaf, 0x72, 0xc3, 0x0c, 0x04, 0xf6, 0xeb, 0xb6,
    0x11, 0x3d, 0x52, 0x9a, 0x92, 0x36, 0x86, 0x0e, 0x6b, 0x75, 0xd3, 0xaa, 0x19, 0xbf, 0x10, 0x0c,
];

/// What motions are about; a part of their names.
#[derive(Clone, Copy)]
#[repr(u8)]
pub enum Kind {
    Ruling = 1,
    Office = 2,
    Seats = 3,
}

/// Whose motion it is. With other seats every name is another.
pub struct Chamber<'a> {
    pub council: Address,
    pub term: u32,
    pub hash: Hash<'a>,
}

impl Chamber<'_> {
    /// The name of a motion with this content, which is of fixed length up to its last part.
    pub fn motion(&self, kind: Kind, content: &[&[u8]]) -> H256 {
        let mut preimage = Vec::with_capacity(640);
        preimage.extend_from_slice(&DOMAIN);
        preimage.extend_from_slice(self.council.as_bytes());
        preimage.extend_from_slice(&self.term.to_be_bytes());
        preimage.push(kind as u8);
        for part in content {
            preimage.extend_from_slice(part);
        }
        H256((self.hash)(&preimage))
    }

    /// The name of the motion to seat these members. A member takes a whole word, as in Solidity's packed encoding of
    /// a list.
    pub fn seats(&self, members: &[Address], threshold: u8) -> H256 {
        let mut words = Vec::with_capacity(512);
        for member in members {
            words.extend_from_slice(&[0; 12]);
            words.extend_from_slice(member.as_bytes());
        }
        self.motion(Kind::Seats, &[&[threshold], &words])
    }
}

/// Where a motion stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Motion {
    /// The term of the seats that vote on it.
    pub term: u32,
    /// Who voted for it: a bit for each member, in the order of the seats.
    pub votes: u16,
    /// When the first of these votes was cast.
    pub since: Time,
}

impl Motion {
    /// Votes are about how things are. A motion that did not find its majority in a month of them would otherwise wait for
    /// good, and be carried one day by somebody whom nobody expects.
    pub const OPEN: Seconds = Seconds(30 * 24 * 60 * 60);

    pub fn new(term: u32, since: Time) -> Self {
        Self {
            term,
            votes: 0,
            since,
        }
    }

    /// Whether its votes still count.
    pub fn is_open(&self, term: u32, now: Time) -> bool {
        self.term == term && now <= self.since.plus(Self::OPEN)
    }

    pub fn add(&mut self, place: u16, motion: H256) -> Result<(), Refusal> {
        if self.votes & place != 0 {
            return Err(Refusal::AlreadyVoted { motion });
        }
        self.votes |= place;
        Ok(())
    }

    pub fn take_back(&mut self, place: u16, motion: H256) -> Result<(), Refusal> {
        if self.votes & place == 0 {
            return Err(Refusal::NotVoted { motion });
        }
        self.votes &= !place;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{address, addresses, keccak_256};
    use scale::Encode;

    const START: Time = Time(1_000);

    #[test]
    fn the_domain_is_the_hash_of_its_name() {
        assert_eq!(DOMAIN, keccak_256(b"answerable.council.v1"));
    }

    #[test]
    fn a_motion_is_open_for_thirty_days_and_for_its_own_seats() {
        let motion = Motion::new(7, START);
        let last = Time(START.0 + 2_592_000);
        assert!(motion.is_open(7, START));
        assert!(motion.is_open(7, last));
        assert!(!motion.is_open(7, Time(last.0 + 1)));
        assert!(!motion.is_open(8, START));
        assert!(!motion.is_open(6, START));
    }

    #[test]
    fn a_member_has_one_vote_and_may_take_it_back() {
        let id = H256([1; 32]);
        let mut motion = Motion::new(1, START);
        motion.add(0b100, id).unwrap();
        assert_eq!(
            motion.add(0b100, id),
            Err(Refusal::AlreadyVoted { motion: id })
        );
        motion.add(0b001, id).unwrap();
        assert_eq!(motion.votes, 0b101);
        motion.take_back(0b100, id).unwrap();
        assert_eq!(
            motion.take_back(0b100, id),
            Err(Refusal::NotVoted { motion: id })
        );
        assert_eq!(motion.votes, 0b001);
    }

    #[test]
    fn a_name_depends_on_all_that_it_names() {
        let name = |council, term, members: u8, threshold| {
            let chamber = Chamber {
                council: address(council),
                term,
                hash: &keccak_256,
            };
            chamber.seats(&addresses(members), threshold)
        };
        let one = name(1, 1, 3, 2);
        assert_eq!(one, name(1, 1, 3, 2));
        for other in [
            name(2, 1, 3, 2),
            name(1, 2, 3, 2),
            name(1, 1, 4, 2),
            name(1, 1, 3, 3),
        ] {
            assert_ne!(one, other);
        }
        let chamber = Chamber {
            council: address(1),
            term: 1,
            hash: &keccak_256,
        };
        let content: &[&[u8]] = &[&[1; 20], &[2; 40]];
        let kinds = [Kind::Ruling, Kind::Office, Kind::Seats];
        let [ruling, office, seats] = kinds.map(|kind| chamber.motion(kind, content));
        assert!(ruling != office && office != seats && seats != ruling);
    }

    #[test]
    fn the_name_of_other_seats_is_that_of_soliditys_packed_words() {
        let chamber = Chamber {
            council: address(9),
            term: 3,
            hash: &keccak_256,
        };
        let mut preimage = keccak_256(b"answerable.council.v1").to_vec();
        preimage.extend([9; 20]);
        preimage.extend([0, 0, 0, 3, 3, 1]);
        preimage.extend([0; 12]);
        preimage.extend([1; 20]);
        preimage.extend([0; 12]);
        preimage.extend([2; 20]);
        assert_eq!(
            chamber.seats(&[address(1), address(2)], 1),
            H256(keccak_256(&preimage))
        );
    }

    #[test]
    fn a_motion_fits_its_cell() {
        let fullest = Motion {
            term: u32::MAX,
            votes: u16::MAX,
            since: Time(u64::MAX),
        };
        assert_eq!(fullest.encode().len(), 14);
    }
}
