//! The floor: the smallest contract that ink makes, which rewrites its one cell. Nothing that ink compiles and that
//! keeps something costs less.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

#[ink::contract]
mod floor {
    #[ink(storage)]
    pub struct Floor {
        kept: u64,
    }

    impl Floor {
        #[ink(constructor)]
        pub fn new(kept: u64) -> Self {
            Self { kept }
        }

        #[ink(message)]
        pub fn set(&mut self, kept: u64) {
            self.kept = kept;
        }

        #[ink(message)]
        pub fn get(&self) -> u64 {
            self.kept
        }
    }
}
