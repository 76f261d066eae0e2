//! What governance decides besides rulings.

use crate::{
    motion::{Chamber, Kind},
    refusal::Refusal,
};
use ink::{prelude::vec::Vec, sol::FixedBytes, Address, H256, U256};

/// The messages of an instance that may be called, and how long their arguments are. No ruling is among them: these
/// ask neither for the state of a fault nor for its parties.
const MESSAGES: &[([u8; 4], usize)] = &[
    // addTerms(Terms)
    ([0x65, 0xe1, 0x5f, 0xac], 320),
    // setTreasury(address)
    ([0xf0, 0xf4, 0x42, 0x60], 32),
    // setIntake(bool)
    ([0x49, 0x9c, 0x8f, 0x2d], 32),
    // proposeGovernance(address)
    ([0xc3, 0x73, 0xa0, 0x8e], 32),
    // acceptGovernance()
    ([0x23, 0x8e, 0xfc, 0xbc], 0),
];

/// One of these calls to one instance.
#[derive(Debug, PartialEq, Eq)]
pub struct OfficeAct {
    pub instance: Address,
    pub call: Vec<u8>,
}

impl OfficeAct {
    /// Refuses every other call, and one that is cut or says too much: an instance would read what is missing as zeros.
    pub fn new(instance: Address, call: Vec<u8>) -> Result<Self, Refusal> {
        let selector = call.first_chunk().copied().unwrap_or_default();
        let arguments = MESSAGES
            .iter()
            .find_map(|(message, arguments)| (*message == selector).then_some(*arguments))
            .ok_or(Refusal::NotAnOfficeAct {
                selector: FixedBytes(selector),
            })?;
        let expected = arguments.saturating_add(selector.len());
        if call.len() != expected {
            return Err(Refusal::InvalidLength {
                length: U256::from(call.len()),
                expected: U256::from(expected),
            });
        }
        Ok(Self { instance, call })
    }

    pub fn motion(&self, chamber: &Chamber) -> H256 {
        chamber.motion(Kind::Office, &[self.instance.as_bytes(), &self.call])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{address, keccak_256};

    const ALL: [(&str, usize); 5] = [
        (
            "addTerms(((uint32,uint32,uint32,uint32),uint256,uint256,uint256,uint16,uint16,uint16))",
            10,
        ),
        ("setTreasury(address)", 1),
        ("setIntake(bool)", 1),
        ("proposeGovernance(address)", 1),
        ("acceptGovernance()", 0),
    ];

    fn call(message: &str, bytes: usize) -> Vec<u8> {
        let mut call = keccak_256(message.as_bytes())[..4].to_vec();
        call.resize(4 + bytes, 1);
        call
    }

    #[test]
    fn the_five_office_acts_pass_whole() {
        for (message, words) in ALL {
            let whole = call(message, words * 32);
            let made = OfficeAct::new(address(1), whole.clone()).unwrap();
            assert_eq!(made.call, whole);
            for length in [words * 32 + 1, words * 32 + 32, 5_000] {
                let refused = OfficeAct::new(address(1), call(message, length));
                let expected = Refusal::InvalidLength {
                    length: U256::from(4 + length),
                    expected: U256::from(4 + words * 32),
                };
                assert_eq!(refused, Err(expected), "{message}");
            }
            for length in 0..words * 32 {
                assert!(OfficeAct::new(address(1), call(message, length)).is_err());
            }
        }
    }

    #[test]
    fn nothing_else_passes() {
        for message in [
            "ruleUphold(uint64,uint256)",
            "ruleDismiss(uint64)",
            "slash(uint64,uint16)",
            "pardon(uint64)",
            "withdraw(uint256)",
            "deposit()",
            "ownUp(uint64)",
        ] {
            let call = call(message, 64);
            let selector = FixedBytes(*call.first_chunk().unwrap());
            assert_eq!(
                OfficeAct::new(address(1), call),
                Err(Refusal::NotAnOfficeAct { selector }),
                "{message}"
            );
        }
        for cut in 0..4 {
            let call = call("acceptGovernance()", 0)[..cut].to_vec();
            let selector = FixedBytes([0; 4]);
            assert_eq!(
                OfficeAct::new(address(1), call),
                Err(Refusal::NotAnOfficeAct { selector })
            );
        }
    }

    #[test]
    fn the_name_is_that_of_soliditys_packed_encoding() {
        let chamber = Chamber {
            council: address(9),
            term: 5,
            hash: &keccak_256,
        };
        let call = call("setIntake(bool)", 32);
        let mut preimage = keccak_256(b"answerable.council.v1").to_vec();
        preimage.extend([9; 20]);
        preimage.extend([0, 0, 0, 5, 2]);
        preimage.extend([1; 20]);
        preimage.extend(&call);
        let act = OfficeAct::new(address(1), call).unwrap();
        assert_eq!(act.motion(&chamber), H256(keccak_256(&preimage)));
    }
}
