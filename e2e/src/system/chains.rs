//! Chains to play on. Starting a runtime takes longer than most stories, so chains are used again.

use answerable_client::Embedded;
use std::{cell::RefCell, ops::Deref};

thread_local! {
    static UNUSED: RefCell<Vec<Embedded>> = RefCell::default();
}

/// A chain that goes back where it came from.
pub struct Borrowed(Option<Embedded>);

impl Borrowed {
    /// A chain in whatever state it was left.
    fn any() -> Self {
        let unused = UNUSED.with(|unused| unused.borrow_mut().pop());
        Self(Some(unused.unwrap_or_else(|| {
            Embedded::new().expect("the runtime starts")
        })))
    }

    pub fn new() -> Self {
        Self(Some(Embedded::new().expect("the runtime starts")))
    }

    /// A second chain in the same state.
    pub fn twin(&self) -> Self {
        let twin = Self::any();
        twin.revert(&self.snapshot());
        twin
    }
}

impl Deref for Borrowed {
    type Target = Embedded;

    fn deref(&self) -> &Embedded {
        self.0.as_ref().expect("it is there until it is dropped")
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        // At a thread's end there is nobody left to use it.
        let _ = UNUSED.try_with(|unused| unused.borrow_mut().extend(self.0.take()));
    }
}
