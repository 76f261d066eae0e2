//! A token as ink's own examples write one, with the ABI of `Token.sol`'s `transfer` and `balanceOf`.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

// ink's expansion panics where it cannot decode; what is written here does not.
#[allow(clippy::panic)]
#[ink::contract]
mod ink_erc20 {
    use ink::{storage::Mapping, U256};

    #[ink(storage)]
    #[derive(Default)]
    pub struct InkErc20 {
        total_supply: U256,
        balances: Mapping<Address, U256>,
        allowances: Mapping<(Address, Address), U256>,
    }

    #[ink(event)]
    pub struct Transfer {
        #[ink(topic)]
        from: Address,
        #[ink(topic)]
        to: Address,
        value: U256,
    }

    #[ink(event)]
    pub struct Approval {
        #[ink(topic)]
        owner: Address,
        #[ink(topic)]
        spender: Address,
        value: U256,
    }

    #[derive(Debug, PartialEq, Eq)]
    #[ink::error]
    pub enum Refusal {
        InsufficientBalance { balance: U256, needed: U256 },
        InsufficientAllowance { allowance: U256, needed: U256 },
    }

    impl InkErc20 {
        #[ink(constructor)]
        pub fn new(supply: U256) -> Self {
            let mut token = Self {
                total_supply: supply,
                ..Self::default()
            };
            let (from, to) = (Address::zero(), token.env().caller());
            token.balances.insert(to, &supply);
            token.env().emit_event(Transfer {
                from,
                to,
                value: supply,
            });
            token
        }

        #[ink(message, name = "totalSupply")]
        pub fn total_supply(&self) -> U256 {
            self.total_supply
        }

        #[ink(message, name = "balanceOf")]
        pub fn balance_of(&self, owner: Address) -> U256 {
            self.balances.get(owner).unwrap_or_default()
        }

        #[ink(message)]
        pub fn allowance(&self, owner: Address, spender: Address) -> U256 {
            self.allowances.get((owner, spender)).unwrap_or_default()
        }

        #[ink(message)]
        pub fn transfer(&mut self, to: Address, value: U256) -> Result<bool, Refusal> {
            self.move_between(self.env().caller(), to, value)
        }

        #[ink(message)]
        pub fn approve(&mut self, spender: Address, value: U256) -> bool {
            let owner = self.env().caller();
            self.allowances.insert((owner, spender), &value);
            self.env().emit_event(Approval {
                owner,
                spender,
                value,
            });
            true
        }

        #[ink(message, name = "transferFrom")]
        pub fn transfer_from(
            &mut self,
            from: Address,
            to: Address,
            value: U256,
        ) -> Result<bool, Refusal> {
            let spender = self.env().caller();
            let allowance = self.allowance(from, spender);
            let rest = allowance.checked_sub(value);
            let rest = rest.ok_or(Refusal::InsufficientAllowance {
                allowance,
                needed: value,
            })?;
            self.allowances.insert((from, spender), &rest);
            self.move_between(from, to, value)
        }

        fn move_between(
            &mut self,
            from: Address,
            to: Address,
            value: U256,
        ) -> Result<bool, Refusal> {
            let balance = self.balance_of(from);
            let rest = balance.checked_sub(value);
            let rest = rest.ok_or(Refusal::InsufficientBalance {
                balance,
                needed: value,
            })?;
            self.balances.insert(from, &rest);
            // All balances together are the supply, which fits.
            let received = self.balance_of(to).saturating_add(value);
            self.balances.insert(to, &received);
            self.env().emit_event(Transfer { from, to, value });
            Ok(true)
        }
    }
}
