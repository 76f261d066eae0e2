//! What one address has in the ledger, and what it is known for.

use crate::Amount;

cell! {
    /// One ledger entry. Free money backs nothing and may leave at any time; locked money backs open pledges
    /// in full.
    #[derive(Default)]
    pub struct Account {
        pub free: Amount,
        pub locked: Amount,
        /// Called, owned up and paid, or admitted all that was ruled.
        pub honored: Tally,
        /// Contested and was right.
        pub defended: Tally,
        /// Contested and was wrong.
        pub lost: Tally,
        /// Contested and was never ruled on.
        pub undecided: Tally,
        /// Let the answer window pass in silence.
        pub defaulted: Tally,
        /// Paid what nobody answered for.
        pub volunteered: Tally,
    }
}

cell! {
    /// How often something happened, and for how much in all.
    #[derive(Default)]
    pub struct Tally {
        pub times: u32,
        pub amount: Amount,
    }
}

/// One of the counters of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
#[repr(u8)]
pub enum Standing {
    None = 0,
    Honored = 1,
    Defended = 2,
    Lost = 3,
    Undecided = 4,
    Defaulted = 5,
    Volunteered = 6,
}

worded_as!(Standing, |standing| *standing as u64);

impl Account {
    /// A counter rises. Counters stand still rather than refuse anybody's money its way.
    pub fn count(&mut self, standing: Standing, amount: Amount) {
        if let Some(tally) = self.tally(standing) {
            tally.times = tally.times.saturating_add(1);
            tally.amount = Amount::new(tally.amount.units().saturating_add(amount.units()));
        }
    }

    /// What `count` did is taken back.
    pub fn uncount(&mut self, standing: Standing, amount: Amount) {
        if let Some(tally) = self.tally(standing) {
            tally.times = tally.times.saturating_sub(1);
            tally.amount = tally.amount.less(amount);
        }
    }

    fn tally(&mut self, standing: Standing) -> Option<&mut Tally> {
        match standing {
            Standing::None => None,
            Standing::Honored => Some(&mut self.honored),
            Standing::Defended => Some(&mut self.defended),
            Standing::Lost => Some(&mut self.lost),
            Standing::Undecided => Some(&mut self.undecided),
            Standing::Defaulted => Some(&mut self.defaulted),
            Standing::Volunteered => Some(&mut self.volunteered),
        }
    }
}
