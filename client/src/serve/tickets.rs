//! Transactions that wallets were asked to sign and have not brought back.

use crate::{keccak_256, AccountId};
use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// People read before they sign, and some leave.
const LIFETIME: Duration = Duration::from_secs(600);
const MOST: usize = 1_000;

/// A transaction without its signature.
#[derive(Clone)]
pub struct Ticket {
    pub account: AccountId,
    pub nonce: u64,
    /// The call, encoded.
    pub call: Vec<u8>,
}

#[derive(Default)]
pub struct Tickets(Mutex<VecDeque<(String, Instant, Ticket)>>);

impl Tickets {
    /// Keeps a ticket for a while, and says by which name.
    pub fn keep(&self, ticket: Ticket) -> String {
        let mut named = ticket.account.to_vec();
        named.extend_from_slice(&ticket.nonce.to_be_bytes());
        named.extend_from_slice(&ticket.call);
        let name = const_hex::encode(keccak_256(&named));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, made, _)| *known != name && made.elapsed() < LIFETIME);
        while kept.len() >= MOST {
            kept.pop_front();
        }
        kept.push_back((name.clone(), Instant::now(), ticket));
        name
    }

    pub fn find(&self, name: &str) -> Option<Ticket> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = kept.iter().filter(|(known, _, _)| known == name);
        let (_, made, ticket) = known.next()?;
        (made.elapsed() < LIFETIME).then(|| ticket.clone())
    }

    pub fn forget(&self, name: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _, _)| known != name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(nonce: u64) -> Ticket {
        Ticket {
            account: [7; 32],
            nonce,
            call: vec![1, 2, 3],
        }
    }

    #[test]
    fn the_oldest_gives_way_when_there_are_too_many() {
        let tickets = Tickets::default();
        let first = tickets.keep(ticket(0));
        let names: Vec<String> = (1..=MOST as u64)
            .map(|it| tickets.keep(ticket(it)))
            .collect();
        assert!(tickets.find(&first).is_none());
        assert!(names.iter().all(|name| tickets.find(name).is_some()));
    }

    #[test]
    fn the_same_transaction_is_one_ticket() {
        let tickets = Tickets::default();
        let name = tickets.keep(ticket(5));
        assert_eq!(tickets.keep(ticket(5)), name);
        assert_eq!(tickets.find(&name).unwrap().nonce, 5);
        tickets.forget(&name);
        assert!(tickets.find(&name).is_none());
    }
}
