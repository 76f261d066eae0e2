use super::{scenes, Draws, History, Intent, Pay, Ruling, Spare, Twist, Wait, What, Who};
use proptest::collection::vec;
use proptest::prelude::*;
use std::ops::Range;

/// How random tests run: on so few cases, unless PROPTEST_CASES asks for more.
pub fn cases(few: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 300,
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(few),
        ..Default::default()
    }
}

/// A random history. Half of them begin with a scene, from which much can happen.
pub fn history(length: Range<usize>) -> impl Strategy<Value = History> {
    (scenes::scene(), vec(intent(), length.clone())).prop_map(move |(mut scene, mut rest)| {
        rest.truncate((length.end - 1).saturating_sub(scene.len()));
        scene.append(&mut rest);
        scene
    })
}

/// A random intent.
pub fn intent() -> impl Strategy<Value = Intent> {
    let timed = prop_oneof![
        58 => (what_soon(), wait_soon()),
        12 => (what_after(), wait_after()),
        6 => (much_later(), own_or_later()),
        29 => (what_by(), wait_by()),
    ];
    let twist = prop_oneof![11 => Just(None), 1 => twist().prop_map(Some)];
    (timed, pay(), spare(), twist).prop_map(|((what, wait), pay, spare, twist)| Intent {
        wait,
        what,
        pay,
        spare,
        twist,
    })
}

fn wait_soon() -> impl Strategy<Value = Wait> {
    prop_oneof![
        62 => Just(Wait::None),
        30 => (1u8..8).prop_map(Wait::Seconds),
        6 => deadline(60),
        1 => deadline(500),
        1 => own(500),
    ]
}

/// For what becomes possible at some time.
fn wait_after() -> impl Strategy<Value = Wait> {
    let late = |patience| Just(Wait::Own { off: 1, patience });
    prop_oneof![10 => late(80), 3 => late(1_000), 3 => own(80), 2 => Just(Wait::None)]
}

/// For what becomes impossible at some time.
fn wait_by() -> impl Strategy<Value = Wait> {
    prop_oneof![12 => Just(Wait::None), 4 => (1u8..8).prop_map(Wait::Seconds), 3 => own(80)]
}

/// Recourse opens long after the report, and is worth waiting for.
fn own_or_later() -> impl Strategy<Value = Wait> {
    prop_oneof![8 => Just(Wait::Own { off: 1, patience: 900 }), 2 => own(900), 2 => Just(Wait::None)]
}

fn deadline(patience: u16) -> impl Strategy<Value = Wait> {
    (0u8..6, -1i8..=1).prop_map(move |(pick, off)| Wait::Deadline {
        pick,
        off,
        patience,
    })
}

fn own(patience: u16) -> impl Strategy<Value = Wait> {
    (-1i8..=1).prop_map(move |off| Wait::Own { off, patience })
}

fn pay() -> impl Strategy<Value = Pay> {
    prop_oneof![
        16 => Just(Pay::Lacking),
        1 => Just(Pay::Nothing),
        3 => any::<u8>().prop_map(Pay::More),
    ]
}

fn spare() -> impl Strategy<Value = Spare> {
    prop_oneof![
        4 => Just(Spare::Pledge),
        1 => Just(Spare::Record),
        3 => Just(Spare::Report),
        1 => Just(Spare::Grant),
    ]
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![
        12 => Just(Who::Requester),
        10 => any::<u8>().prop_map(Who::Account),
        1 => Just(Who::Beneficiary),
    ]
}

fn volunteer() -> impl Strategy<Value = Who> {
    prop_oneof![12 => any::<u8>().prop_map(Who::Account), 1 => Just(Who::Beneficiary)]
}

/// Mostly A3 to A6, who are there to answer for steps.
fn surety() -> impl Strategy<Value = u8> {
    prop_oneof![9 => 3u8..=6, 2 => 0u8..10]
}

fn draws() -> impl Strategy<Value = Draws> {
    prop_oneof![
        2 => Just(Draws::None),
        6 => (10u16..100).prop_map(|amount| Draws::Fitting { amount }),
        1 => (any::<u8>(), 5u16..150).prop_map(|(pick, amount)| Draws::Sloppy { pick, amount }),
    ]
}

fn much_later() -> impl Strategy<Value = What> {
    let n = any::<u8>;
    prop_oneof![
        8 => (n(), n()).prop_map(|(pick, steps_back)| What::Recourse { pick, steps_back }),
        1 => (n(), n()).prop_map(|(who, pick)| What::Release { who, pick }),
        2 => (n(), n()).prop_map(|(who, pick)| What::ReleaseBatch { who, pick }),
    ]
}

