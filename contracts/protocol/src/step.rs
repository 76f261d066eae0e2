//! The parts of a trace.

use crate::{units::is_zero, Reason, Refusal, StepNumber};
use ink::{
    sol::{SolDecode, SolEncode},
    Address, H160, H256, U256,
};

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
#[repr(u8)]
pub enum Kind {
    Model = 1,
    Compute = 2,
    Verification = 3,
    Data = 4,
    Tool = 5,
}

worded_as!(Kind, |kind| *kind as u64);

impl Kind {
    fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Model),
            2 => Some(Self::Compute),
            3 => Some(Self::Verification),
            4 => Some(Self::Data),
            5 => Some(Self::Tool),
            _ => None,
        }
    }
}

/// A set of kinds: `1 << kind` for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "std",
    derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
)]
pub struct Kinds(u8);

packed_as!(Kinds, u8, |kinds| kinds.0, Self);
worded_as!(Kinds, |kinds| kinds.0.into());

impl Kinds {
    const ALL: u8 = 0b11_1110;

    /// A set that is not empty and has nothing in it but kinds.
    pub fn new(kinds: u8) -> Result<Self, Refusal> {
        if kinds == 0 || kinds & !Self::ALL != 0 {
            return Err(Reason::InvalidKinds { kinds }.into());
        }
        Ok(Self(kinds))
    }

    pub fn has(self, kind: Kind) -> bool {
        StepNumber(kind as u8).bit() & self.0 != 0
    }
}

impl SolEncode<'_> for Kinds {
    type SolType = u8;

    fn to_sol_type(&self) -> u8 {
        self.0
    }
}

impl SolDecode for Kinds {
    type SolType = u8;

    fn from_sol_type(kinds: u8) -> Result<Self, ink::sol::Error> {
        Ok(Self(kinds))
    }
}

/// One step: who did what, and the hash of the evidence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub kind: Kind,
    pub actor: Address,
    pub commitment: H256,
}

/// The steps of a trace, 53 bytes each: kind (1), actor (20), commitment (32).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps<'a>(&'a [u8]);

impl<'a> Steps<'a> {
    pub const STEP_LENGTH: usize = 53;

    /// Steps that were checked when they were stored.
    pub fn stored(packed: &'a [u8]) -> Self {
        Self(packed)
    }

    /// Steps that somebody brings.
    pub fn new(packed: &'a [u8]) -> Result<Self, Refusal> {
        let (number, odd) = (
            packed.len() / Self::STEP_LENGTH,
            packed.len() % Self::STEP_LENGTH,
        );
        if odd != 0 || number == 0 || number > usize::from(StepNumber::MOST) {
            return Err(Reason::InvalidSteps {
                length: U256::from(packed.len()),
            }
            .into());
        }
        let steps = Self(packed);
        for number in steps.numbers() {
            let (_, actor, commitment) = steps.parts(number)?;
            if is_zero(actor) {
                return Err(Reason::InvalidAddress {
                    given: H160::zero(),
                }
                .into());
            }
            if is_zero(commitment) {
                return Err(Reason::EmptyHash.into());
            }
        }
        Ok(steps)
    }

    pub fn count(self) -> u8 {
        // At most five were stored.
        u8::try_from(self.0.len() / Self::STEP_LENGTH).unwrap_or(StepNumber::MOST)
    }

    /// From 1 to the last.
    pub fn numbers(self) -> impl Iterator<Item = StepNumber> {
        StepNumber::up_to(self.count())
    }

    pub fn get(self, number: StepNumber) -> Result<Step, Refusal> {
        let (kind, actor, commitment) = self.parts(number)?;
        Ok(Step {
            kind,
            actor: H160::from_slice(actor),
            commitment: H256::from_slice(commitment),
        })
    }

    /// The parts of a step where they lie.
    fn parts(self, number: StepNumber) -> Result<(Kind, &'a [u8], &'a [u8]), Refusal> {
        let steps = self.count();
        let packed = number
            .0
            .checked_sub(1)
            .and_then(|index| self.0.chunks_exact(Self::STEP_LENGTH).nth(index.into()));
        let Some([kind, rest @ ..]) = packed else {
            return Err(Reason::UnknownStep {
                step: number,
                steps,
            }
            .into());
        };
        let kind = Kind::from_byte(*kind).ok_or(Reason::UnknownKind {
            step: number,
            kind: *kind,
        })?;
        let (actor, commitment) = rest.split_at(20);
        Ok((kind, actor, commitment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ink::prelude::{vec, vec::Vec};

    fn packed(steps: usize) -> Vec<u8> {
        (1..=steps)
            .flat_map(|step| {
                let kind = u8::try_from((step - 1) % 5 + 1).unwrap();
                [vec![kind], vec![kind + 10; 20], vec![kind + 20; 32]].concat()
            })
            .collect()
    }

    #[test]
    fn steps_come_out_as_they_were_packed() {
        let bytes = packed(5);
        let steps = Steps::new(&bytes).unwrap();
        assert_eq!(steps.count(), 5);
        assert_eq!(
            steps.get(StepNumber(3)),
            Ok(Step {
                kind: Kind::Verification,
                actor: H160([13; 20]),
                commitment: H256([23; 32])
            })
        );
        for step in [0, 6, 255].map(StepNumber) {
            assert_eq!(
                steps.get(step),
                Err(Reason::UnknownStep { step, steps: 5 }.into())
            );
        }
    }

    #[test]
    fn none_too_many_and_broken_ones_are_refused() {
        for length in [0, 1, 52, 54, 6 * 53, 5 * 53 + 1] {
            let bytes = vec![1; length];
            assert_eq!(
                Steps::new(&bytes),
                Err(Reason::InvalidSteps {
                    length: length.into()
                }
                .into())
            );
        }
    }

    #[test]
    fn a_step_without_a_kind_an_actor_or_a_commitment_is_refused() {
        for kind in [0, 6, 255] {
            let mut bytes = packed(2);
            bytes[53] = kind;
            assert_eq!(
                Steps::new(&bytes),
                Err(Reason::UnknownKind {
                    step: StepNumber(2),
                    kind
                }
                .into())
            );
        }
        let mut bytes = packed(1);
        bytes[1..21].fill(0);
        assert_eq!(
            Steps::new(&bytes),
            Err(Reason::InvalidAddress {
                given: H160::zero()
            }
            .into())
        );
        let mut bytes = packed(1);
        bytes[21..].fill(0);
        assert_eq!(Steps::new(&bytes), Err(Reason::EmptyHash.into()));
    }

    #[test]
    fn sets_of_kinds() {
        for kinds in [0, 1, 0b100_0000, 0b1000_0010] {
            assert_eq!(
                Kinds::new(kinds),
                Err(Reason::InvalidKinds { kinds }.into())
            );
        }
        let kinds = Kinds::new(0b10_0010).unwrap();
        assert!(kinds.has(Kind::Model) && kinds.has(Kind::Tool));
        assert!(!kinds.has(Kind::Compute));
    }
}
