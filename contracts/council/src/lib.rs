//! Governance by several: so many of the members must vote for one and the same thing, and then it is done.
//!
//! A council governs any number of instances of answerable. It holds no money and takes none.
#![cfg_attr(not(feature = "std"), no_std, no_main)]
// Tests may overflow: they would fail.
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

// Eight KiB, the default, overflows with a few structs, and every call then traps.
#[cfg(target_arch = "riscv64")]
ink::polkavm_derive::min_stack_size!(65536);

mod instance;
mod motion;
mod office;
mod refusal;
mod ruling;
mod seats;
#[cfg(test)]
mod tests;

// ink's expansion panics where it cannot decode; what is written here does not.
#[allow(clippy::panic)]
#[ink::contract]
pub mod council {
    use crate::{
        instance,
        motion::{Chamber, Motion},
        office::OfficeAct,
        refusal::Refusal,
        ruling::Ruling,
        seats::{self, Seats},
    };
    use answerable_protocol::{Amount, FaultId, Time};
    use ink::{
        env::hash::Keccak256, prelude::vec::Vec, sol::DynBytes, storage::Mapping, H256, U256,
    };

    /// Who votes, and what they voted for.
    #[ink(storage)]
    pub struct Council {
        /// What every vote needs lies in this first cell.
        seats: Seats,
        /// What somebody voted for and was not carried, by its name.
        motions: Mapping<H256, Motion>,
    }

    /// These members decide from now on. Every earlier vote is void.
    #[ink(event)]
    pub struct SeatsChanged {
        #[ink(topic)]
        term: u32,
        members: Vec<Address>,
        threshold: u8,
    }

    /// The first vote for a ruling. Here and below, earlier votes for the same motion are void.
    #[ink(event)]
    pub struct RulingMoved {
        #[ink(topic)]
        motion: H256,
        #[ink(topic)]
        instance: Address,
        #[ink(topic)]
        fault: FaultId,
        layer: u8,
        state: u8,
        act: u8,
        amount: Amount,
    }

    /// The first vote for an act of office.
    #[ink(event)]
    pub struct OfficeMoved {
        #[ink(topic)]
        motion: H256,
        #[ink(topic)]
        instance: Address,
        call: DynBytes,
    }

    /// The first vote for other seats.
    #[ink(event)]
    pub struct SeatsMoved {
        #[ink(topic)]
        motion: H256,
        members: Vec<Address>,
        threshold: u8,
    }

    #[ink(event)]
    pub struct Voted {
        #[ink(topic)]
        motion: H256,
        #[ink(topic)]
        member: Address,
    }

    /// A member took a vote back.
    #[ink(event)]
    pub struct Retracted {
        #[ink(topic)]
        motion: H256,
        #[ink(topic)]
        member: Address,
    }

    /// The votes sufficed, and it was done.
    #[ink(event)]
    pub struct Carried {
        #[ink(topic)]
        motion: H256,
    }

    impl Council {
        /// A council of 1 to 16 members, `threshold` of whom decide.
        ///
        /// *Errors*: `MembersOutOfBounds`, `ThresholdOutOfBounds`, `InvalidAddress`, `SeatedTwice`; no code is
        /// instantiated then.
        #[ink(constructor)]
        pub fn new(members: Vec<Address>, threshold: u8) -> Result<Self, Refusal> {
            let mut council = Self {
                seats: Seats::default(),
                motions: Mapping::new(),
            };
            council.seat(members, threshold)?;
            Ok(council)
        }

        // ------------------------------------------------------------------------------------ votes

