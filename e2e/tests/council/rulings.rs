//! Votes about faults.

use super::{on_the_embedded_chain, stage::*};
use answerable_client::{
    interface::{IAnswerable, ICouncil},
    H160,
};

/// Loss 6, of which 1 was conceded: a tenth of the other 5 is the penalty.
pub async fn a_contest_is_upheld(it: &Stage) {
    let fault = it.contested(1).await;
    let [one, two, _] = &it.members;
    let before = it.free().await;
    let uphold = it.ruling(fault, CONTESTED, UPHOLD, 6_000);

    assert!(!it.votes(one, &uphold).await);
    assert_eq!(it.state(fault).await, CONTESTED);
    assert_eq!(it.free().await, before);
    assert!(it.votes(two, &uphold).await);

    let [asker, reporter, surety, treasury] = before;
    // Cover left of 4 goes on reserving 5.2 of the 13.
    let unlocked = 13_000 - 5_200 - 6_000 - 500;
    assert_eq!(it.state(fault).await, 5);
    let after = it.free().await;
    assert_eq!(after[0], asker + 6_000 + 100);
    assert_eq!(after[1], reporter + 100 + 10);
    assert_eq!(after[3], treasury + 400);
    assert_eq!(after[2], surety + unlocked);
}

pub async fn a_contest_is_dismissed(it: &Stage) {
    let fault = it.contested(2).await;
    let [one, _, three] = &it.members;
    let [asker, reporter, surety, treasury] = it.free().await;
    let dismiss = it.ruling(fault, CONTESTED, DISMISS, 0);
    assert!(!it.votes(three, &dismiss).await);
    assert!(it.votes(one, &dismiss).await);
    assert_eq!(it.state(fault).await, 7);
    assert_eq!(
        it.free().await,
        [asker, reporter, surety + 100 + 10, treasury]
    );
}

#[test]
fn a_defaulter_is_slashed_by_vote() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let fault = it.defaulted(1).await;
        let [one, two, _] = &it.members;
        let [asker, reporter, _, treasury] = it.free().await;
        let slash = it.ruling(fault, DEFAULTED, SLASH, 2_000);
        assert!(!it.votes(one, &slash).await);
        assert!(it.votes(two, &slash).await);
        assert_eq!(it.state(fault).await, 5);
        let after = it.free().await;
        assert_eq!(after[0], asker + 8_000);
        assert_eq!(after[1], reporter + 320 + 10);
        assert_eq!(after[3], treasury + 1_280);
    });
}

#[test]
fn a_defaulter_is_pardoned_by_vote() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let fault = it.defaulted(1).await;
        let [one, two, _] = &it.members;
        let [asker, reporter, surety, treasury] = it.free().await;
        let pardon = it.ruling(fault, DEFAULTED, PARDON, 0);
        assert!(!it.votes(one, &pardon).await);
        assert!(it.votes(two, &pardon).await);
        assert_eq!(it.state(fault).await, 8);
        assert_eq!(it.free().await, [asker, reporter, surety + 10, treasury]);
    });
}

#[test]
fn a_vote_for_one_ruling_counts_for_no_other() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, three] = &it.members;
        let fault = it.contested(1).await;
        let another = it.contested(2).await;
        let elsewhere = it.an_instance().await;
        let trace = it.a_trace(elsewhere).await;
        let same = it.reported(elsewhere, trace, 1).await;
        it.contest(&it.surety, elsewhere, same).await;
        assert_eq!(same, fault);

        let uphold = it.ruling(fault, CONTESTED, UPHOLD, 6_000);
        assert!(!it.votes(one, &uphold).await);
        for other in [
            it.ruling(another, CONTESTED, UPHOLD, 6_000),
            it.ruling(fault, CONTESTED, UPHOLD, 6_001),
            it.ruling(fault, CONTESTED, DISMISS, 0),
            ICouncil::voteRulingCall {
                instance: elsewhere.0.into(),
                ..uphold.clone()
            },
        ] {
            assert!(!it.votes(two, &other).await);
        }
        assert_eq!(it.state(fault).await, CONTESTED);
        assert!(it.votes(three, &uphold).await);
    });
}

