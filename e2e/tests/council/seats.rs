//! Votes about who votes.

use super::{on_the_embedded_chain, stage::*};
use alloy_sol_types::SolError;
use answerable_client::interface::{IAnswerable, ICouncil};

fn seat(members: &[Address], threshold: u8) -> ICouncil::voteSeatsCall {
    ICouncil::voteSeatsCall {
        members: members.to_vec(),
        threshold,
    }
}

/// The first leaves, and the outsider comes.
pub async fn others_are_seated(it: &Stage) {
    let [one, two, three] = &it.members;
    let before = it.view(it.council, &ICouncil::seatsCall {}).await;
    assert_eq!(
        (before.members, before.threshold, before.term),
        (it.seated(), 2, 1)
    );
    let open = it.office(&IAnswerable::setIntakeCall { open: true });
    let (motion, _) = it.does(one, it.council, &open, 0).await;

    let members = [two, three, &it.outsider].map(address);
    let change = seat(&members, 2);
    assert!(!it.votes(one, &change).await);
    assert!(it.votes(three, &change).await);

    let after = it.view(it.council, &ICouncil::seatsCall {}).await;
    assert_eq!(
        (after.members, after.threshold, after.term),
        (members.to_vec(), 2, 2)
    );
    // The vote of one who is no member any more is no vote, and no member's either.
    assert_eq!(it.motion(motion).await.votes, 0);
    let refused: ICouncil::NotAMember = it.refuses(one, it.council, &open).await;
    assert_eq!(refused.caller, address(one));
    let retract = ICouncil::retractCall { motion };
    let refused: ICouncil::NotVoted = it.refuses(two, it.council, &retract).await;
    assert_eq!(refused.motion, motion);
    assert!(!it.votes(two, &open).await);
    assert!(it.votes(&it.outsider, &open).await);
}

#[test]
fn every_open_vote_is_void_when_the_seats_change() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, three] = &it.members;
        let fault = it.contested(1).await;
        let dismiss = it.ruling(fault, CONTESTED, DISMISS, 0);
        let fewer = seat(&[address(one)], 1);
        assert!(!it.votes(one, &dismiss).await);
        assert!(!it.votes(one, &fewer).await);

        // The same seats again, and a lower threshold than there are votes.
        let again = seat(&it.seated(), 1);
        assert!(!it.votes(two, &again).await);
        assert!(it.votes(three, &again).await);
        assert_eq!(it.state(fault).await, CONTESTED);
        assert!(it.votes(one, &dismiss).await);
        assert!(it.votes(one, &fewer).await);
        let seats = it.view(it.council, &ICouncil::seatsCall {}).await;
        assert_eq!((seats.members, seats.term), (vec![address(one)], 3));
    });
}

#[test]
fn a_vote_for_some_seats_counts_for_no_others() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, three] = [0, 1, 2].map(|place| &it.members[place]);
        let all = [one, two, three].map(address);
        let [a, b, c] = all;
        assert!(!it.votes(one, &seat(&all, 2)).await);
        for (members, threshold) in [
            (vec![a, b, c], 1),
            (vec![a, b], 2),
            (vec![a, c, b], 2),
            (vec![a, b, c, address(&it.outsider)], 2),
        ] {
            assert!(!it.votes(two, &seat(&members, threshold)).await);
        }
        assert!(it.votes(three, &seat(&all, 2)).await);
    });
}

#[test]
fn only_members_vote() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let fault = it.contested(1).await;
        let who = &it.outsider;
        let refused: [ICouncil::NotAMember; 4] = [
            it.refuses(who, it.council, &it.ruling(fault, CONTESTED, DISMISS, 0))
                .await,
            it.refuses(
                who,
                it.council,
                &it.office(&IAnswerable::acceptGovernanceCall {}),
            )
            .await,
            it.refuses(who, it.council, &seat(&[address(who)], 1)).await,
            it.refuses(
                who,
                it.council,
                &ICouncil::retractCall { motion: Hash::ZERO },
            )
            .await,
        ];
        for refused in refused {
            assert_eq!(refused.caller, address(who));
        }
    });
}

#[test]
fn seats_that_could_not_work_are_refused() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 1).await;
        let [one, ..] = &it.members;
        let many = |count: u8| (1..=count).map(Address::repeat_byte).collect::<Vec<_>>();
        let bad_count = |members: u8| {
            let (members, most) = (U256::from(members), U256::from(16));
            ICouncil::MembersOutOfBounds { members, most }.abi_encode()
        };
        let bad_threshold =
            |threshold, members| ICouncil::ThresholdOutOfBounds { threshold, members }.abi_encode();
        let given = Address::ZERO;
        let member = Address::repeat_byte(2);
        let cases = [
            (vec![], 0, bad_count(0)),
            (vec![], 1, bad_count(0)),
            (many(17), 1, bad_count(17)),
            (many(3), 0, bad_threshold(0, 3)),
            (many(3), 4, bad_threshold(4, 3)),
            (
                vec![member, given],
                1,
                ICouncil::InvalidAddress { given }.abi_encode(),
            ),
            (
                [many(2), many(2)].concat(),
                1,
                ICouncil::SeatedTwice {
                    member: Address::repeat_byte(1),
                }
                .abi_encode(),
            ),
            (
                vec![member, member],
                2,
                ICouncil::SeatedTwice { member }.abi_encode(),
            ),
        ];
        for (members, threshold, expected) in cases {
            assert_eq!(
                it.a_council(&members, threshold).await,
                Err(expected.clone())
            );
            let vote = seat(&members, threshold);
            let refused = it.tries(one, it.council, &vote, 0).await.map(|_| ());
            assert_eq!(refused, Err(expected));
        }
    });
}

#[test]
fn the_fullest_council_votes() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 1).await;
        let mut members: Vec<_> = (1..=13).map(Address::repeat_byte).collect();
        members.extend(it.members.each_ref().map(address));
        assert_eq!(members.len(), 16);
        let [one, two, three] = &it.members;
        assert!(it.votes(one, &seat(&members, 3)).await);
        let close = it.office(&IAnswerable::setIntakeCall { open: false });
        assert!(!it.votes(three, &close).await);
        let (motion, _) = it.does(one, it.council, &close, 0).await;
        assert_eq!(it.motion(motion).await.votes, 0b1010 << 12);
        assert!(it.votes(two, &close).await);
        assert!(!it.office_now().await.intakeOpen);
    });
}

#[test]
fn a_council_takes_no_money() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, ..] = &it.members;
        let vote = seat(&it.seated(), 3);
        for value in [1, 0] {
            let tried = it.tries(one, it.council, &vote, value).await.map(|_| ());
            let expected = if value == 0 {
                Ok(())
            } else {
                Err(b"Pallet error: Revive::ContractTrapped".to_vec())
            };
            assert_eq!(tried, expected);
        }
        let nothing_said = it.pay(one, it.council, 1).await;
        assert!(nothing_said.is_err());
    });
}
