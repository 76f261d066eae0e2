//! The contract: loads, asks the rules in `answerable-protocol`, stores, emits.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

// Eight KiB, the default, overflows with a few structs, and every call then traps.
#[cfg(target_arch = "riscv64")]
ink::polkavm_derive::min_stack_size!(65536);

// ink's expansion panics where it cannot decode; what is written here does not.
#[allow(clippy::panic)]
#[ink::contract]
pub mod answerable {
    use answerable_protocol::{Account, Amount, Refusal};
    use ink::{storage::Mapping, U256};

    /// The ledger of everybody's money.
    #[ink(storage)]
    #[derive(Default)]
    pub struct Answerable {
        /// What each address has here.
        accounts: Mapping<Address, Account>,
        /// The sum of all accounts. The contract's balance is never below it.
        accounted: Amount,
    }

    /// Money arrived in an account.
    #[ink(event)]
    pub struct Deposited {
        #[ink(topic)]
        pub account: Address,
        pub amount: Amount,
    }

    /// Money left the contract, to the account's own address.
    #[ink(event)]
    pub struct Withdrawn {
        #[ink(topic)]
        pub account: Address,
        pub amount: Amount,
    }

    impl Answerable {
        /// An empty ledger.
        #[ink(constructor)]
        pub fn new() -> Self {
            Self::default()
        }

        /// Adds the attached value to the caller's free money.
        ///
        /// *Errors*: `ZeroAmount` without value, `AmountTooLarge`.
        /// *Cells*: reads 2, writes 2 (root, account).
        #[ink(message, payable)]
        pub fn deposit(&mut self) -> Result<(), Refusal> {
            let amount = Amount::try_from(self.env().transferred_value())?;
            if amount.is_zero() {
                return Err(Refusal::ZeroAmount);
            }
            let caller = self.env().caller();
            let account = self.account_of(caller).credit(amount)?;
            let accounted = self.accounted.plus(amount).ok_or(Refusal::AmountTooLarge {
                amount: amount.into(),
            })?;

            self.accounts.insert(caller, &account);
            self.accounted = accounted;
            self.env().emit_event(Deposited {
                account: caller,
                amount,
            });
            Ok(())
        }

        /// Pays `amount` of the caller's free money out to the caller.
        ///
        /// *Errors*: `ZeroAmount`, `AmountTooLarge`, `InsufficientFree`, `PaymentRejected`.
        /// *Cells*: reads 2, writes 2 (root, account).
        #[ink(message)]
        pub fn withdraw(&mut self, amount: U256) -> Result<(), Refusal> {
            let amount = Amount::try_from(amount)?;
            if amount.is_zero() {
                return Err(Refusal::ZeroAmount);
            }
            let caller = self.env().caller();
            let account = self.account_of(caller);
            let insufficient = Refusal::InsufficientFree {
                needed: amount,
                free: account.free,
            };
            let account = account.debit(amount)?;
            let accounted = self.accounted.minus(amount).ok_or(insufficient)?;

            self.accounts.insert(caller, &account);
            self.accounted = accounted;
            self.env().emit_event(Withdrawn {
                account: caller,
                amount,
            });
            self.env()
                .transfer(caller, amount.into())
                .map_err(|_| Refusal::PaymentRejected { amount })
        }

        /// What `owner` may withdraw at any time.
        ///
        /// *Cells*: reads 2 (root, account).
        #[ink(message, name = "freeOf")]
        pub fn free_of(&self, owner: Address) -> Amount {
            self.account_of(owner).free
        }

        /// The sum of everybody's money here.
        ///
        /// *Cells*: reads 1 (root).
        #[ink(message)]
        pub fn accounted(&self) -> Amount {
            self.accounted
        }

        fn account_of(&self, owner: Address) -> Account {
            self.accounts.get(owner).unwrap_or_default()
        }
    }
}
