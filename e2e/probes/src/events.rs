//! What emitting costs.

use crate::{host, table::probes};
use core::hint::black_box;
use ink::{sol::DynBytes, Address, U256};

macro_rules! events {
    ($($name:ident { $($(#[$topic:meta])? $field:ident: $kind:ty),* })+) => {$(
        #[ink::event]
        pub struct $name { $($(#[$topic])? pub $field: $kind),* }
    )+};
}

events! {
    Bare { a: u8 }
    One { #[ink(topic)] x: Address }
    Three { #[ink(topic)] x: Address, #[ink(topic)] y: Address, #[ink(topic)] z: Address }
    Word { a: U256 }
    Narrow { a: u128 }
    Words { a: U256, b: U256, c: U256, d: U256 }
    Narrows { a: u128, b: u128, c: u64, d: u64 }
    Typical { #[ink(topic)] x: Address, #[ink(topic)] y: Address, #[ink(topic)] z: Address, a: u128, b: u128, c: u64, d: u64, e: u8 }
    Bytes { a: DynBytes }
}

fn who() -> Address {
    black_box(Address::repeat_byte(1))
}

fn word() -> U256 {
    black_box(U256::from(7))
}

probes! {
    /// no topics but the signature, one word
    event_bare - nothing { ink::env::emit_event(Bare { a: black_box(1) }) }
    /// one topic, no data
    event_one_topic - nothing { ink::env::emit_event(One { x: who() }) }
    /// three topics, no data
    event_three_topics - event_one_topic { ink::env::emit_event(Three { x: who(), y: who(), z: who() }) }
    /// one word, U256
    event_word - nothing { ink::env::emit_event(Word { a: word() }) }
    /// one word, u128
    event_narrow - nothing { ink::env::emit_event(Narrow { a: black_box(7) }) }
    /// four words, U256
    event_words - event_word { ink::env::emit_event(Words { a: word(), b: word(), c: word(), d: word() }) }
    /// four words, u128 and u64
    event_narrows - event_narrow { ink::env::emit_event(Narrows { a: black_box(7), b: black_box(7), c: black_box(7), d: black_box(7) }) }
    /// three topics and five words
    event_typical - nothing {
        ink::env::emit_event(Typical { x: who(), y: who(), z: who(), a: black_box(7), b: black_box(7), c: black_box(7), d: black_box(7), e: black_box(7) })
    }
    /// the same, and another
    event_second - event_typical {
        for _ in 0..black_box(2) {
            ink::env::emit_event(Typical { x: who(), y: who(), z: who(), a: black_box(7), b: black_box(7), c: black_box(7), d: black_box(7), e: black_box(7) })
        }
    }
    /// `bytes` of 400
    event_bytes - nothing { ink::env::emit_event(Bytes { a: DynBytes(ink::prelude::vec![1; 400]) }) }
    /// host function: nothing at all
    event_raw_empty - nothing { host::emit(&[], &[]) }
    /// host function: a topic
    event_raw_topic - event_raw_empty { host::emit(black_box(&[[1; 32]]), &[]) }
    /// host function: four topics and five words, ready to send
    event_raw_typical - event_typical { host::emit(black_box(&[[1; 32]; 4]), black_box(&[1; 160])) }
    /// host function: 400 bytes
    event_raw_400 - event_raw_empty { host::emit(&[], black_box(&[1; 400])) }
}
