//! Probes: what the platform's parts cost a contract, each measured as the difference of two.
//!
//! A probe without arguments is a row of a table in one of the modules (`probes!`) and is called as
//! `run(number)`. What concerns messages themselves is a message here and a row in `e2e/benches/probes.rs`.
#![cfg_attr(not(feature = "std"), no_std, no_main)]
// What is measured is the platform, so nothing here is written around a lint for contracts.
#![allow(clippy::new_without_default)]

mod arithmetic;
mod cells;
mod codecs;
#[cfg(all(feature = "fast-copy", target_arch = "riscv64"))]
mod copy;
mod errors;
mod events;
mod host;
mod layout;
#[cfg(feature = "padded")]
mod padding;
mod table;
mod words;

#[cfg(feature = "std")]
pub use table::about;
pub use table::About;

#[cfg(target_arch = "riscv64")]
ink::polkavm_derive::min_stack_size!(65536);

#[ink::contract]
mod probes {
    use crate::{
        errors::Failure,
        layout, table,
        words::{Item, Long, Ten},
    };
    use ink::{prelude::string::String, prelude::vec::Vec, sol::DynBytes, U256};

    #[ink(storage)]
    pub struct Probes {
        root: layout::Root,
    }

    impl Probes {
        #[ink(constructor)]
        pub fn new() -> Self {
            let root = layout::Root::default();
            Self { root }
        }

        /// Fills the cells that the probes read.
        #[ink(message)]
        pub fn seed(&mut self) {
            crate::cells::seed();
        }

        /// Runs a probe of the table.
        #[ink(message)]
        pub fn run(&self, probe: u32) {
            table::run(probe);
            #[cfg(feature = "padded")]
            crate::padding::run(probe);
        }

        #[ink(message)]
        pub fn look(&self) {}

        #[ink(message)]
        pub fn touch(&mut self) {
            core::hint::black_box(&mut self.root);
        }

        #[ink(message)]
        pub fn give_word(&self) -> U256 {
            U256::from(7)
        }

        #[ink(message)]
        pub fn give_ten(&self) -> Ten {
            Ten::default()
        }

        #[ink(message)]
        pub fn give_thirty(&self) -> (Ten, Ten, Ten) {
            Default::default()
        }

        #[ink(message)]
        pub fn give_items(&self) -> Vec<Item> {
            ink::prelude::vec![Item::default(); 4]
        }

        #[ink(message)]
        pub fn take_word(&self, a: U256) {
            core::hint::black_box(&a);
        }

        #[ink(message)]
        pub fn take_six(&self, a: U256, b: U256, c: U256, d: U256, e: U256, f: U256) {
            core::hint::black_box(&(a, b, c, d, e, f));
        }

        #[ink(message)]
        pub fn take_six_narrow(&self, a: Address, b: u128, c: u128, d: u64, e: u32, f: bool) {
            core::hint::black_box(&(a, b, c, d, e, f));
        }

        #[ink(message)]
        pub fn take_bytes(&self, a: DynBytes) {
            core::hint::black_box(&a);
        }

        #[ink(message)]
        pub fn take_string(&self, a: String) {
            core::hint::black_box(&a);
        }

        #[ink(message)]
        pub fn take_items(&self, a: Vec<Item>) {
            core::hint::black_box(&a);
        }

        #[ink(message)]
        pub fn take_ten(&self, a: Ten) {
            core::hint::black_box(&a);
        }

        #[ink(message)]
        pub fn take_long(&self, a: Long) {
            core::hint::black_box(&a);
        }

        #[ink(message)]
        pub fn succeed(&self) -> Result<(), Failure> {
            core::hint::black_box(Ok(()))
        }

        #[ink(message)]
        pub fn fail(&self) -> Result<(), Failure> {
            core::hint::black_box(Err(Failure::example()))
        }

        /// Calls a message without arguments of another contract.
        #[ink(message)]
        pub fn call(&self, other: Address, selector: u32) {
            crate::host::call(other, selector);
        }
    }
}
