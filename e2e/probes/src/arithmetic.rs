//! Computing, and lists of what to do against doing it.

use crate::table::probes;
use core::hint::black_box;
use ink::{prelude::vec::Vec, Address, H256, U256};

#[derive(Clone, Copy, PartialEq)]
enum Party {
    Surety,
    Harmed,
    Reporter,
    Treasury,
}

struct Move {
    from: Party,
    to: Party,
    amount: u128,
}

const PARTIES: [Party; 4] = [
    Party::Surety,
    Party::Harmed,
    Party::Reporter,
    Party::Treasury,
];

#[inline(never)]
fn plan(count: u128) -> Vec<Move> {
    let mut moves = Vec::with_capacity(8);
    for amount in 0..count {
        let (from, to) = (amount as usize % 4, (amount as usize + 1) % 4);
        moves.push(Move {
            from: PARTIES[from],
            to: PARTIES[to],
            amount,
        });
    }
    moves
}

/// What `party` has more in the end.
#[inline(never)]
fn fold(moves: impl Iterator<Item = Move>, party: Party) -> u128 {
    moves.fold(1 << 100, |sum, step| {
        let sum = if step.from == party {
            sum - step.amount
        } else {
            sum
        };
        if step.to == party {
            sum + step.amount
        } else {
            sum
        }
    })
}

fn moves(count: u128) -> impl Iterator<Item = Move> {
    (0..count).map(|amount| {
        let (from, to) = (amount as usize % 4, (amount as usize + 1) % 4);
        Move {
            from: PARTIES[from],
            to: PARTIES[to],
            amount,
        }
    })
}

fn words(hash: &H256) -> (u128, u128) {
    use crate::layout::Packed;
    let bytes = &mut &hash.0[..];
    (Packed::unpack(bytes), Packed::unpack(bytes))
}

probes! {
    /// eight moves in a `Vec`, then folded
    moves_vec - nothing { black_box(fold(plan(black_box(8)).into_iter(), black_box(Party::Harmed))); }
    /// … folded as they come
    moves_direct - moves_vec { black_box(fold(moves(black_box(8)), black_box(Party::Harmed))); }
    /// an allocation of 320 bytes
    allocate - nothing { black_box(&Vec::<u8>::with_capacity(black_box(320))); }

    /// eight checked additions, u128
    add_u128 - nothing { black_box((0..8).try_fold(1u128, |sum, _| sum.checked_add(black_box(7)))); }
    /// eight checked additions, U256
    add_u256 - add_u128 { black_box((0..8).try_fold(U256::from(1), |sum, _| sum.checked_add(black_box(U256::from(7))))); }
    /// compare two addresses, equal
    compare_addresses - nothing { black_box(black_box(&Address::repeat_byte(1)) == black_box(&Address::repeat_byte(1))); }
    /// compare two hashes, equal
    compare_hashes - nothing { black_box(black_box(&H256([1; 32])) == black_box(&H256([1; 32]))); }
    /// compare two hashes as four words
    compare_words - compare_hashes { black_box(words(black_box(&H256([1; 32]))) == words(black_box(&H256([1; 32])))); }
    /// multiply and divide, u128
    share_u128 - nothing { black_box(black_box(7u128 << 60).checked_mul(black_box(2_500)).and_then(|it| it.checked_div(black_box(10_000)))); }
    /// multiply and divide, U256
    share_u256 - share_u128 {
        let amount = black_box(U256::from(7u128 << 60));
        black_box(amount.checked_mul(black_box(U256::from(2_500))).and_then(|it| it.checked_div(black_box(U256::from(10_000)))));
    }
    /// multiply and divide by a constant, u128
    share_constant - share_u128 { black_box(black_box(7u128 << 60).checked_mul(black_box(2_500)).map(|it| it / 10_000)); }
}