#[test]
fn a_vote_for_one_layer_counts_for_no_other() {
    on_the_embedded_chain(|client| async {
        // given a step with two sureties
        let it = Stage::set(client, 2).await;
        let [one, two, _] = &it.members;
        let (instance, trace) = (it.instance, it.trace);
        it.pledge(&it.surety, instance, trace, 1).await;
        it.pledge(&it.second, instance, trace, 1).await;
        let fault = it.report(instance, trace, 1).await;
        it.contest(&it.surety, instance, fault).await;
        let first = it.ruling(fault, CONTESTED, UPHOLD, 6_000);
        assert!(!it.votes(one, &first).await);

        // when nobody ruled and the second is called
        it.wait(3 * DAY + 1).await;
        let settle = IAnswerable::settleCall { fault };
        it.does(&it.outsider, instance, &settle, 0).await;
        it.contest(&it.second, instance, fault).await;

        // then
        let found: ICouncil::FaultStandsAt = it.refuses(two, it.council, &first).await;
        assert_eq!((found.layer, found.state), (2, CONTESTED));
        let second = ICouncil::voteRulingCall { layer: 2, ..first };
        assert!(!it.votes(two, &second).await);
        assert!(it.votes(one, &second).await);
    });
}

#[test]
fn nobody_votes_on_a_fault_before_or_after_its_state() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 1).await;
        let [one, ..] = &it.members;
        let fault = it.reported(it.instance, it.trace, 1).await;
        let votes = [
            it.ruling(fault, CONTESTED, UPHOLD, 6_000),
            it.ruling(fault, CONTESTED, DISMISS, 0),
            it.ruling(fault, DEFAULTED, SLASH, 2_000),
            it.ruling(fault, DEFAULTED, PARDON, 0),
        ];
        let stand_at = async |state: u8, refused: &[ICouncil::voteRulingCall]| {
            for vote in refused {
                let found: ICouncil::FaultStandsAt = it.refuses(one, it.council, vote).await;
                assert_eq!(found.state, state);
            }
        };
        stand_at(1, &votes).await;
        it.wait(DAY + 1).await;
        let declare = IAnswerable::declareDefaultCall { fault };
        it.does(&it.outsider, it.instance, &declare, 0).await;
        stand_at(DEFAULTED, &votes[..2]).await;
        assert!(it.votes(one, &votes[2]).await);
        stand_at(5, &votes).await;
    });
}

#[test]
fn acts_and_amounts_that_cannot_be_are_refused() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 1).await;
        let [one, ..] = &it.members;
        let fault = it.contested(1).await;
        for (state, act) in [
            (CONTESTED, SLASH),
            (DEFAULTED, UPHOLD),
            (2, 0),
            (2, 5),
            (0, 1),
        ] {
            let vote = it.ruling(fault, state, act, 1);
            let refused: ICouncil::NoSuchAct = it.refuses(one, it.council, &vote).await;
            assert_eq!((refused.act, refused.state), (act, state));
        }
        let most = U256::from(u128::MAX);
        for (state, act, amount, least, most) in [
            (CONTESTED, UPHOLD, U256::ZERO, 1, most),
            (CONTESTED, UPHOLD, most + U256::from(1), 1, most),
            (CONTESTED, DISMISS, U256::from(1), 0, U256::ZERO),
            (DEFAULTED, SLASH, U256::ZERO, 1, U256::from(10_000)),
            (DEFAULTED, SLASH, U256::from(10_001), 1, U256::from(10_000)),
            (
                DEFAULTED,
                SLASH,
                U256::from(0x1_0001),
                1,
                U256::from(10_000),
            ),
            (DEFAULTED, PARDON, U256::MAX, 0, U256::ZERO),
        ] {
            let vote = ICouncil::voteRulingCall {
                amount,
                ..it.ruling(fault, state, act, 0)
            };
            let refused: ICouncil::AmountOutOfBounds = it.refuses(one, it.council, &vote).await;
            assert_eq!((refused.least, refused.most), (U256::from(least), most));
        }
    });
}

