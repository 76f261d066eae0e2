//! What a vote is, how long it counts, and what is told of it.

use super::{on_the_embedded_chain, stage::*};
use alloy_sol_types::{SolCall, SolValue};
use answerable_client::{
    interface::{
        IAnswerable,
        ICouncil::{self, ICouncilEvents as Event},
    },
    keccak_256,
};

#[test]
fn a_member_votes_once() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, ..] = &it.members;
        let fault = it.contested(1).await;
        let dismiss = it.ruling(fault, CONTESTED, DISMISS, 0);
        let (motion, _) = it.does(one, it.council, &dismiss, 0).await;
        let refused: ICouncil::AlreadyVoted = it.refuses(one, it.council, &dismiss).await;
        assert_eq!(refused.motion, motion);
        let close = it.office(&IAnswerable::setIntakeCall { open: false });
        it.does(one, it.council, &close, 0).await;
        let _: ICouncil::AlreadyVoted = it.refuses(one, it.council, &close).await;
        assert_eq!(it.state(fault).await, CONTESTED);
    });
}

#[test]
fn a_vote_can_be_taken_back() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 3).await;
        let [one, two, three] = &it.members;
        let close = it.office(&IAnswerable::setIntakeCall { open: false });
        let (motion, _) = it.does(one, it.council, &close, 0).await;
        let retract = ICouncil::retractCall { motion };
        let refused: ICouncil::NotVoted = it.refuses(two, it.council, &retract).await;
        assert_eq!(refused.motion, motion);

        it.does(two, it.council, &close, 0).await;
        it.does(one, it.council, &retract, 0).await;
        assert_eq!(it.motion(motion).await.votes, 0b10);
        let _: ICouncil::NotVoted = it.refuses(one, it.council, &retract).await;
        assert!(!it.votes(three, &close).await);
        assert!(it.votes(one, &close).await);

        // The last vote that is taken back leaves nothing.
        let open = it.office(&IAnswerable::setIntakeCall { open: true });
        let (motion, _) = it.does(one, it.council, &open, 0).await;
        it.does(one, it.council, &ICouncil::retractCall { motion }, 0)
            .await;
        assert_eq!(it.motion(motion).await, ICouncil::Motion::default());
    });
}

#[test]
fn a_motion_is_open_for_thirty_days_to_the_second() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, _] = &it.members;
        let close = it.office(&IAnswerable::setIntakeCall { open: false });
        let (motion, _) = it.does(one, it.council, &close, 0).await;
        let since = it.motion(motion).await.since;
        it.wait(since + 30 * DAY - it.now().await).await;
        assert_eq!(it.now().await, since + 30 * DAY);
        assert!(it.votes(two, &close).await);
    });
}

#[test]
fn a_motion_that_lapsed_begins_again() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, _] = &it.members;
        let close = it.office(&IAnswerable::setIntakeCall { open: false });
        let (motion, _) = it.does(one, it.council, &close, 0).await;
        let since = it.motion(motion).await.since;
        it.wait(since + 30 * DAY + 1 - it.now().await).await;
        assert_eq!(it.motion(motion).await, ICouncil::Motion::default());
        let retract = ICouncil::retractCall { motion };
        let _: ICouncil::NotVoted = it.refuses(one, it.council, &retract).await;

        let (again, receipt) = it.does(two, it.council, &close, 0).await;
        assert_eq!(again, motion);
        let told = events(it.council, &receipt);
        assert!(matches!(
            &told[..],
            [Event::OfficeMoved(_), Event::Voted(_)]
        ));
        let begun = it.motion(motion).await;
        assert_eq!((begun.votes, begun.since), (0b10, it.now().await));
        assert!(it.office_now().await.intakeOpen);
        // Also the first may vote again.
        assert!(it.votes(one, &close).await);
    });
}

#[test]
fn what_was_carried_needs_new_votes() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, three] = &it.members;
        let treasury = address(&it.outsider);
        let vote = it.office(&IAnswerable::setTreasuryCall { treasury });
        let (motion, _) = it.does(one, it.council, &vote, 0).await;
        assert!(it.votes(two, &vote).await);
        assert_eq!(it.motion(motion).await, ICouncil::Motion::default());
        assert!(!it.votes(three, &vote).await);
        assert!(it.votes(one, &vote).await);
    });
}

