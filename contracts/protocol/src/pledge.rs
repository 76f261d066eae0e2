//! Promises to answer for one step.

use crate::{Amount, Cell, MandateId, Packed, Reason, Refusal, Sheet, Time};
use ink::{prelude::vec::Vec, Address};

cell! {
    /// What a surety reserved to answer for a step.
    pub struct Pledge {
        pub surety: Address,
        /// What was promised.
        pub cover: Amount,
        /// What is left of it.
        pub left: Amount,
        /// The mandate from which it was drawn, or none.
        pub mandate: MandateId,
        /// When it paid last.
        pub paid_at: Time,
        /// Drawn from a mandate, or giving the requester or the recorder all that their offer still asks for.
        pub kept: bool,
    }
}

impl Pledge {
    pub fn new(surety: Address, cover: Amount, mandate: MandateId, kept: bool) -> Self {
        Self {
            surety,
            cover,
            left: cover,
            mandate,
            paid_at: Time::default(),
            kept,
        }
    }
}

/// The pledges of one step, in the order in which they are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "std",
    derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
)]
pub struct Pledges(pub Vec<Pledge>);

impl Cell for Pledges {
    fn write(&self, sheet: &mut Sheet) {
        Packed::pack_all(&self.0, sheet);
    }

    fn read(room: &[u8], length: usize) -> Option<Self> {
        room.get(..length).map(Packed::unpack_all).map(Self)
    }
}

cell_codec!(Pledges);

impl Pledges {
    /// The most pledges that a step has of its own.
    pub const PLACES: u8 = 4;
    /// The most of them that strangers can fill.
    pub const OPEN_PLACES: u8 = 2;

    pub fn add(&mut self, pledge: Pledge) -> Result<(), Refusal> {
        if self.0.iter().any(|other| other.surety == pledge.surety) {
            return Err(Reason::AlreadyPledged {
                surety: pledge.surety,
            }
            .into());
        }
        if self.0.len() >= usize::from(Self::PLACES) {
            return Err(Reason::PledgesFull {
                places: Self::PLACES,
            }
            .into());
        }
        let taken_by_strangers = self.0.iter().filter(|other| !other.kept).count();
        if !pledge.kept && taken_by_strangers >= usize::from(Self::OPEN_PLACES) {
            return Err(Reason::PledgesFull {
                places: Self::OPEN_PLACES,
            }
            .into());
        }
        self.0.push(pledge);
        Ok(())
    }

    pub fn of(&self, surety: Address) -> Option<&Pledge> {
        self.0.iter().find(|pledge| pledge.surety == surety)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pledge(surety: u8, kept: bool) -> Pledge {
        Pledge::new(
            ink::H160([surety; 20]),
            Amount::new(10),
            MandateId::NONE,
            kept,
        )
    }

    #[test]
    fn strangers_cannot_fill_the_places_that_are_kept() {
        let mut pledges = Pledges::default();
        pledges.add(pledge(1, false)).unwrap();
        pledges.add(pledge(2, false)).unwrap();
        assert_eq!(
            pledges.add(pledge(3, false)),
            Err(Reason::PledgesFull { places: 2 }.into())
        );
        pledges.add(pledge(3, true)).unwrap();
        pledges.add(pledge(4, true)).unwrap();
        assert_eq!(
            pledges.add(pledge(5, true)),
            Err(Reason::PledgesFull { places: 4 }.into())
        );
    }

    #[test]
    fn invited_pledges_may_take_every_place() {
        let mut pledges = Pledges::default();
        for surety in 1..=4 {
            pledges.add(pledge(surety, true)).unwrap();
        }
        assert_eq!(
            pledges.add(pledge(5, false)),
            Err(Reason::PledgesFull { places: 4 }.into())
        );
    }

    #[test]
    fn a_surety_pledges_once_to_a_step() {
        let mut pledges = Pledges::default();
        pledges.add(pledge(1, false)).unwrap();
        assert_eq!(
            pledges.add(pledge(1, true)),
            Err(Reason::AlreadyPledged {
                surety: ink::H160([1; 20])
            }
            .into())
        );
    }
}
