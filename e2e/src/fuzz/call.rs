//! From bytes to calls: a message that is possible, and what is done to it.

use super::{messages::Message, name};
use crate::world::World;
use answerable_model::{account, Address, Hash, ACCOUNTS, GRAIN, START, UNIT};
use std::fmt;

/// So many bytes are one call.
pub const CALL_BYTES: usize = 32;

#[derive(Clone, Debug)]
pub struct Call {
    /// Seconds before it.
    pub wait: u64,
    pub sender: Address,
    pub value: u128,
    pub input: Vec<u8>,
}

impl Call {
    /// As the contract reads it: what is missing are zeros.
    pub fn selector(&self) -> [u8; 4] {
        let mut input = self.input.iter().copied();
        [(); 4].map(|()| input.next().unwrap_or(0))
    }
}

/// The first six bytes say which message, from whom, with what value, after which time, and how long it is; the
/// rest are changes of three bytes each, up to the first whose place is none. All zeros is a whole message, and in
/// one call out of seven that chance makes nothing is wrong: two that fit each other must not be too rare.
pub fn call_in(record: &[u8], messages: &[Message], words: &Words) -> Call {
    let mut padded = [0; CALL_BYTES];
    for (to, from) in padded.iter_mut().zip(record) {
        *to = *from;
    }
    let [which, who, value, wait, length, much, changes @ ..] = padded;
    let message = &messages[usize::from(which) % messages.len()];
    let mut input = message.input.clone();
    if input.is_empty() {
        // No message at all, but the bytes themselves.
        input = changes.to_vec();
    } else {
        let changes = changes.as_chunks::<3>().0.iter();
        for [place, word, more] in changes.take_while(|[place, ..]| (1..64).contains(place)) {
            change(&mut input, usize::from(place - 1), *word, *more, words);
        }
    }
    let much = usize::from(much);
    match length {
        0..=191 => {}
        192..=223 => input.truncate(much * 4),
        _ => input.extend(std::iter::repeat_n(length, much)),
    }
    Call {
        wait: match wait {
            0..=159 => message.wait,
            160..=223 => u64::from(wait) - 160,
            _ => 25 << ((wait - 224) % 24),
        },
        sender: match who {
            0..=159 => message.sender,
            _ => account(who % ACCOUNTS),
        },
        value: GRAIN
            * match value {
                0..=159 => message.grains,
                160..=223 => u128::from(value) - 160,
                _ => 1_000 * (u128::from(value) - 223),
            },
        input,
    }
}

/// Puts another word in a place, or another byte.
fn change(input: &mut [u8], place: usize, word: u8, more: u8, words: &Words) {
    let arguments = &mut input[4..];
    let places = arguments.len().div_ceil(32).max(1);
    let Some(at) = arguments.chunks_mut(32).nth(place % places) else {
        return;
    };
    match words.get(word) {
        Some(mut word) => {
            word[31] = word[31].wrapping_add(more);
            let length = at.len();
            at.copy_from_slice(&word[..length]);
        }
        None => at[usize::from(word) % at.len()] = more,
    }
}

/// Words that mean something to the contract.
#[derive(Clone)]
pub struct Words {
    known: Vec<[u8; 32]>,
    /// The last that it returned.
    returned: [[u8; 32]; 8],
}

impl Words {
    pub fn new(world: &World) -> Self {
        let numbers = [
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            20,
            21,
            53,
            255,
            256,
            257,
            1 << 15,
            u128::from(u16::MAX),
            u128::from(u32::MAX),
            u128::from(u64::MAX),
            u128::MAX >> 1,
            u128::MAX,
            GRAIN,
            7 * GRAIN,
            20_000 * GRAIN,
            UNIT,
            10 * UNIT,
            50 * UNIT,
            80 * UNIT,
            START.into(),
            (START + 150).into(),
            world.now.into(),
        ];
        let offsets = (1..=8).map(|place| place * 0x20);
        let numbers = numbers.into_iter().chain(offsets).map(number);
        let high = [15, 0].map(|place| {
            let mut word = [0; 32];
            word[place] = 1;
            word
        });
        let contract = Address(world.chain.contract().0);
        let people = (0..=ACCOUNTS)
            .map(account)
            .chain([contract, Address([0xee; 20])])
            .map(address);
        let hashes = [world.trace, Hash::of(1), Hash::of(77)].map(|hash| hash.0);
        Self {
            known: numbers
                .chain(high)
                .chain([[0xff; 32]])
                .chain(people)
                .chain(hashes)
                .collect(),
            returned: [[0; 32]; 8],
        }
    }

    pub fn learn(&mut self, returned: &[u8]) {
        for word in returned.as_chunks().0.iter().take(4) {
            self.returned.rotate_right(1);
            self.returned[0] = *word;
        }
    }

    /// None beyond the last.
    fn get(&self, which: u8) -> Option<[u8; 32]> {
        let mut all = self.known.iter().chain(&self.returned);
        all.nth(which.into()).copied()
    }
}

fn number(number: u128) -> [u8; 32] {
    let mut word = [0; 32];
    word[16..].copy_from_slice(&number.to_be_bytes());
    word
}

fn address(address: Address) -> [u8; 32] {
    let mut word = [0; 32];
    word[12..].copy_from_slice(&address.0);
    word
}

/// In a few lines, one for each word.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let name = name(self.selector()).unwrap_or("unknown");
        let (wait, sender, value) = (self.wait, self.sender, self.value);
        write!(f, "+{wait} s, {sender}, value {value}: {name} ")?;
        let (selector, arguments) = self.input.split_at(self.input.len().min(4));
        hex(f, selector)?;
        for word in arguments.chunks(32) {
            write!(f, "\n    ")?;
            hex(f, word)?;
        }
        Ok(())
    }
}

fn hex(f: &mut fmt::Formatter, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}
