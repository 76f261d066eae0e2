//! Contracts that have money in answerable and do not take it well.

use answerable_client::{alloy_sol_types::SolCall, interface::IAnswerable as sol, H160};

/// What a contract does with money that comes without a word. It begins at byte 4 of the code.
fn receiving(how: &str) -> Vec<u8> {
    let refuse = vec![0x60, 0, 0x60, 0, 0xfd];
    let [a, b, c, d] = sol::withdrawCall::SELECTOR;
    #[rustfmt::skip]
    let ask_for_more = vec![
        0x63, a, b, c, d, 0x60, 0xe0, 0x1b, 0x60, 0, 0x52, // its selector, in memory
        0x60, 1, 0x60, 4, 0x52, // one unit
        0x60, 0, 0x60, 0, 0x60, 0x24, 0x60, 0, 0x60, 0, 0x33, 0x5a, 0xf1, // calls the payer
    ];
    match how {
        "refuse" => refuse,
        "ask for more" => [ask_for_more, vec![0x50, 0]].concat(),
        "insist" => {
            let end = u8::try_from(4 + ask_for_more.len() + 3 + refuse.len()).unwrap();
            [ask_for_more, vec![0x60, end, 0x57], refuse, vec![0x5b, 0]].concat()
        }
        _ => vec![0],
    }
}

/// A contract that calls whom it is told to, with the value that comes along, and answers as it is answered.
pub fn code(how: &str) -> Vec<u8> {
    let receive = receiving(how);
    let relay = u8::try_from(4 + receive.len()).unwrap();
    #[rustfmt::skip]
    let call = vec![
        0x5b, 0x60, 32, 0x36, 0x03, // the length of what to say
        0x80, 0x60, 32, 0x60, 0, 0x37,
        0x60, 0, 0x60, 0, 0x82, 0x60, 0, 0x34, 0x60, 0, 0x35, 0x5a, 0xf1,
        0x3d, 0x60, 0, 0x60, 0, 0x3e,
    ];
    let end = u8::try_from(usize::from(relay) + call.len() + 7).unwrap();
    let answer = vec![
        0x60, end, 0x57, 0x3d, 0x60, 0, 0xfd, 0x5b, 0x3d, 0x60, 0, 0xf3,
    ];
    let code = [vec![0x36, 0x60, relay, 0x57], receive, call, answer].concat();
    let length = u8::try_from(code.len()).unwrap();
    let deploy = vec![0x60, length, 0x80, 0x60, 11, 0x60, 0, 0x39, 0x60, 0, 0xf3];
    [deploy, code].concat()
}

/// What such a contract must be told to tell `to`.
pub fn input(to: H160, message: &impl SolCall) -> Vec<u8> {
    [&[0; 12], &to.0[..], &message.abi_encode()].concat()
}