#[test]
fn anybody_can_compute_a_motions_name() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, ..] = &it.members;
        let fault = it.contested(1).await;
        let domain = Hash::from(keccak_256(b"answerable.council.v1"));
        let named = |kind: u8, content: &[&[u8]]| {
            let council = it.council.as_bytes();
            let begin: [&[u8]; 4] = [&*domain, council, &[0, 0, 0, 1], &[kind]];
            Hash::from(keccak_256(&[begin.concat(), content.concat()].concat()))
        };

        let vote = it.ruling(fault, CONTESTED, UPHOLD, 6_000);
        let instance = Address::from(it.instance.0);
        let amount = milli(6_000);
        let number = fault.abi_encode_packed();
        let word = amount.abi_encode_packed();
        let view = ICouncil::rulingMotionCall {
            instance,
            fault,
            layer: 1,
            state: CONTESTED,
            act: UPHOLD,
            amount,
        };
        let (motion, _) = it.does(one, it.council, &vote, 0).await;
        assert_eq!(
            motion,
            named(
                1,
                &[instance.as_slice(), &number, &[1, CONTESTED, UPHOLD], &word]
            )
        );
        assert_eq!(motion, it.view(it.council, &view).await);

        let vote = it.office(&IAnswerable::acceptGovernanceCall {});
        let call = IAnswerable::acceptGovernanceCall {}.abi_encode();
        let view = ICouncil::officeMotionCall {
            instance,
            call: call.clone().into(),
        };
        let (motion, _) = it.does(one, it.council, &vote, 0).await;
        assert_eq!(motion, named(2, &[instance.as_slice(), &call]));
        assert_eq!(motion, it.view(it.council, &view).await);

        let members = it.seated();
        let vote = ICouncil::voteSeatsCall {
            members: members.clone(),
            threshold: 5,
        };
        let view = ICouncil::seatsMotionCall {
            members: members.clone(),
            threshold: 5,
        };
        let (motion, _) = it.does(one, it.council, &vote, 0).await;
        assert_eq!(motion, named(3, &[&[5], &members.abi_encode_packed()]));
        assert_eq!(motion, it.view(it.council, &view).await);
    });
}

#[test]
fn all_that_happens_is_told() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, _] = &it.members;
        let fault = it.contested(1).await;
        let [first, second] = [one, two].map(address);
        let (council, instance) = (it.council, Address::from(it.instance.0));

        let ruling = it.ruling(fault, CONTESTED, UPHOLD, 6_000);
        let (motion, receipt) = it.does(one, council, &ruling, 0).await;
        let moved = Event::RulingMoved(ICouncil::RulingMoved {
            motion,
            instance,
            fault,
            layer: 1,
            state: CONTESTED,
            act: UPHOLD,
            amount: milli(6_000),
        });
        let voted = |member| Event::Voted(ICouncil::Voted { motion, member });
        assert_eq!(events(council, &receipt), [moved.clone(), voted(first)]);
        let retract = ICouncil::retractCall { motion };
        let (_, receipt) = it.does(one, council, &retract, 0).await;
        let member = first;
        let retracted = Event::Retracted(ICouncil::Retracted { motion, member });
        assert_eq!(events(council, &receipt), [retracted]);
        let (_, receipt) = it.does(two, council, &ruling, 0).await;
        assert_eq!(events(council, &receipt), [moved, voted(second)]);
        let (_, receipt) = it.does(one, council, &ruling, 0).await;
        let carried = Event::Carried(ICouncil::Carried { motion });
        assert_eq!(events(council, &receipt), [voted(first), carried]);

        let office = it.office(&IAnswerable::setIntakeCall { open: false });
        let (motion, receipt) = it.does(one, council, &office, 0).await;
        let call = office.call;
        let moved = Event::OfficeMoved(ICouncil::OfficeMoved {
            motion,
            instance,
            call,
        });
        let voted = |member| Event::Voted(ICouncil::Voted { motion, member });
        assert_eq!(events(council, &receipt), [moved, voted(first)]);

        let (members, threshold) = (vec![first], 1);
        let seats = ICouncil::voteSeatsCall {
            members: members.clone(),
            threshold,
        };
        let (motion, receipt) = it.does(one, council, &seats, 0).await;
        let moved = Event::SeatsMoved(ICouncil::SeatsMoved {
            motion,
            members: members.clone(),
            threshold,
        });
        let voted = |member| Event::Voted(ICouncil::Voted { motion, member });
        assert_eq!(events(council, &receipt), [moved, voted(first)]);
        let (_, receipt) = it.does(two, council, &seats, 0).await;
        let changed = Event::SeatsChanged(ICouncil::SeatsChanged {
            term: 2,
            members,
            threshold,
        });
        let carried = Event::Carried(ICouncil::Carried { motion });
        assert_eq!(events(council, &receipt), [voted(second), carried, changed]);
    });
}

#[test]
fn a_vote_writes_two_cells() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, _] = &it.members;
        let fault = it.contested(1).await;
        let dismiss = it.ruling(fault, CONTESTED, DISMISS, 0);
        let close = it.office(&IAnswerable::setIntakeCall { open: false });
        let seats = ICouncil::voteSeatsCall {
            members: it.seated(),
            threshold: 1,
        };
        let (motion, _) = it.does(one, it.council, &dismiss, 0).await;
        assert_eq!(it.written(), 2);
        it.does(one, it.council, &ICouncil::retractCall { motion }, 0)
            .await;
        assert_eq!(it.written(), 2);
        it.does(one, it.council, &dismiss, 0).await;
        it.does(one, it.council, &close, 0).await;
        assert_eq!(it.written(), 2);
        it.does(one, it.council, &seats, 0).await;
        assert_eq!(it.written(), 2);

        // What is done by it comes on top: a dismissal's cells, and the office.
        assert!(it.votes(two, &dismiss).await);
        assert_eq!(it.written(), 2 + 4);
        assert!(it.votes(two, &close).await);
        assert_eq!(it.written(), 2 + 1);
        assert!(it.votes(two, &seats).await);
        assert_eq!(it.written(), 2);
    });
}
