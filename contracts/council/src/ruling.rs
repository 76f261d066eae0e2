//! What the council may decide about a fault.

use crate::{
    motion::{Chamber, Kind},
    refusal::Refusal,
};
use answerable_protocol::{Amount, Bps, FaultId, Sheet, State, Worded};
use ink::{prelude::vec::Vec, Address, H256, U256};

/// An act of governance on a fault.
#[derive(Debug, PartialEq, Eq)]
struct Act {
    /// In which state it is possible.
    state: State,
    /// The message of the instance that does it.
    selector: [u8; 4],
    /// What its amount may be; an act without one takes none at all.
    least: u128,
    most: u128,
}

/// Numbered from 1.
const ACTS: &[Act] = &[
    // ruleUphold(uint64,uint256)
    Act {
        state: State::Contested,
        selector: [0x18, 0x4c, 0x3a, 0x3a],
        least: 1,
        most: u128::MAX,
    },
    // ruleDismiss(uint64)
    Act {
        state: State::Contested,
        selector: [0xd3, 0xd2, 0x6b, 0x00],
        least: 0,
        most: 0,
    },
    // slash(uint64,uint16)
    Act {
        state: State::Defaulted,
        selector: [0xce, 0xe2, 0xd0, 0x2e],
        least: 1,
        most: Bps::WHOLE.0 as u128,
    },
    // pardon(uint64)
    Act {
        state: State::Defaulted,
        selector: [0xb4, 0x93, 0xc7, 0x27],
        least: 0,
        most: 0,
    },
];

/// One act on one fault of one instance, in the layer and the state in which the fault is now.
#[derive(Debug, PartialEq, Eq)]
pub struct Ruling {
    pub instance: Address,
    pub fault: FaultId,
    pub layer: u8,
    pub number: u8,
    /// The loss of an uphold, or the basis points of a slash.
    pub amount: Amount,
    act: &'static Act,
}

impl Ruling {
    /// Refuses what no instance could do.
    pub fn new(
        instance: Address,
        fault: FaultId,
        layer: u8,
        state: u8,
        number: u8,
        amount: U256,
    ) -> Result<Self, Refusal> {
        let act = number
            .checked_sub(1)
            .and_then(|place| ACTS.get(usize::from(place)))
            .filter(|act| act.state as u8 == state)
            .ok_or(Refusal::NoSuchAct { act: number, state })?;
        let amount = u128::try_from(amount)
            .ok()
            .filter(|amount| (act.least..=act.most).contains(amount))
            .ok_or(Refusal::AmountOutOfBounds {
                least: Amount::new(act.least),
                most: Amount::new(act.most),
            })?;
        Ok(Self {
            instance,
            fault,
            layer,
            number,
            amount: Amount::new(amount),
            act,
        })
    }

    /// Refuses a vote on what is not at stake now.
    pub fn require_stage(&self, layer: u8, state: u8) -> Result<(), Refusal> {
        if (layer, state) == (self.layer, self.act.state as u8) {
            return Ok(());
        }
        Err(Refusal::FaultStandsAt { layer, state })
    }

    /// What the instance is told.
    pub fn call(&self) -> Vec<u8> {
        let mut call = Sheet::default();
        call.put(&self.act.selector);
        self.fault.put(&mut call);
        if self.act.most > 0 {
            self.amount.put(&mut call);
        }
        call.into()
    }

