//! Whose money moved.

use super::{plain, sum};
use crate::{
    index::{
        column::{Address, Sum},
        draft::Draft,
        error::IndexError,
        records::Account,
    },
    interface::IAnswerable as events,
};

impl Sum {
    pub(in crate::index) fn add(&mut self, other: Self) {
        // All money there is fits.
        self.0 = self.0.saturating_add(other.0);
    }

    /// Nothing, if it is not there.
    #[must_use]
    pub(in crate::index) fn take(&mut self, other: Self) -> Option<()> {
        self.0 = self.0.checked_sub(other.0)?;
        Some(())
    }
}

/// How often something happened to an account, and for how much.
pub(super) fn count((times, amount): (&mut u64, &mut Sum), more: Sum) {
    if more != Sum::ZERO {
        *times = times.saturating_add(1);
        amount.add(more);
    }
}

impl Account {
    pub(super) fn honored(&mut self) -> (&mut u64, &mut Sum) {
        (&mut self.honored_times, &mut self.honored)
    }

    pub(super) fn defended(&mut self) -> (&mut u64, &mut Sum) {
        (&mut self.defended_times, &mut self.defended)
    }

    pub(super) fn lost(&mut self) -> (&mut u64, &mut Sum) {
        (&mut self.lost_times, &mut self.lost)
    }

    pub(super) fn undecided(&mut self) -> (&mut u64, &mut Sum) {
        (&mut self.undecided_times, &mut self.undecided)
    }

    pub(super) fn defaulted(&mut self) -> (&mut u64, &mut Sum) {
        (&mut self.defaulted_times, &mut self.defaulted)
    }

    pub(super) fn volunteered(&mut self) -> (&mut u64, &mut Sum) {
        (&mut self.volunteered_times, &mut self.volunteered)
    }
}

impl Draft {
    /// What is not there cannot be taken, if everything was told.
    pub(super) fn sound<T>(&self, taken: Option<T>) -> Result<T, IndexError> {
        taken.ok_or(IndexError::Unsound { block: self.block })
    }

    pub(super) async fn deposited(&mut self, it: &events::Deposited) -> Result<(), IndexError> {
        let amount = sum(it.amount);
        self.account(plain(it.account)).await?.free.add(amount);
        self.books.accounted.add(amount);
        self.books.deposited.add(amount);
        self.in_spans(|span| span.deposited.add(amount)).await
    }

    pub(super) async fn withdrawn(&mut self, it: &events::Withdrawn) -> Result<(), IndexError> {
        let amount = sum(it.amount);
        self.take_free(plain(it.account), amount).await?;
        let taken = self.books.accounted.take(amount);
        self.sound(taken)?;
        self.books.withdrawn.add(amount);
        self.in_spans(|span| span.withdrawn.add(amount)).await
    }

    pub(super) async fn give(&mut self, to: Address, amount: Sum) -> Result<(), IndexError> {
        self.account(to).await?.free.add(amount);
        Ok(())
    }

    pub(super) async fn take_free(&mut self, from: Address, amount: Sum) -> Result<(), IndexError> {
        let taken = self.account(from).await?.free.take(amount);
        self.sound(taken)
    }

    pub(super) async fn pay(
        &mut self,
        from: Address,
        to: Address,
        amount: Sum,
    ) -> Result<(), IndexError> {
        self.take_free(from, amount).await?;
        self.give(to, amount).await
    }

    /// A surety gets a premium; whose it was is told apart.
    pub(super) async fn earn(&mut self, surety: Address, premium: Sum) -> Result<(), IndexError> {
        let account = self.account(surety).await?;
        account.free.add(premium);
        account.income.add(premium);
        self.books.premiums.add(premium);
        self.in_spans(|span| span.premiums.add(premium)).await?;
        self.in_spans_of(surety, |span| span.premiums.add(premium))
            .await
    }

    pub(super) async fn lock(&mut self, surety: Address, amount: Sum) -> Result<(), IndexError> {
        self.take_free(surety, amount).await?;
        self.account(surety).await?.locked.add(amount);
        self.books.locked.add(amount);
        Ok(())
    }

    /// Takes out of what is locked; whose it is then is told apart.
    pub(super) async fn unlock(&mut self, surety: Address, amount: Sum) -> Result<(), IndexError> {
        let taken = self.account(surety).await?.locked.take(amount);
        self.sound(taken)?;
        let taken = self.books.locked.take(amount);
        self.sound(taken)
    }

    pub(super) async fn give_back(&mut self, to: Address, amount: Sum) -> Result<(), IndexError> {
        self.unlock(to, amount).await?;
        self.give(to, amount).await
    }

    /// Into a fault's deposits.
    pub(super) async fn put_down(&mut self, who: Address, amount: Sum) -> Result<(), IndexError> {
        self.take_free(who, amount).await?;
        self.books.deposits.add(amount);
        Ok(())
    }

    /// A surety promises more, or less.
    pub(super) async fn promise(&mut self, surety: Address, cover: Sum) -> Result<(), IndexError> {
        self.account(surety).await?.exposure.add(cover);
        self.books.cover.add(cover);
        Ok(())
    }

    pub(super) async fn unpromise(&mut self, who: Address, cover: Sum) -> Result<(), IndexError> {
        let taken = self.account(who).await?.exposure.take(cover);
        self.sound(taken)?;
        let taken = self.books.cover.take(cover);
        self.sound(taken)
    }
}
