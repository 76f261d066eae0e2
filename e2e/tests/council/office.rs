//! Votes about what governance decides besides rulings.

use super::{on_the_embedded_chain, stage::*};
use alloy_sol_types::SolCall;
use answerable_client::{
    interface::{IAnswerable, ICouncil},
    H160,
};

pub async fn the_intake_is_closed_and_opened(it: &Stage) {
    let [one, two, three] = &it.members;
    for (open, members) in [
        (false, [one, two]),
        (true, [two, three]),
        (false, [one, three]),
    ] {
        let vote = it.office(&IAnswerable::setIntakeCall { open });
        let [first, last] = members;
        assert!(!it.votes(first, &vote).await);
        assert_eq!(it.office_now().await.intakeOpen, !open);
        assert!(it.votes(last, &vote).await);
        assert_eq!(it.office_now().await.intakeOpen, open);
    }
}

#[test]
fn terms_and_treasury_are_voted_on() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, _] = &it.members;

        let treasury = address(&it.outsider);
        let vote = it.office(&IAnswerable::setTreasuryCall { treasury });
        assert!(!it.votes(one, &vote).await);
        assert!(it.votes(two, &vote).await);
        assert_eq!(it.office_now().await.treasury, treasury);

        let view = IAnswerable::termsCall { terms: 1 };
        let first = it.view(it.instance, &view).await;
        let content = IAnswerable::Terms {
            minCover: milli(77),
            ..first
        };
        let vote = it.office(&IAnswerable::addTermsCall {
            content: content.clone(),
        });
        assert!(!it.votes(two, &vote).await);
        assert!(it.votes(one, &vote).await);
        assert_eq!(it.office_now().await.terms, 2);
        let view = IAnswerable::termsCall { terms: 2 };
        assert_eq!(it.view(it.instance, &view).await, content);
    });
}

#[test]
fn a_council_hands_governance_on_to_another() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, three] = &it.members;
        let next = it.a_council(&[address(three)], 1).await.unwrap();
        let proposed = Address::from(next.0);
        let propose = it.office(&IAnswerable::proposeGovernanceCall { proposed });
        let accept = it.office(&IAnswerable::acceptGovernanceCall {});

        // Nobody accepts what was not proposed.
        let refused: ICouncil::InstanceRefused = it.refuses(three, next, &accept).await;
        decoded::<IAnswerable::NotProposed>(&refused.data);

        assert!(!it.votes(one, &propose).await);
        assert!(it.votes(two, &propose).await);
        assert_eq!(it.office_now().await.proposed, proposed);
        assert!(it.votes_in(next, three, &accept).await);
        assert_eq!(it.office_now().await.governance, proposed);

        // The old one decides nothing here any more.
        let close = it.office(&IAnswerable::setIntakeCall { open: false });
        assert!(!it.votes(one, &close).await);
        let refused: IAnswerable::NotGovernance = it.instance_refuses(two, &close).await;
        assert_eq!(refused.governance, proposed);
        assert!(it.votes_in(next, three, &close).await);
    });
}

#[test]
fn a_vote_for_one_act_of_office_counts_for_no_other() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, two, three] = &it.members;
        let elsewhere = it.an_instance().await;
        let close = it.office(&IAnswerable::setIntakeCall { open: false });
        let open = it.office(&IAnswerable::setIntakeCall { open: true });
        let there = ICouncil::voteOfficeCall {
            instance: elsewhere.0.into(),
            ..close.clone()
        };
        assert!(!it.votes(one, &close).await);
        assert!(!it.votes(two, &open).await);
        assert!(!it.votes(two, &there).await);
        assert!(it.office_now().await.intakeOpen);
        assert!(it.votes(three, &close).await);
    });
}

#[test]
fn no_ruling_and_no_money_passes_as_an_act_of_office() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 1).await;
        let [one, ..] = &it.members;
        let fault = it.contested(1).await;
        let loss = milli(6_000);
        let bps = 2_000;
        for call in [
            IAnswerable::ruleUpholdCall { fault, loss }.abi_encode(),
            IAnswerable::ruleDismissCall { fault }.abi_encode(),
            IAnswerable::slashCall { fault, bps }.abi_encode(),
            IAnswerable::pardonCall { fault }.abi_encode(),
            IAnswerable::withdrawCall { amount: loss }.abi_encode(),
            IAnswerable::depositCall {}.abi_encode(),
            vec![],
            vec![0x49, 0x9c, 0x8f],
        ] {
            let selector = call.first_chunk::<4>().copied().unwrap_or_default();
            let vote = ICouncil::voteOfficeCall {
                instance: it.instance.0.into(),
                call: call.into(),
            };
            let refused: ICouncil::NotAnOfficeAct = it.refuses(one, it.council, &vote).await;
            assert_eq!(refused.selector, selector);
        }
        assert_eq!(it.state(fault).await, CONTESTED);
    });
}

#[test]
fn calls_that_are_cut_or_say_too_much_are_refused() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 1).await;
        let [one, ..] = &it.members;
        let whole = IAnswerable::setIntakeCall { open: true }.abi_encode();
        for length in [4, 35, 37, 68, 10_000] {
            let mut call = whole.clone();
            call.resize(length, 0);
            let vote = ICouncil::voteOfficeCall {
                instance: it.instance.0.into(),
                call: call.into(),
            };
            let refused: ICouncil::InvalidLength = it.refuses(one, it.council, &vote).await;
            assert_eq!(refused.length, U256::from(length));
            assert_eq!(refused.expected, U256::from(36));
        }
    });
}

#[test]
fn where_no_code_is_nothing_is_decided() {
    on_the_embedded_chain(|client| async {
        let it = Stage::set(client, 2).await;
        let [one, ..] = &it.members;
        for nobody in [it.outsider.address(), H160::zero()] {
            let vote = ICouncil::voteOfficeCall {
                instance: nobody.0.into(),
                ..it.office(&IAnswerable::setIntakeCall { open: false })
            };
            let refused: ICouncil::NoAnswer = it.refuses(one, it.council, &vote).await;
            assert_eq!(refused.instance, Address::from(nobody.0));
        }
    });
}
