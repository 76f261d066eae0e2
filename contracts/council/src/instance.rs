//! The instances of answerable that the council governs, as the chain sees them: words out, words back.
//!
//! ink has no call with given bytes, which acts of office are; and typed calls for the rest would make the
//! contract larger by half.

use crate::refusal::Refusal;
use answerable_protocol::{FaultId, Sheet, Worded};
use ink::{prelude::vec::Vec, sol::DynBytes, Address};

#[cfg(target_arch = "riscv64")]
use pallet_revive_uapi::{CallFlags, HostFn, HostFnImpl, ReturnErrorCode};

/// fault(uint64)
const FAULT: [u8; 4] = [0xac, 0x9c, 0x5a, 0xb3];
/// isParty(uint64,address)
const IS_PARTY: [u8; 4] = [0x70, 0x39, 0xe8, 0xa7];

const WORD: usize = 32;
/// How many words a fault is.
const FAULT_WORDS: usize = 32;
/// Where among them its state is, and after it its layer.
const STATE: usize = 22;

/// In which layer and state a fault is now.
#[inline(never)]
pub fn stage(instance: Address, fault: FaultId) -> Result<(u8, u8), Refusal> {
    let mut call = Sheet::default();
    call.put(&FAULT);
    fault.put(&mut call);
    let answer = tell(instance, call.bytes())?;
    read_stage(&answer).ok_or(Refusal::NoAnswer { instance })
}

/// Refuses a member who may not judge the fault.
#[inline(never)]
pub fn require_no_party(instance: Address, fault: FaultId, member: Address) -> Result<(), Refusal> {
    let mut call = Sheet::default();
    call.put(&IS_PARTY);
    fault.put(&mut call);
    member.put(&mut call);
    let answer = tell(instance, call.bytes())?;
    match (answer.len(), small(&answer, 0)) {
        (WORD, Some(0)) => Ok(()),
        (WORD, Some(1)) => Err(Refusal::OwnCase { party: member }),
        _ => Err(Refusal::NoAnswer { instance }),
    }
}

fn read_stage(answer: &[u8]) -> Option<(u8, u8)> {
    if answer.len() != FAULT_WORDS * WORD {
        return None;
    }
    Some((
        small(answer, STATE.saturating_add(1))?,
        small(answer, STATE)?,
    ))
}

/// A word that is a small number.
fn small(answer: &[u8], word: usize) -> Option<u8> {
    let begin = word.checked_mul(WORD)?;
    let word = answer.get(begin..)?.first_chunk::<WORD>()?;
    let (last, zeros) = word.split_last()?;
    zeros.iter().all(|byte| *byte == 0).then_some(*last)
}

/// Where no code is, every call succeeds and does nothing.
pub fn require_code(instance: Address) -> Result<(), Refusal> {
    if ink::env::is_contract(&instance) {
        Ok(())
    } else {
        Err(Refusal::NoAnswer { instance })
    }
}

/// Says it to the instance, with all that is left of the weight and of the deposit, and without money.
#[cfg(target_arch = "riscv64")]
#[inline(never)]
pub fn tell(instance: Address, call: &[u8]) -> Result<Vec<u8>, Refusal> {
    /// More than any refusal of answerable, and more than a fault; of a longer answer the rest is cut.
    const LONGEST: usize = 2 * FAULT_WORDS * WORD;
    let mut answer = [0; LONGEST];
    let mut answer = &mut answer[..];
    let told = HostFnImpl::call(
        CallFlags::empty(),
        &instance.0,
        u64::MAX,
        u64::MAX,
        &[0xff; 32],
        &[0; 32],
        call,
        Some(&mut answer),
    );
    match told {
        Ok(()) => Ok(answer.to_vec()),
        Err(ReturnErrorCode::CalleeReverted) => Err(Refusal::InstanceRefused {
            instance,
            data: DynBytes(answer.to_vec()),
        }),
        Err(_) => Err(Refusal::NoAnswer { instance }),
    }
}

/// Elsewhere this crate is compiled for its types and metadata only.
#[cfg(not(target_arch = "riscv64"))]
pub fn tell(instance: Address, call: &[u8]) -> Result<Vec<u8>, Refusal> {
    Err(Refusal::InstanceRefused {
        instance,
        data: DynBytes(call.to_vec()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{address, keccak_256};
    use answerable_protocol::{
        Amount, BatchId, Fault, Filed, State, StepNumber, Terms, Time, TraceId,
    };
    use ink::{prelude::vec, SolEncode, H256};

    #[test]
    fn instances_are_asked_in_their_own_words() {
        assert_eq!(FAULT, keccak_256(b"fault(uint64)")[..4]);
        assert_eq!(IS_PARTY, keccak_256(b"isParty(uint64,address)")[..4]);
    }

    #[test]
    fn layer_and_state_are_where_a_fault_has_them() {
        let all = u64::MAX;
        let filed = Filed {
            trace: TraceId(H256([255; 32])),
            step: StepNumber(255),
            recourse: true,
            reporter: address(255),
            beneficiary: address(255),
            recorder: address(255),
            governance: address(255),
            evidence: H256([255; 32]),
            report_end: Time(all),
            batch: BatchId(all),
            batch_place: 255,
            terms: Default::default(),
        };
        let mut fault = Fault::new(filed, Terms::default(), Amount::new(u128::MAX));
        fault.called = address(255);
        fault.deadline = Time(all);
        for (layer, state) in [(0, State::Contested), (4, State::Defaulted)] {
            (fault.layer, fault.state) = (layer, state);
            let words = SolEncode::encode(&fault);
            assert_eq!(read_stage(&words), Some((layer, state as u8)));
        }
    }

    #[test]
    fn what_is_no_fault_has_no_stage() {
        let whole = FAULT_WORDS * WORD;
        for length in [0, WORD, whole - 1, whole + 1, 2 * whole] {
            assert_eq!(read_stage(&vec![0; length]), None);
        }
        let mut large = vec![0; whole];
        large[STATE * WORD + 30] = 1;
        assert_eq!(read_stage(&large), None);
    }
}