fn what_soon() -> impl Strategy<Value = What> {
    let n = any::<u8>;
    let cover = || 6u16..90;
    prop_oneof![
        1 => (n(), 0u16..500).prop_map(|(who, amount)| What::Deposit { who, amount }),
        2 => (n(), 1u8..104).prop_map(|(who, percent)| What::Withdraw { who, percent }),
        3 => (n(), n(), any::<u16>(), draws(), 0u8..12).prop_map(
            |(recorder, requester, shape, draws, again)| What::Record {
                recorder, requester, shape, draws, again: again == 0,
            }),
        5 => (n(), n(), n(), 0u8..4, draws()).prop_map(
            |(recorder, seed, traces, spare, draws)| What::Anchor {
                recorder, seed, traces, spare_depth: u8::from(spare == 0), draws,
            }),
        12 => (n(), n(), n(), proptest::option::of(1u16..150), 0u8..12).prop_map(
            |(who, batch, trace, report, wrong)| What::Open {
                who, batch, trace, report, wrong_proof: wrong == 0,
            }),
        2 => (n(), n()).prop_map(|(trace, step)| What::Attest { trace, step }),
        26 => (surety(), n(), n(), cover()).prop_map(
            |(who, trace, step, cover)| What::Pledge { who, trace, step, cover }),
        6 => (who(), n(), n(), cover(), 1u8..60, 0u16..300).prop_map(
            |(who, trace, step, cover, premium, seconds)| What::Offer {
                who, trace, step, cover, premium, seconds,
            }),
        9 => (surety(), n(), cover(), 0u8..8).prop_map(
            |(who, pick, cover, demand)| What::TakeOffer { who, pick, cover, demand }),
        2 => n().prop_map(|pick| What::WithdrawOffer { pick }),
        6 => (surety(), n(), prop_oneof![3 => Just(0b11_1110u8), 1 => (1u8..32).prop_map(|k| k << 1)],
              n(), 10u16..100, 1u8..24, 0u16..2_500, 0u16..2_000).prop_map(
            |(who, actor, kinds, recorder, per_trace, times, bps, seconds)| What::Grant {
                who, actor, kinds, recorder, per_trace, times, bps, seconds,
            }),
        1 => n().prop_map(|pick| What::Revoke { pick }),
        12 => (who(), n(), 1u16..400, 0u8..10).prop_map(
            |(who, pick, loss, covered)| What::Report { who, pick, loss, covered: covered > 0 }),
        1 => (0u8..16).prop_map(|variant| What::AddTerms { variant }),
        1 => n().prop_map(|who| What::SetTreasury { who }),
        1 => (0u8..3).prop_map(|open| What::SetIntake { open: open > 0 }),
        1 => n().prop_map(|who| What::Propose { who }),
        1 => Just(What::Accept),
    ]
}

fn what_after() -> impl Strategy<Value = What> {
    let n = any::<u8>;
    prop_oneof![
        8 => (n(), n()).prop_map(|(who, pick)| What::DeclareDefault { who, pick }),
        8 => (n(), n()).prop_map(|(who, pick)| What::Settle { who, pick }),
        7 => (n(), n()).prop_map(|(pick, steps_back)| What::Recourse { pick, steps_back }),
        3 => (n(), n()).prop_map(|(who, pick)| What::Release { who, pick }),
        2 => (n(), n()).prop_map(|(who, pick)| What::ReleaseBatch { who, pick }),
    ]
}

fn what_by() -> impl Strategy<Value = What> {
    let n = any::<u8>;
    let ruling = prop_oneof![
        4 => (1u8..112).prop_map(Ruling::Percent),
        2 => Just(Ruling::Conceded),
        1 => Just(Ruling::Paid),
    ];
    prop_oneof![
        8 => (n(), 0u8..8).prop_map(|(pick, late)| What::OwnUp { pick, late: late < 2 }),
        11 => (n(), 0u8..104).prop_map(|(pick, percent)| What::Contest { pick, percent }),
        2 => n().prop_map(|pick| What::WithdrawReport { pick }),
        3 => (volunteer(), n(), 1u8..130).prop_map(
            |(who, pick, percent)| What::StepForward { who, pick, percent }),
        7 => (n(), ruling).prop_map(|(pick, how)| What::Uphold { pick, how }),
        2 => n().prop_map(|pick| What::Dismiss { pick }),
        3 => (n(), 0u8..=100).prop_map(|(pick, percent)| What::Slash { pick, percent }),
        2 => n().prop_map(|pick| What::Pardon { pick }),
        // Recourse a little later, or too late.
        1 => (n(), n()).prop_map(|(pick, steps_back)| What::Recourse { pick, steps_back }),
        1 => (n(), n()).prop_map(|(who, pick)| What::Release { who, pick }),
        1 => (n(), n()).prop_map(|(who, pick)| What::Settle { who, pick }),
    ]
}

fn twist() -> impl Strategy<Value = Twist> {
    prop_oneof![
        4 => any::<u8>().prop_map(Twist::Caller),
        2 => Just(Twist::UnknownId),
        2 => prop_oneof![Just(0u8), Just(6u8), Just(255u8)].prop_map(Twist::Step),
        2 => Just(Twist::Zero),
        2 => Just(Twist::Huge),
        1 => Just(Twist::EmptyHash),
        1 => Just(Twist::LongUri),
        1 => Just(Twist::BadAddress),
        1 => Just(Twist::Terms),
        4 => any::<u8>().prop_map(Twist::Garble),
    ]
}
