//! Traces drawn: what a picture says, and that nothing that others wrote can steer it.
//!
//! The pictures are kept in `tests/drawing`; `UPDATE=1 cargo test --test drawing` writes them anew.

use answerable_client::{
    alloy_sol_types::private::{Address, B256},
    history::{
        Contest, FaultHistory, History, Origin, Outcome, Promise, StepHistory, Turn, Volunteer,
    },
    interface::IAnswerable,
    picture, Amount, Block, Bps, State, Time, H160, H256,
};
use std::{collections::BTreeMap, env, fs, path::PathBuf};

const RECORDED: u64 = 1_767_225_600;
const DAY: u64 = 86_400;

fn who(number: u8) -> Address {
    Address::repeat_byte(number)
}

fn milli(amount: u128) -> Amount {
    Amount::new(amount * 1_000_000_000_000_000)
}

fn step(number: u8, promises: Vec<Promise>) -> StepHistory {
    StepHistory {
        number,
        step: IAnswerable::Step {
            kind: number,
            actor: who(0xa0 + number),
            commitment: B256::repeat_byte(0xc0 + number),
            attested: number == 1,
        },
        open_fault: None,
        promises,
        cover: Amount::ZERO,
    }
}

fn promise(surety: u8, cover: u128, left: u128, layer: u8, origin: Origin) -> Promise {
    Promise {
        surety: who(surety),
        cover: milli(cover),
        left: milli(left),
        until: Time(RECORDED + 10 * DAY),
        origin,
        premium: Amount::ZERO,
        released: false,
        layer,
    }
}

fn turn(surety: u8, layer: u8, outcome: Outcome, paid: u128) -> Turn {
    Turn {
        surety: who(surety),
        layer,
        called_at: Time(RECORDED + DAY),
        deadline: Time(RECORDED + 2 * DAY),
        contest: None,
        paid: milli(paid),
        penalty: Amount::ZERO,
        to_reporter: Amount::ZERO,
        outcome,
    }
}

fn fault(id: u64, step: u8, loss: u128, state: State, turns: Vec<Turn>) -> FaultHistory {
    let paid = turns.iter().map(|turn| turn.paid.units()).sum();
    FaultHistory {
        id,
        step,
        recourse: false,
        reporter: who(0xee),
        beneficiary: who(0xee),
        reported_at: Time(RECORDED + DAY),
        reported: milli(loss),
        loss: milli(loss),
        paid: Amount::new(paid),
        unpaid: Amount::new(milli(loss).units().saturating_sub(paid)),
        deposit: milli(10),
        deposit_to: Some(who(0xee)),
        evidence: B256::repeat_byte(7),
        uri: format!("ipfs://evidence-{id}"),
        state,
        deadline: Some(Time(RECORDED + 3 * DAY)),
        turns,
        orphaned: None,
        volunteers: Vec::new(),
        closed_at: None,
    }
}

fn history(steps: Vec<StepHistory>, faults: Vec<FaultHistory>) -> History {
    History {
        contract: H160::repeat_byte(0xcc),
        id: H256::repeat_byte(0x1d),
        block: Block {
            number: 4_711,
            hash: H256::zero(),
            time_ms: (RECORDED + 5 * DAY) * 1_000,
        },
        since: 1,
        trace: IAnswerable::Trace {
            recorder: who(0xdd),
            requester: who(0xee),
            input: B256::repeat_byte(1),
            output: B256::repeat_byte(2),
            at: RECORDED,
            recordedAt: RECORDED,
            terms: 1,
            batch: 0,
            requesterUntil: RECORDED + 7 * DAY,
            busyUntil: RECORDED + 10 * DAY,
            steps: steps.iter().map(|it| it.step.clone()).collect(),
        },
        steps,
        faults,
        names: BTreeMap::new(),
    }
}

/// All that can become of a step, in one trace.
fn eventful() -> History {
    let lost = Turn {
        contest: Some(Contest {
            conceded: milli(200),
            deposit: milli(100),
            deposit_to: Some(who(0xee)),
            defence: B256::repeat_byte(9),
        }),
        penalty: milli(80),
        to_reporter: milli(16),
        ..turn(0x52, 1, Outcome::Lost, 1_000)
    };
    let slashed = Turn {
        penalty: milli(150),
        ..turn(0x53, 0, Outcome::Slashed(Bps(2_500)), 600)
    };
    let orphan = FaultHistory {
        orphaned: Some(milli(700)),
        volunteers: vec![Volunteer {
            who: who(0x60),
            amount: milli(700),
        }],
        paid: milli(1_000),
        unpaid: Amount::ZERO,
        ..fault(
            3,
            4,
            1_000,
            State::MadeGood,
            vec![turn(0x54, 1, Outcome::OwnedUp, 300)],
        )
    };
    let recourse = FaultHistory {
        recourse: true,
        reporter: who(0x53),
        beneficiary: who(0x53),
        ..fault(
            4,
            1,
            600,
            State::MadeGood,
            vec![turn(0x51, 1, Outcome::OwnedUp, 600)],
        )
    };
    let unanswered = FaultHistory {
        orphaned: Some(milli(250)),
        uri: String::new(),
        ..fault(5, 5, 250, State::Unanswered, Vec::new())
    };
    let by_mandate = Promise {
        premium: milli(50),
        ..promise(0x51, 2_000, 1_400, 1, Origin::Mandate(3))
    };
    let for_offer = Promise {
        premium: milli(125),
        ..promise(0x52, 1_000, 0, 1, Origin::Offer(2))
    };
    let of_batch = Origin::Batch {
        batch: 1,
        mandate: 4,
    };
    history(
        vec![
            step(1, vec![by_mandate, promise(0x55, 500, 500, 2, Origin::Own)]),
            step(2, vec![for_offer]),
            step(3, vec![promise(0x53, 600, 0, 0, of_batch)]),
            step(4, vec![promise(0x54, 300, 0, 1, Origin::Own)]),
            step(5, Vec::new()),
        ],
        vec![
            fault(1, 2, 1_000, State::MadeGood, vec![lost]),
            fault(2, 3, 600, State::MadeGood, vec![slashed]),
            orphan,
            recourse,
            unanswered,
        ],
    )
}

