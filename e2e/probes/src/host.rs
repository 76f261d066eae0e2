//! The host's functions without ink between, hashing, and calls.

use crate::table::probes;
use core::hint::black_box;
use ink::{env::hash::Keccak256, Address};

#[cfg(target_arch = "riscv64")]
mod on_chain {
    use pallet_revive_uapi::{HostFn, HostFnImpl, ReturnFlags, StorageFlags};

    /// A cell of exactly this length.
    #[inline(always)]
    pub fn get<const N: usize>(key: &[u8]) -> [u8; N] {
        let mut bytes = [0; N];
        let _ = HostFnImpl::get_storage(StorageFlags::empty(), key, &mut &mut bytes[..]);
        bytes
    }

    #[inline(always)]
    pub fn set(key: &[u8], bytes: &[u8]) {
        HostFnImpl::set_storage(StorageFlags::empty(), key, bytes);
    }

    #[inline(always)]
    pub fn get_word(key: &[u8; 32]) -> [u8; 32] {
        let mut word = [0; 32];
        HostFnImpl::get_storage_or_zero(StorageFlags::empty(), key, &mut word);
        word
    }

    #[inline(always)]
    pub fn set_word(key: &[u8; 32], word: &[u8; 32]) {
        HostFnImpl::set_storage_or_clear(StorageFlags::empty(), key, word);
    }

    #[inline(always)]
    pub fn emit(topics: &[[u8; 32]], data: &[u8]) {
        HostFnImpl::deposit_event(topics, data);
    }

    #[inline(always)]
    pub fn revert(data: &[u8]) {
        HostFnImpl::return_value(ReturnFlags::REVERT, data);
    }
}

/// So that the workspace compiles: probes run on a chain only.
#[cfg(not(target_arch = "riscv64"))]
mod on_chain {
    pub fn get<const N: usize>(_: &[u8]) -> [u8; N] {
        [0; N]
    }
    pub fn set(_: &[u8], _: &[u8]) {}
    pub fn get_word(_: &[u8; 32]) -> [u8; 32] {
        [0; 32]
    }
    pub fn set_word(_: &[u8; 32], _: &[u8; 32]) {}
    pub fn emit(_: &[[u8; 32]], _: &[u8]) {}
    pub fn revert(_: &[u8]) {}
}

pub use on_chain::*;

fn keccak(bytes: &[u8]) {
    let mut hash = [0; 32];
    ink::env::hash_bytes::<Keccak256>(black_box(bytes), &mut hash);
    black_box(&hash);
}

/// Calls a message without arguments.
pub fn call(other: Address, selector: u32) {
    use ink::env::{call::*, DefaultEnvironment};
    let selector = Selector::new(selector.to_be_bytes());
    let _ = black_box(
        build_call_sol::<DefaultEnvironment>()
            .call(other)
            .exec_input(ExecutionInput::new(selector))
            .returns::<()>()
            .try_invoke(),
    );
}

probes! {
    /// keccak of 64 bytes
    keccak_64 - nothing { keccak(&[1; 64]) }
    /// keccak of 137 bytes
    keccak_137 - nothing { keccak(&[1; 137]) }
    /// keccak of 400 bytes
    keccak_400 - nothing { keccak(&[1; 400]) }
    /// who calls
    caller - nothing { black_box(&ink::env::caller()); }
    /// the time
    time - nothing { black_box(ink::env::block_timestamp::<ink::env::DefaultEnvironment>()); }
    /// the value that came along
    value - nothing { black_box(&ink::env::transferred_value()); }
    /// the contract's own address
    address - nothing { black_box(&ink::env::address()); }
    /// revert with an error of two words, encoded by ink, without returning it
    revert_encoded - nothing { revert(&ink::sol::SolErrorEncode::encode(black_box(&crate::errors::Failure::example()))) }
    /// revert with 68 bytes as they lie
    revert_raw - revert_encoded { revert(black_box(&[1; 68])) }
}
