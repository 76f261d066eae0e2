//! A record that lies in a cell, and whether it was touched since.

use core::ops::{Deref, DerefMut};

/// What was loaded, or made to be stored. Whoever borrows it to change it marks it, so that nothing changed can
/// be forgotten and nothing else is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept<T> {
    record: T,
    touched: bool,
}

impl<T> Kept<T> {
    pub fn new(record: T) -> Self {
        Self {
            record,
            touched: false,
        }
    }

    /// What has to be stored, if anything.
    pub fn touched(&self) -> Option<&T> {
        self.touched.then_some(&self.record)
    }
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

impl<T> DerefMut for Kept<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.touched = true;
        &mut self.record
    }
}