#[test]
fn no_party_votes() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let (instance, trace) = (it.instance, it.trace);
        // The second surety is not called, and may never be.
        it.pledge(&it.surety, instance, trace, 1).await;
        it.pledge(&it.second, instance, trace, 1).await;
        let fault = it.report(instance, trace, 1).await;
        it.contest(&it.surety, instance, fault).await;
        for (act, amount) in [(UPHOLD, 6_000), (DISMISS, 0)] {
            let vote = it.ruling(fault, CONTESTED, act, amount);
            for party in [
                &it.asker,
                &it.recorder,
                &it.reporter,
                &it.surety,
                &it.second,
            ] {
                let refused: ICouncil::OwnCase = it.refuses(party, it.council, &vote).await;
                assert_eq!(refused.party, address(party));
            }
        }
        // Elsewhere they may.
        let other = it.contested(2).await;
        let vote = it.ruling(other, CONTESTED, DISMISS, 0);
        assert!(!it.votes(&it.second, &vote).await);
    });
}

#[test]
fn members_move_nobodys_money_but_by_a_ruling() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 1).await;
        let [one, ..] = &it.members;
        let defaulted = it.defaulted(2).await;
        let fault = it.contested(1).await;
        let before = it.free().await;

        // Alone they are nobody to the instance.
        let uphold = IAnswerable::ruleUpholdCall {
            fault,
            loss: milli(6_000),
        };
        let refused: IAnswerable::NotGovernance = it.refuses(one, it.instance, &uphold).await;
        assert_eq!(refused.governance, Address::from(it.council.0));

        // Together they are bound by what was reported and by the terms.
        let more = it.ruling(fault, CONTESTED, UPHOLD, LOSS + 1);
        let refused: IAnswerable::LossTooLarge = it.instance_refuses(one, &more).await;
        assert_eq!(refused.reported, milli(LOSS));
        for bps in [1_000, 3_001, 10_000] {
            let vote = it.ruling(defaulted, DEFAULTED, SLASH, bps);
            let refused: IAnswerable::SlashOutOfBounds = it.instance_refuses(one, &vote).await;
            assert_eq!((refused.above, refused.most), (1_000, 3_000));
        }
        assert_eq!(it.free().await, before);
    });
}

#[test]
fn what_the_instance_refuses_leaves_no_vote() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, _] = &it.members;
        let fault = it.contested(1).await;
        let deadline = it.now().await + 3 * DAY;
        let uphold = it.ruling(fault, CONTESTED, UPHOLD, 6_000);
        let (motion, _) = it.does(one, it.council, &uphold, 0).await;
        let before = it.motion(motion).await;
        assert_eq!(before.votes, 0b1);

        it.wait(3 * DAY + 1).await;
        let late: IAnswerable::TooLate = it.instance_refuses(two, &uphold).await;
        assert_eq!(late.deadline, deadline);
        assert_eq!(it.motion(motion).await, before);
        assert_eq!(it.state(fault).await, CONTESTED);
    });
}

#[test]
fn what_is_no_instance_is_not_ruled_on() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 1).await;
        let [one, ..] = &it.members;
        let fault = it.contested(1).await;
        let vote = it.ruling(fault, CONTESTED, DISMISS, 0);
        for nobody in [it.outsider.address(), H160::zero()] {
            let vote = ICouncil::voteRulingCall {
                instance: nobody.0.into(),
                ..vote.clone()
            };
            let refused: ICouncil::NoAnswer = it.refuses(one, it.council, &vote).await;
            assert_eq!(refused.instance, Address::from(nobody.0));
        }
        let itself = ICouncil::voteRulingCall {
            instance: it.council.0.into(),
            ..vote.clone()
        };
        let refused = it.tries(one, it.council, &itself, 0).await.map(|_| ());
        assert_eq!(
            refused,
            Err(b"Pallet error: Revive::ReentranceDenied".to_vec())
        );

        let no_fault = ICouncil::voteRulingCall { fault: 77, ..vote };
        let unknown: IAnswerable::UnknownFault = it.instance_refuses(one, &no_fault).await;
        assert_eq!(unknown.fault, 77);
    });
}