        /// *Effects*: the caller votes that a fault of an instance be ruled on: act 1 upholds a loss of `amount`, 2
        /// dismisses, 3 slashes by `amount` basis points, 4 pardons. The vote that suffices does it. Returns the
        /// motion's name.
        ///
        /// *Errors*: `NotAMember`, `NoSuchAct`, `AmountOutOfBounds`, `NoAnswer`, `InstanceRefused`, `FaultStandsAt`,
        /// `OwnCase`, `AlreadyVoted`.
        /// *Cells*: reads 2, writes 2 (root, motion), and those of the instance: reads 8, and at the end a ruling's.
        #[ink(message, name = "voteRuling")]
        pub fn vote_ruling(
            &mut self,
            instance: Address,
            fault: FaultId,
            layer: u8,
            state: u8,
            act: u8,
            amount: U256,
        ) -> Result<H256, Refusal> {
            let member = self.env().caller();
            let place = self.seats.place_of(member)?;
            let ruling = Ruling::new(instance, fault, layer, state, act, amount)?;
            let (layer_now, state_now) = instance::stage(instance, fault)?;
            ruling.require_stage(layer_now, state_now)?;
            instance::require_no_party(instance, fault, member)?;
            let motion = ruling.motion(&self.chamber());
            let open = self.open(motion);
            if open.is_none() {
                self.env().emit_event(RulingMoved {
                    motion,
                    instance,
                    fault,
                    layer,
                    state,
                    act,
                    amount: ruling.amount,
                });
            }
            if self.vote(motion, open, place)? {
                instance::tell(instance, &ruling.call())?;
            }
            Ok(motion)
        }

        /// *Effects*: the caller votes for a call to an instance: `addTerms`, `setTreasury`, `setIntake`,
        /// `proposeGovernance` or `acceptGovernance`, with its arguments. The vote that suffices does it. Returns the
        /// motion's name.
        ///
        /// *Errors*: `NotAMember`, `NotAnOfficeAct`, `InvalidLength`, `NoAnswer`, `AlreadyVoted`, `InstanceRefused`.
        /// *Cells*: reads 2, writes 2 (root, motion), and at the end those of the instance's message.
        #[ink(message, name = "voteOffice")]
        pub fn vote_office(&mut self, instance: Address, call: DynBytes) -> Result<H256, Refusal> {
            let place = self.seats.place_of(self.env().caller())?;
            let act = OfficeAct::new(instance, call.0)?;
            instance::require_code(instance)?;
            let motion = act.motion(&self.chamber());
            let open = self.open(motion);
            if open.is_none() {
                self.env().emit_event(OfficeMoved {
                    motion,
                    instance,
                    call: DynBytes(act.call.clone()),
                });
            }
            if self.vote(motion, open, place)? {
                instance::tell(instance, &act.call)?;
            }
            Ok(motion)
        }

        /// *Effects*: the caller votes that these be all the members, and so many of them decide. The vote that suffices
        /// seats them, and every open vote is void. Returns the motion's name.
        ///
        /// *Errors*: `NotAMember`, `AlreadyVoted`, `Unsound`, and those of the constructor.
        /// *Cells*: reads 2, writes 2 (root, motion).
        #[ink(message, name = "voteSeats")]
        pub fn vote_seats(
            &mut self,
            members: Vec<Address>,
            threshold: u8,
        ) -> Result<H256, Refusal> {
            let place = self.seats.place_of(self.env().caller())?;
            let motion = self.seats_motion(members.clone(), threshold)?;
            let open = self.open(motion);
            if open.is_none() {
                self.env().emit_event(SeatsMoved {
                    motion,
                    members: members.clone(),
                    threshold,
                });
            }
            if self.vote(motion, open, place)? {
                self.seat(members, threshold)?;
            }
            Ok(motion)
        }

        /// *Effects*: takes back the caller's vote for an open motion.
        ///
        /// *Errors*: `NotAMember`, `NotVoted`.
        /// *Cells*: reads 2, writes 2 (root, motion).
        #[ink(message)]
        pub fn retract(&mut self, motion: H256) -> Result<(), Refusal> {
            let member = self.env().caller();
            let place = self.seats.place_of(member)?;
            let mut open = self.open(motion).ok_or(Refusal::NotVoted { motion })?;
            open.take_back(place, motion)?;
            if open.votes == 0 {
                self.motions.remove(motion);
            } else {
                self.motions.insert(motion, &open);
            }
            self.env().emit_event(Retracted { motion, member });
            Ok(())
        }

