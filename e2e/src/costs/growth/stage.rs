//! The acts that are tried at every size of the ledger: every message, the hot ones with few and with many layers.

use super::Probe;
use crate::{
    system::{address, hash, uint},
    world::{data, World, ACTOR, ANSWERING, ASKER, EARLIER, GRANTOR, RECORDER, STRANGER, SURETY},
};
use answerable_client::{alloy_sol_types::SolCall, interface::IAnswerable as sol};
use answerable_model::{Act, Address, Answer, Hash, UNIT};

/// The moment at which all is late, in seconds.
const LATE: u64 = 100_000;
/// The time of the requester is over, and that for recourse is not.
const RECOURSE: u64 = 200;

/// Everything that somebody may do at once.
pub fn now(world: &mut World) -> Vec<Probe> {
    let few = record(world, 4, 600);
    for (step, there) in (1..).zip([0, 1, 2, 3]) {
        layers(world, few, step, there);
    }
    let many = record(world, 5, 700);
    for step in 1..=5 {
        layers(world, many, step, 4);
    }
    let failed = record(world, 1, 800);
    layers(world, failed, 1, 4);
    let fault = fail(world, failed, 1);

    let mut probes = Probes::new(world, false);
    for steps in [1, 3, 5] {
        let data = data(steps, 500);
        let record = Act::Record { data, terms: 1 };
        probes.act(&format!("{steps} steps"), RECORDER, record);
    }
    let deposit = Probe::paying(probes.world, SURETY, 100, &sol::depositCall {});
    probes.all.push(deposit);
    for (step, there) in (1..).zip(["nobody", "one", "two", "three"]) {
        probes.act(&format!("{there} there before"), ACTOR, pledge(few, step));
    }
    probes.act("four layers", ASKER, report(many, 1));
    probes.act("four layers, calls the next", SURETY, Act::OwnUp { fault });
    probes.views();
    let one = record(probes.world, 1, 650);
    layers(probes.world, one, 1, 1);
    probes.cover("one layer on one step", one);
    probes.cover("four layers on each of five steps", many);
    probes.all
}

/// Everything that takes its time.
pub fn late(world: &mut World) -> Vec<Probe> {
    let many = record(world, 1, 700);
    layers(world, many, 1, 4);
    world.now += LATE - RECOURSE;
    let paid = record(world, 2, 900);
    layers(world, paid, 1, 2);
    layers(world, paid, 2, 1);
    let fault = fail(world, paid, 2);
    world.does(SURETY, 0, Act::OwnUp { fault });
    world.now += RECOURSE;
    world.chain.wait_until(world.now);

    let mut probes = Probes::new(world, true);
    let release = Act::Release {
        trace: many,
        step: 1,
    };
    probes.act("four layers", EARLIER, release);
    let recourse = Act::Recourse {
        trace: paid,
        step: 1,
        evidence: Hash::of(1),
        uri: "ipfs://evidence".into(),
    };
    probes.act("", SURETY, recourse);
    probes.all
}

struct Probes<'a> {
    world: &'a mut World,
    all: Vec<Probe>,
}

impl<'a> Probes<'a> {
    /// With what the world has anyway: that which can be done at once, or that which takes its time.
    fn new(world: &'a mut World, late: bool) -> Self {
        let possible = world.possible();
        let mut probes = Self {
            world,
            all: Vec::new(),
        };
        for (later, who, act) in possible {
            // Records and pledges are there in several cases.
            let hot = matches!(act, Act::Record { .. } | Act::Pledge { .. });
            if (later > 0) == late && !hot {
                probes.act("", who, act);
            }
        }
        probes
    }

    fn act(&mut self, case: &str, who: Address, act: Act) {
        self.all.push(Probe::act(self.world, case, who, &act));
    }

    fn view(&mut self, case: &str, view: &impl SolCall) {
        self.all.push(Probe::view(self.world, case, view));
    }

    fn views(&mut self) {
        let (trace, batch, mandate) =
            (hash(self.world.trace), self.world.batch, self.world.mandate);
        let (owner, fault, terms) = (address(SURETY), ANSWERING, 1);
        self.view("", &sol::accountCall { owner });
        self.view("", &sol::traceCall { trace });
        self.view("", &sol::stepCall { trace, step: 3 });
        self.view("", &sol::batchCall { batch });
        self.view("", &sol::mandateCall { mandate });
        self.view("", &sol::offeredCall { offer: 1 });
        self.view("", &sol::termsCall { terms });
        self.view("", &sol::faultCall { fault });
        self.view("", &sol::totalsCall {});
        self.view("", &sol::officeCall {});
        self.view("", &sol::annexCall {});
        self.view("", &sol::isPartyCall { fault, who: owner });
    }

    /// What is asked about the cover of a trace.
    fn cover(&mut self, case: &str, trace: Hash) {
        let (trace, step) = (hash(trace), 1);
        self.view(case, &sol::whoAnswersCall { trace, step });
        self.view(case, &sol::coverOfCall { trace });
        self.view(case, &sol::uncoveredStepsCall { trace });
        let guard = sol::requireCoveredCall {
            trace,
            minCover: uint(COVER),
            minUntil: 0,
        };
        self.view(case, &guard);
    }
}

/// What each pledge covers.
const COVER: u128 = 50 * UNIT;

fn record(world: &mut World, steps: u8, told: u64) -> Hash {
    let data = data(steps, told);
    match world.does(RECORDER, 0, Act::Record { data, terms: 1 }) {
        Answer::Trace(trace) => trace,
        other => unreachable!("a record is answered with its trace, not with {other:?}"),
    }
}

fn fail(world: &mut World, trace: Hash, step: u8) -> u64 {
    match world.does(ASKER, 0, report(trace, step)) {
        Answer::Fault(fault) => fault,
        other => unreachable!("a report is answered with its fault, not with {other:?}"),
    }
}

fn pledge(trace: Hash, step: u8) -> Act {
    let cover = COVER;
    Act::Pledge { trace, step, cover }
}

/// More than one layer covers.
fn report(trace: Hash, step: u8) -> Act {
    Act::Report {
        trace,
        step,
        loss: 2 * COVER,
        evidence: Hash::of(1),
        uri: "ipfs://evidence".into(),
    }
}

/// So many pledges of a step. Strangers have two places; the others are for those who take the requester's offer.
fn layers(world: &mut World, trace: Hash, step: u8, number: usize) {
    for surety in [SURETY, EARLIER].into_iter().take(number) {
        let offer = Act::Offer {
            trace,
            step,
            cover: COVER,
            premium: UNIT,
            until: world.now + 100,
        };
        let Answer::Offer(offer) = world.does(ASKER, 0, offer) else {
            unreachable!("an offer is answered with its number")
        };
        let take = Act::PledgeForOffer {
            offer,
            cover: COVER,
            least_premium: UNIT,
        };
        world.does(surety, 0, take);
    }
    for surety in [GRANTOR, STRANGER]
        .into_iter()
        .take(number.saturating_sub(2))
    {
        world.does(surety, 0, pledge(trace, step));
    }
}