fn named(mut history: History) -> History {
    for (number, name) in [
        (0xdd, "Recorder"),
        (0xee, "Asker"),
        (0x51, "First surety"),
        (0x52, "Second surety"),
        (0x53, "Third surety"),
        (0x54, "Fourth surety"),
        (0x60, "Volunteer"),
        (0x70, "Nobody in this story"),
    ] {
        history.names.insert(H160::repeat_byte(number), name.into());
    }
    history
}

fn plain(history: &History) -> String {
    anstream::adapter::strip_str(&picture::tree(history)).to_string()
}

fn agrees(name: &str, drawn: &str) {
    let file: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "drawing", name]
        .iter()
        .collect();
    if env::var_os("UPDATE").is_some() {
        fs::write(&file, drawn).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(drawn, kept, "{} is drawn otherwise now", file.display());
}

#[test]
fn a_trace_with_everything_is_drawn_as_ever() {
    agrees("eventful.txt", &plain(&eventful()));
    agrees("eventful.svg", &picture::svg(&eventful()));
}

#[test]
fn people_are_called_by_name_and_the_names_explained() {
    assert!(!plain(&named(eventful())).contains("Nobody in this story"));
    agrees("named.txt", &plain(&named(eventful())));
    agrees("named.svg", &picture::svg(&named(eventful())));
}

#[test]
fn a_trace_to_which_nothing_happened_is_drawn_as_ever() {
    let quiet = history(
        vec![
            step(1, vec![promise(0x51, 2_000, 2_000, 1, Origin::Own)]),
            step(2, vec![]),
        ],
        vec![],
    );
    agrees("quiet.txt", &plain(&quiet));
    agrees("quiet.svg", &picture::svg(&quiet));
}

#[test]
fn whoever_may_still_act_is_told_until_when() {
    let open = |outcome, state| fault(1, 1, 500, state, vec![turn(0x51, 1, outcome, 0)]);
    for (outcome, state, said) in [
        (
            Outcome::Called,
            State::Answering,
            "may own up or contest until 2026-01-03",
        ),
        (
            Outcome::Contested,
            State::Contested,
            "governance may rule until 2026-01-03",
        ),
        (
            Outcome::Defaulted,
            State::Defaulted,
            "governance may slash or pardon until 2026-01-03",
        ),
    ] {
        let drawn = plain(&history(vec![step(1, vec![])], vec![open(outcome, state)]));
        assert!(drawn.contains(said), "{drawn}");
    }
    let orphan = FaultHistory {
        orphaned: Some(milli(500)),
        ..fault(1, 1, 500, State::Orphaned, vec![])
    };
    let drawn = plain(&history(vec![step(1, vec![])], vec![orphan]));
    assert!(
        drawn.contains("anybody may step forward, at least until 2026-01-04"),
        "{drawn}"
    );
}

#[test]
fn what_others_wrote_steers_neither_terminal_nor_page() {
    let hostile =
        "</text><script>alert(1)</script>\u{1b}]0;x\u{7}\u{9b}2J\r\n\u{202e}&\"'\u{0}\u{fffe}";
    let mut drawn = history(
        vec![step(1, vec![])],
        vec![FaultHistory {
            uri: hostile.into(),
            ..fault(1, 1, 500, State::Withdrawn, vec![])
        }],
    );
    drawn.names.insert(H160::repeat_byte(0xee), hostile.into());

    let tree = plain(&drawn);
    assert!(tree.contains("</text><script>"), "{tree}");
    let steering = |letter: char| letter != '\n' && (letter.is_control() || letter == '\u{202e}');
    assert!(!tree.contains(steering), "{tree:?}");

    let svg = picture::svg(&drawn);
    assert!(!svg.contains("<script"), "{svg}");
    assert!(!svg.contains(steering), "{svg:?}");
    assert!(!svg.contains(['\u{0}', '\u{fffe}']), "{svg:?}");
    let opened = svg.matches("<text ").count();
    assert_eq!(opened, svg.matches("</text>").count());
}

#[test]
fn no_row_of_the_picture_is_wider_than_the_page() {
    let mut wide = eventful();
    for number in 0..=255 {
        let name = "W".repeat(200);
        wide.names.insert(H160::repeat_byte(number), name);
    }
    for row in picture::svg(&wide)
        .lines()
        .filter(|it| it.starts_with("<text "))
    {
        let text: String = row
            .split('<')
            .filter_map(|it| it.split_once('>'))
            .map(|(_, text)| text)
            .collect();
        assert!(text.chars().count() <= 125, "{row}");
    }
}

#[test]
fn sums_are_of_the_faults_that_stand() {
    let mut history = eventful();
    let sums = history.sums();
    assert_eq!(sums.lost, milli(1_000 + 600 + 1_000 + 250));
    assert_eq!(sums.by_sureties, milli(1_000 + 600 + 300));
    assert_eq!(sums.by_volunteers, milli(700));
    assert_eq!(sums.unpaid, milli(250));
    assert_eq!(sums.upstream, milli(600));
    assert_eq!(sums.penalties, milli(80 + 150));
    for fault in &mut history.faults {
        fault.state = State::Dismissed;
    }
    assert_eq!(history.sums().lost, Amount::ZERO);
}
