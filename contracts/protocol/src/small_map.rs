//! A few values under keys, in the order in which they were asked for.

use crate::{Reason, Refusal};
use ink::prelude::vec::Vec;

/// For a handful of keys, looking through all of them is the cheapest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmallMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq + Copy, V> SmallMap<K, V> {
    /// The value under a key, made when it is asked for the first time.
    pub fn get_or_make(
        &mut self,
        key: K,
        make: impl FnOnce() -> Result<V, Refusal>,
    ) -> Result<&mut V, Refusal> {
        let place = match self.0.iter().position(|(known, _)| *known == key) {
            Some(place) => place,
            None => {
                self.0.push((key, make()?));
                self.0.len().saturating_sub(1)
            }
        };
        let entry = self.0.get_mut(place).ok_or(Reason::Unsound)?;
        Ok(&mut entry.1)
    }

    pub fn iter(&self) -> impl Iterator<Item = &(K, V)> {
        self.0.iter()
    }
}