        // ------------------------------------------------------------------------------------ views

        /// Who votes, how many votes decide, and how often that changed. *Cells*: reads 1.
        #[ink(message)]
        pub fn seats(&self) -> Seats {
            self.seats.clone()
        }

        /// The votes for a motion that is open, or zeros. *Cells*: reads 2.
        #[ink(message)]
        pub fn motion(&self, motion: H256) -> Motion {
            self.open(motion).unwrap_or_default()
        }

        /// The name of a ruling, for the seats as they are now.
        ///
        /// *Errors*: `NoSuchAct`, `AmountOutOfBounds`. *Cells*: reads 1.
        #[ink(message, name = "rulingMotion")]
        pub fn ruling_motion(
            &self,
            instance: Address,
            fault: FaultId,
            layer: u8,
            state: u8,
            act: u8,
            amount: U256,
        ) -> Result<H256, Refusal> {
            let ruling = Ruling::new(instance, fault, layer, state, act, amount)?;
            Ok(ruling.motion(&self.chamber()))
        }

        /// The name of an act of office, for the seats as they are now.
        ///
        /// *Errors*: `NotAnOfficeAct`, `InvalidLength`. *Cells*: reads 1.
        #[ink(message, name = "officeMotion")]
        pub fn office_motion(&self, instance: Address, call: DynBytes) -> Result<H256, Refusal> {
            let act = OfficeAct::new(instance, call.0)?;
            Ok(act.motion(&self.chamber()))
        }

        /// The name of a change of seats, for the seats as they are now.
        ///
        /// *Errors*: those of the constructor. *Cells*: reads 1.
        #[ink(message, name = "seatsMotion")]
        pub fn seats_motion(&self, members: Vec<Address>, threshold: u8) -> Result<H256, Refusal> {
            seats::check(&members, threshold)?;
            Ok(self.chamber().seats(&members, threshold))
        }

        // ---------------------------------------------------------------------------------- helpers

        /// Counts one more vote; says whether they suffice. A motion that is carried is forgotten, so that the same can
        /// be decided again.
        #[inline(never)]
        fn vote(
            &mut self,
            motion: H256,
            open: Option<Motion>,
            place: u16,
        ) -> Result<bool, Refusal> {
            let member = self.env().caller();
            let mut open = open.unwrap_or_else(|| Motion::new(self.seats.term, self.now()));
            open.add(place, motion)?;
            self.env().emit_event(Voted { motion, member });
            let carried = self.seats.carry(open.votes);
            if carried {
                self.motions.remove(motion);
                self.env().emit_event(Carried { motion });
            } else {
                self.motions.insert(motion, &open);
            }
            Ok(carried)
        }

        fn seat(&mut self, members: Vec<Address>, threshold: u8) -> Result<(), Refusal> {
            self.seats = self.seats.next(members, threshold)?;
            self.env().emit_event(SeatsChanged {
                term: self.seats.term,
                members: self.seats.members.clone(),
                threshold,
            });
            Ok(())
        }

        #[inline(never)]
        fn open(&self, motion: H256) -> Option<Motion> {
            let found = self.motions.get(motion)?;
            found.is_open(self.seats.term, self.now()).then_some(found)
        }

        fn now(&self) -> Time {
            Time(self.env().block_timestamp())
        }

        #[inline(never)]
        fn chamber(&self) -> Chamber<'_> {
            Chamber {
                council: self.env().address(),
                term: self.seats.term,
                hash: &keccak_256,
            }
        }
    }

    fn keccak_256(bytes: &[u8]) -> [u8; 32] {
        let mut hash = [0; 32];
        ink::env::hash_bytes::<Keccak256>(bytes, &mut hash);
        hash
    }
}