    pub fn motion(&self, chamber: &Chamber) -> H256 {
        let place = [self.layer, self.act.state as u8, self.number];
        chamber.motion(
            Kind::Ruling,
            &[
                self.instance.as_bytes(),
                &self.fault.0.to_be_bytes(),
                &place,
                &[0; 16],
                &self.amount.units().to_be_bytes(),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{address, keccak_256};
    use ink::prelude::vec;

    fn ruling(state: u8, act: u8, amount: u128) -> Result<Ruling, Refusal> {
        Ruling::new(address(1), FaultId(2), 3, state, act, amount.into())
    }

    fn name(ruling: &Ruling) -> H256 {
        ruling.motion(&Chamber {
            council: address(9),
            term: 5,
            hash: &keccak_256,
        })
    }

    #[test]
    fn acts_exist_in_their_state_only() {
        let exist = [(2, 1), (2, 2), (3, 3), (3, 4)];
        for state in 0..=10 {
            for act in [0, 1, 2, 3, 4, 5, 255] {
                let made = ruling(state, act, 0).or(ruling(state, act, 1));
                if exist.contains(&(state, act)) {
                    let made = made.unwrap();
                    assert_eq!((made.act.state as u8, made.number), (state, act));
                } else {
                    assert_eq!(made, Err(Refusal::NoSuchAct { act, state }));
                }
            }
        }
    }

    #[test]
    fn amounts_fit_the_act() {
        let bounds = |state, act, least, most| {
            let refused = Err(Refusal::AmountOutOfBounds {
                least: Amount::new(least),
                most: Amount::new(most),
            });
            assert!(ruling(state, act, least).is_ok());
            assert!(ruling(state, act, most).is_ok());
            if let Some(below) = least.checked_sub(1) {
                assert_eq!(ruling(state, act, below), refused);
            }
            let above = U256::from(most) + 1;
            for amount in [above, U256::MAX] {
                let made = Ruling::new(address(1), FaultId(2), 3, state, act, amount);
                assert_eq!(made, refused);
            }
        };
        bounds(2, 1, 1, u128::MAX);
        bounds(2, 2, 0, 0);
        bounds(3, 3, 1, 10_000);
        bounds(3, 4, 0, 0);
    }

    #[test]
    fn a_vote_is_about_the_layer_and_state_of_now() {
        let ruling = ruling(3, 4, 0).unwrap();
        assert_eq!(ruling.require_stage(3, 3), Ok(()));
        for (layer, state) in [(2, 3), (3, 2), (4, 3), (3, 1), (3, 8), (0, 0)] {
            assert_eq!(
                ruling.require_stage(layer, state),
                Err(Refusal::FaultStandsAt { layer, state })
            );
        }
    }

    #[test]
    fn instances_are_told_in_their_own_words() {
        for (state, act, amount, message) in [
            (2, 1, 77, "ruleUphold(uint64,uint256)"),
            (2, 2, 0, "ruleDismiss(uint64)"),
            (3, 3, 77, "slash(uint64,uint16)"),
            (3, 4, 0, "pardon(uint64)"),
        ] {
            let mut expected = keccak_256(message.as_bytes())[..4].to_vec();
            expected.extend([0; 31]);
            expected.push(2);
            if amount > 0 {
                expected.extend([0; 31]);
                expected.push(77);
            }
            let call = ruling(state, act, amount).unwrap().call();
            assert_eq!(call, expected, "{message}");
        }
    }

    #[test]
    fn no_two_rulings_share_a_name() {
        let one = ruling(2, 1, 7).unwrap();
        let (to, fault) = (address(1), FaultId(2));
        let other = |to, fault, layer, state, act, amount: u128| {
            Ruling::new(to, fault, layer, state, act, amount.into()).unwrap()
        };
        let names = [
            name(&one),
            name(&other(address(2), fault, 3, 2, 1, 7)),
            name(&other(to, FaultId(3), 3, 2, 1, 7)),
            name(&other(to, fault, 4, 2, 1, 7)),
            name(&other(to, fault, 3, 3, 3, 7)),
            name(&other(to, fault, 3, 2, 2, 0)),
            name(&other(to, fault, 3, 3, 4, 0)),
            name(&other(to, fault, 3, 2, 1, 8)),
            name(&other(to, fault, 3, 2, 1, 7 << 100)),
        ];
        for (place, one) in names.iter().enumerate() {
            assert!(!names[..place].contains(one), "{place}");
        }
    }

    #[test]
    fn the_name_is_that_of_soliditys_packed_encoding() {
        let mut preimage = keccak_256(b"answerable.council.v1").to_vec();
        preimage.extend([9; 20]);
        preimage.extend([0, 0, 0, 5, 1]);
        preimage.extend([1; 20]);
        preimage.extend(2_u64.to_be_bytes());
        preimage.extend([3, 3, 3]);
        preimage.extend(vec![0; 30]);
        preimage.extend(2_500_u16.to_be_bytes());
        assert_eq!(
            name(&ruling(3, 3, 2_500).unwrap()),
            H256(keccak_256(&preimage))
        );
    }
}
