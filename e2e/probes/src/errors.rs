//! Errors with values, few and many.

use ink::Address;

macro_rules! errors {
    ($($plain:ident)*; $($one:ident)*; $($three:ident)*) => {
        #[derive(Clone, Copy, Debug)]
        #[ink::error]
        pub enum Failure {
            $($plain,)*
            $($one { amount: u128, limit: u128 },)*
            $($three { account: Address, needed: u128, free: u128 },)*
        }
    };
}

#[cfg(not(feature = "many-errors"))]
errors!(A1; B1; C1);
#[cfg(feature = "many-errors")]
errors!(
    A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 A16 A17 A18 A19 A20;
    B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12 B13 B14 B15 B16 B17 B18 B19 B20
    B21 B22 B23 B24 B25 B26 B27 B28 B29 B30 B31 B32 B33 B34 B35 B36 B37 B38 B39 B40;
    C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 C11 C12 C13 C14 C15 C16 C17 C18 C19 C20
);

impl Failure {
    pub fn example() -> Self {
        Self::B1 {
            amount: 7,
            limit: 8,
        }
    }
}
