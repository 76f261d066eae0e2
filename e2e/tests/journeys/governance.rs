//! Several govern together: they rule what is contested and slash who is silent, and can do nothing else.

use crate::acts::*;
use alloy_sol_types::{SolCall, SolError, SolValue};
use answerable_client::{
    interface::{
        IAnswerable::*,
        ICouncil::{self, voteOfficeCall, voteRulingCall},
    },
    H160,
};
use answerable_e2e::journey::*;

/// What a council can do with a fault.
const UPHOLD: u8 = 1;
const DISMISS: u8 = 2;
const SLASH: u8 = 3;
const PARDON: u8 = 4;

pub async fn rules_and_slashes_and_can_do_nothing_else(it: Stage) {
    let [asker, recorder, surety, reporter] = it
        .invites(["Asker", "Recorder", "Surety", "Reporter"])
        .await;
    let members = it.invites(["Ada", "Ben", "Cleo"]).await;
    let trace = records(&it, &recorder, &asker, 5).await;
    for step in 1..=4 {
        pledges(&it, &surety, trace, step, 1_000).await;
    }
    // Cleo answers for a step too.
    pledges(&it, &members[2], trace, 5, 1_000).await;

    it.tells("— the office is handed to a council of two out of three, in two steps");
    let seats: Vec<Address> = members.iter().map(Person::address).collect();
    let input = (seats, U256::from(2)).abi_encode_params();
    let council = it
        .deploys_other(&it.governance, code("answerable_council"), input)
        .await;
    let NotProposed { .. } = it
        .refuses(&it.governance, &acceptGovernanceCall {}, 0)
        .await;
    let proposed = council.0.into();
    it.does(&it.governance, &proposeGovernanceCall { proposed }, 0)
        .await;
    votes(
        &it,
        council,
        &members,
        &office(&it, &acceptGovernanceCall {}),
    )
    .await;
    assert_eq!(it.sees(&officeCall {}).await.governance, proposed);
    let NotGovernance { .. } = it
        .refuses(&it.governance, &setIntakeCall { open: false }, 0)
        .await;

    it.tells("— upheld");
    let fault = reports(&it, &reporter, trace, 1, 800).await;
    contests(&it, &surety, fault, 0).await;
    let had = it.free(&asker).await;
    let uphold = ruling(&it, fault, CONTESTED, UPHOLD, milli(800));
    votes(&it, council, &members, &uphold).await;
    assert_eq!(it.free(&asker).await, had + 800 + CONTEST_DEPOSIT);
    assert_eq!(it.account(&surety).await.lost.times, 1);

    it.tells("— dismissed");
    let fault = reports(&it, &reporter, trace, 2, 800).await;
    contests(&it, &surety, fault, 0).await;
    let dismiss = ruling(&it, fault, CONTESTED, DISMISS, milli(0));
    votes(&it, council, &members, &dismiss).await;
    assert_eq!(state(&it, fault).await, DISMISSED);

    it.tells("— slashed with a penalty");
    let fault = reports(&it, &reporter, trace, 3, 800).await;
    it.waits(DAY + 1).await;
    it.does(&asker, &declareDefaultCall { fault }, 0).await;
    let (had, treasury) = (it.free(&asker).await, it.free(&it.treasury).await);
    let too_much = ruling(&it, fault, DEFAULTED, SLASH, U256::from(3_001));
    it.does_at(&members[0], council, &too_much, 0).await;
    let refused: ICouncil::InstanceRefused =
        it.refuses_at(&members[1], council, &too_much, 0).await;
    SlashOutOfBounds::abi_decode(&refused.data).expect("the instance says why");
    let slash = ruling(&it, fault, DEFAULTED, SLASH, U256::from(3_000));
    votes(&it, council, &members, &slash).await;
    assert_eq!(it.free(&asker).await, had + 800);
    assert_eq!(
        it.free(&it.treasury).await,
        treasury + 192,
        "four fifths of 240"
    );

    it.tells("— an abusive report is pardoned");
    let fault = reports(&it, &reporter, trace, 4, 800).await;
    it.waits(DAY + 1).await;
    it.does(&asker, &declareDefaultCall { fault }, 0).await;
    assert_eq!(it.account(&surety).await.defaulted.times, 2);
    let pardon = ruling(&it, fault, DEFAULTED, PARDON, milli(0));
    votes(&it, council, &members, &pardon).await;
    assert_eq!(state(&it, fault).await, PARDONED);
    assert_eq!(it.account(&surety).await.defaulted.times, 1);

    it.tells("— a party has no vote in its own case, and one case lapses");
    let cleo = &members[2];
    let fault = reports(&it, &reporter, trace, 5, 800).await;
    contests(&it, cleo, fault, 300).await;
    let dismiss = ruling(&it, fault, CONTESTED, DISMISS, milli(0));
    let ICouncil::OwnCase { party } = it.refuses_at(cleo, council, &dismiss, 0).await;
    assert_eq!(party, cleo.address());

    it.tells("— terms change while that case is open, which keeps its own");
    let found = it.sees(&faultCall { fault }).await;
    let mut content = found.terms.clone();
    content.lostPenaltyBps = 0;
    content.minCover = milli(500);
    let mandate = grants(&it, &surety, &recorder, &recorder, 1_000, 1_000).await;
    votes(
        &it,
        council,
        &members,
        &office(&it, &addTermsCall { content }),
    )
    .await;
    assert_eq!(it.sees(&faultCall { fault }).await.terms, found.terms);
    assert_eq!(it.sees(&officeCall {}).await.terms, 2);
    let drawn = recordCoveredCall {
        requester: asker.address(),
        input: hash("question"),
        output: hash("another answer"),
        at: 0,
        steps: step(1, &recorder, "evidence").into(),
        terms: 1,
        cover: vec![Draw {
            step: 1,
            mandate,
            amount: milli(1_000),
        }],
    };
    let TermsChanged { current } = it.refuses(&recorder, &drawn, 100).await;
    assert_eq!(current, 2);
    let drawn = recordCoveredCall { terms: 2, ..drawn };
    let MandateForTerms { terms } = it.refuses(&recorder, &drawn, 100).await;
    assert_eq!(terms, 1);

    let had = it.free(&asker).await;
    it.waits(3 * DAY + 1).await;
    let uphold = ruling(&it, fault, CONTESTED, UPHOLD, milli(800));
    it.does_at(&members[0], council, &uphold, 0).await;
    let refused: ICouncil::InstanceRefused = it.refuses_at(&members[1], council, &uphold, 0).await;
    TooLate::abi_decode(&refused.data).expect("the instance says why");
    it.does(&asker, &settleCall { fault }, 0).await;
    assert_eq!(
        it.free(&asker).await,
        had + 300 + CONTEST_DEPOSIT,
        "what was conceded"
    );

    it.tells("— the intake is closed, which stops nobody from answering or leaving");
    votes(
        &it,
        council,
        &members,
        &office(&it, &setIntakeCall { open: false }),
    )
    .await;
    let IntakeClosed {} = it.refuses(&surety, &pledge(trace, 1), 0).await;
    let all = it.free(&asker).await;
    it.does(&asker, &withdrawCall { amount: milli(all) }, 0)
        .await;

    it.tells("— a ruling does not pass for an act of office");
    let smuggled = office(&it, &slashCall { fault, bps: 1 });
    let ICouncil::NotAnOfficeAct { .. } = it.refuses_at(&members[0], council, &smuggled, 0).await;
    let take = withdrawCall { amount: milli(1) };
    let ICouncil::NotAnOfficeAct { .. } = it
        .refuses_at(&members[0], council, &office(&it, &take), 0)
        .await;

    it.tells("— the treasury moves");
    let treasury = recorder.address();
    votes(
        &it,
        council,
        &members,
        &office(&it, &setTreasuryCall { treasury }),
    )
    .await;
    assert_eq!(it.sees(&officeCall {}).await.treasury, treasury);
}

fn pledge(trace: Hash, step: u8) -> pledgeCall {
    pledgeCall {
        trace,
        step,
        cover: milli(1_000),
    }
}

/// On the first layer of the step's own.
fn ruling(it: &Stage, fault: u64, state: u8, act: u8, amount: U256) -> voteRulingCall {
    voteRulingCall {
        instance: it.answerable.0.into(),
        fault,
        layer: 1,
        state,
        act,
        amount,
    }
}

fn office<M: SolCall>(it: &Stage, message: &M) -> voteOfficeCall {
    voteOfficeCall {
        instance: it.answerable.0.into(),
        call: message.abi_encode().into(),
    }
}

/// Two of them vote for it, and it is done.
async fn votes<M: SolCall + std::fmt::Debug>(
    it: &Stage,
    council: H160,
    members: &[Person; 3],
    vote: &M,
) {
    for member in &members[..2] {
        it.does_at(member, council, vote, 0).await;
    }
}
