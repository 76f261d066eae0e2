//! Who votes, and how many votes decide.

use crate::refusal::Refusal;
use ink::{prelude::vec::Vec, Address, U256};

/// The members and what they need to act.
#[derive(Clone, Debug, Default, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Seats {
    pub members: Vec<Address>,
    /// So many votes act.
    pub threshold: u8,
    /// Rises when the seats change, from 1.
    pub term: u32,
}

impl Seats {
    /// One bit for each in a motion's votes.
    pub const MOST: u8 = 16;

    /// Other members for the next term.
    pub fn next(&self, members: Vec<Address>, threshold: u8) -> Result<Self, Refusal> {
        check(&members, threshold)?;
        Ok(Self {
            members,
            threshold,
            term: self.term.checked_add(1).ok_or(Refusal::Unsound)?,
        })
    }

    /// The member's place in a motion's votes.
    pub fn place_of(&self, member: Address) -> Result<u16, Refusal> {
        let place = self.members.iter().position(|seated| *seated == member);
        place
            .and_then(|place| 1_u16.checked_shl(u32::try_from(place).ok()?))
            .ok_or(Refusal::NotAMember { caller: member })
    }

    /// Whether these votes act.
    pub fn carry(&self, votes: u16) -> bool {
        votes.count_ones() >= self.threshold.into()
    }
}

/// Refuses seats that could not work.
pub fn check(members: &[Address], threshold: u8) -> Result<(), Refusal> {
    let count = u8::try_from(members.len())
        .ok()
        .filter(|count| (1..=Seats::MOST).contains(count))
        .ok_or_else(|| Refusal::MembersOutOfBounds {
            members: U256::from(members.len()),
            most: U256::from(Seats::MOST),
        })?;
    if threshold == 0 || threshold > count {
        return Err(Refusal::ThresholdOutOfBounds {
            threshold,
            members: count,
        });
    }
    for (place, member) in members.iter().enumerate() {
        if member.is_zero() {
            return Err(Refusal::InvalidAddress { given: *member });
        }
        if members.iter().take(place).any(|earlier| earlier == member) {
            return Err(Refusal::SeatedTwice { member: *member });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{address, addresses};
    use scale::Encode;

    fn seats(count: u8, threshold: u8) -> Result<Seats, Refusal> {
        Seats::default().next(addresses(count), threshold)
    }

    #[test]
    fn one_to_sixteen_members_sit() {
        assert!(seats(1, 1).is_ok());
        assert!(seats(16, 16).is_ok());
        for count in [0, 17, 255] {
            assert_eq!(
                seats(count, 1),
                Err(Refusal::MembersOutOfBounds {
                    members: count.into(),
                    most: 16.into()
                })
            );
        }
        // More than a byte counts.
        let many = addresses(200).repeat(2);
        assert_eq!(
            check(&many, 1),
            Err(Refusal::MembersOutOfBounds {
                members: 400.into(),
                most: 16.into()
            })
        );
    }

    #[test]
    fn the_threshold_can_be_reached_and_is_not_nothing() {
        for threshold in [0, 4, 255] {
            assert_eq!(
                seats(3, threshold),
                Err(Refusal::ThresholdOutOfBounds {
                    threshold,
                    members: 3
                })
            );
        }
    }

    #[test]
    fn nobody_sits_and_nobody_sits_twice() {
        assert_eq!(
            check(&[address(1), Address::zero()], 1),
            Err(Refusal::InvalidAddress {
                given: Address::zero()
            })
        );
        assert_eq!(
            check(&[address(1), address(2), address(1)], 1),
            Err(Refusal::SeatedTwice { member: address(1) })
        );
    }

    #[test]
    fn each_term_is_another_and_they_end() {
        let first = seats(3, 2).unwrap();
        assert_eq!(first.term, 1);
        let second = first.next(addresses(3), 2).unwrap();
        assert_eq!(second.term, 2);
        let last = Seats {
            term: u32::MAX,
            ..second
        };
        assert_eq!(last.next(addresses(3), 2), Err(Refusal::Unsound));
    }

    #[test]
    fn every_member_has_a_place_of_its_own() {
        let seats = seats(16, 16).unwrap();
        let places = seats
            .members
            .iter()
            .map(|member| seats.place_of(*member).unwrap());
        let votes = places.fold(0_u16, |votes, place| {
            assert_eq!((place.count_ones(), votes & place), (1, 0));
            assert!(!seats.carry(votes));
            votes | place
        });
        assert!(seats.carry(votes));
        assert_eq!(
            seats.place_of(address(17)),
            Err(Refusal::NotAMember {
                caller: address(17)
            })
        );
    }

    #[test]
    fn the_fullest_council_fits_its_cell() {
        let fullest = Seats {
            term: u32::MAX,
            ..seats(16, 16).unwrap()
        };
        assert_eq!(fullest.encode().len(), 326);
    }
}
