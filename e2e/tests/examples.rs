//! The escrows that dApp developers copy, in Solidity as either bytecode and in ink: they refuse output that
//! nobody answers for, with answerable's own words.

use alloy_sol_types::{private, SolCall, SolError, SolEvent, SolValue};
use answerable_client::{
    keccak_256, Act, Answerable, Chain, ChainError, Embedded, Receipt, Signer, H160,
};
use answerable_e2e::{answerable_code, contract_file, on_each_chain, signer};
use ink_e2e::{alice, ChainBackend};
use sol::{
    IAnswerable::{self, NotCovered, Terms, UnknownTrace, Windows},
    PaidInference::{
        self, Delivered, DeliveryNotOver, DeliveryOver, NoCoverAsked, NoOpenOrder, OtherRecorder,
        ReportTimeTooShort,
    },
};

// What the macro writes is not for our lints to judge.
#[allow(clippy::all)]
mod sol {
    alloy_sol_types::sol!("../contracts/examples/IAnswerable.sol");

    alloy_sol_types::sol! {
        interface PaidInference {
            event Delivered(address indexed client, bytes32 indexed input, bytes32 indexed trace, bytes32 output);

            error NoCoverAsked();
            error NoOpenOrder(address client, bytes32 input);
            error OtherRecorder(address ordered, address found);
            error ReportTimeTooShort(uint64 needed, uint64 found);
            error DeliveryOver(uint64 deliverBy);
            error DeliveryNotOver(uint64 deliverBy);

            function order(bytes32 input, address recorder, uint256 minCover, uint64 deliverBy, uint64 reportUntil)
                external
                payable;
            function deliver(bytes32 trace) external;
            function refund(bytes32 input) external;
        }
    }
}

type Address = private::Address;
type Hash = private::FixedBytes<32>;
type U256 = private::U256;

const FUNDS: u128 = 1_000_000_000_000_000;
/// In native units.
const PRICE: u128 = 7;
/// In native units.
const COVER: u128 = 100;
const HOUR: u64 = 3_600;
/// Longer than any story here, so that neither is over before its time on a node that others use.
const DAY: u64 = 24 * HOUR;
const WEEK: u64 = 7 * DAY;

/// The files that may be deployed.
#[derive(Clone, Copy)]
enum Escrow {
    SolidityForPolkaVm,
    SolidityForEvm,
    Ink,
}

/// answerable and an escrow on a chain, and those who use them.
struct Scene<'chain, C> {
    chain: &'chain C,
    answerable: H160,
    escrow: H160,
    client: Signer,
    recorder: Signer,
    surety: Signer,
}

/// Why a call did nothing.
type Refused = Vec<u8>;

#[test]
fn solidity_on_the_polkavm_pays_for_no_output_that_nobody_answers_for() {
    on_each_chain(|client| async { story(client, Escrow::SolidityForPolkaVm).await });
}

#[test]
fn solidity_on_the_evm_pays_for_no_output_that_nobody_answers_for() {
    on_each_chain(|client| async { story(client, Escrow::SolidityForEvm).await });
}

#[test]
fn ink_pays_for_no_output_that_nobody_answers_for() {
    on_each_chain(|client| async { story(client, Escrow::Ink).await });
}

async fn story(mut client: answerable_e2e::Client, escrow: Escrow) {
    let people = [
        an_account(&mut client).await,
        an_account(&mut client).await,
        an_account(&mut client).await,
    ];
    let scene = Scene::set(client.chain(), escrow, people).await;
    output_is_paid_for_once_somebody_answers_for_it(&scene).await;
    what_was_not_ordered_is_not_paid_for(&scene).await;
}

async fn output_is_paid_for_once_somebody_answers_for_it<C: Chain>(scene: &Scene<'_, C>) {
    // given
    let input = hash("what is the capital of France?");
    let deliver_by = scene.now().await + DAY;
    scene
        .order(input, COVER, deliver_by, deliver_by + DAY)
        .await
        .unwrap();
    let trace = scene.record(&scene.recorder, input).await;

    // when nobody answers
    let refused: NotCovered = scene.refusal_to_deliver(trace).await;
    assert_eq!((refused.step, refused.cover), (1, U256::ZERO));

    // when only the client itself does
    scene.pledge(&scene.client, trace, COVER).await;
    let refused: NotCovered = scene.refusal_to_deliver(trace).await;
    assert_eq!((refused.step, refused.cover), (1, U256::ZERO));

    // when somebody else does
    scene.pledge(&scene.surety, trace, COVER).await;
    let before = scene.chain.balance(scene.recorder.account()).await.unwrap();
    let delivered = scene.deliver(trace).await.unwrap();

    // then
    let after = scene.chain.balance(scene.recorder.account()).await.unwrap();
    assert_eq!(after, before + PRICE);
    let [log] = delivered.logs.as_slice() else {
        panic!("one event: {:?}", delivered.logs);
    };
    assert_eq!(log.contract, scene.escrow);
    let topics = log.topics.iter().map(|topic| Hash::from(topic.0));
    let event = Delivered::decode_raw_log(topics, &log.data).unwrap();
    assert_eq!(event.client, address(&scene.client));
    assert_eq!((event.input, event.trace), (input, trace));
    assert_eq!(event.output, hash("an output"));

    // and never again
    let refused: NoOpenOrder = scene.refusal_to_deliver(trace).await;
    assert_eq!(refused.input, input);
}

async fn what_was_not_ordered_is_not_paid_for<C: Chain>(scene: &Scene<'_, C>) {
    let input = hash("and of Italy?");
    let deliver_by = scene.now().await + DAY;

    let refused: UnknownTrace = scene.refusal_to_deliver(hash("no trace")).await;
    assert_eq!(refused.trace, hash("no trace"));

    let trace = scene.record(&scene.recorder, input).await;
    let refused: NoOpenOrder = scene.refusal_to_deliver(trace).await;
    assert_eq!(refused.client, address(&scene.client));

    let refused = scene.order(input, 0, deliver_by, deliver_by + DAY).await;
    decoded::<NoCoverAsked>(&refused.unwrap_err());

    // The client must be able to report for longer than the terms give it.
    scene
        .order(input, COVER, deliver_by, deliver_by + WEEK)
        .await
        .unwrap();
    let refused: ReportTimeTooShort = scene.refusal_to_deliver(trace).await;
    assert_eq!(refused.needed, deliver_by + WEEK);

    let by_another = scene.record(&scene.surety, input).await;
    let refused: OtherRecorder = scene.refusal_to_deliver(by_another).await;
    assert_eq!(refused.found, address(&scene.surety));
}

#[tokio::test]
async fn what_was_not_delivered_in_time_is_refunded() {
    for escrow in [
        Escrow::SolidityForPolkaVm,
        Escrow::SolidityForEvm,
        Escrow::Ink,
    ] {
        // given
        let chain = Embedded::new().unwrap();
        let people = ["alice", "bob", "charlie"].map(|name| Signer::dev(name).unwrap());
        let scene = Scene::set(&chain, escrow, people).await;
        let input = hash("anybody there?");
        let deliver_by = scene.now().await + HOUR;
        scene
            .order(input, COVER, deliver_by, deliver_by + HOUR)
            .await
            .unwrap();
        let trace = scene.record(&scene.recorder, input).await;
        scene.pledge(&scene.surety, trace, COVER).await;
        let refund = PaidInference::refundCall { input };
        let early = scene.call_escrow(&refund, 0).await.unwrap_err();
        assert_eq!(decoded::<DeliveryNotOver>(&early).deliverBy, deliver_by);

        // when
        chain.advance_time(HOUR + 1).await.unwrap();
        let late: DeliveryOver = scene.refusal_to_deliver(trace).await;
        assert_eq!(late.deliverBy, deliver_by);
        let before = chain.balance(scene.client.account()).await.unwrap();
        let refunded = scene.call_escrow(&refund, 0).await.unwrap();

        // then
        // What was held for the order's storage may come back besides.
        let after = chain.balance(scene.client.account()).await.unwrap();
        assert!(after >= before - refunded.fee + PRICE);
        let again = scene.call_escrow(&refund, 0).await.unwrap_err();
        assert_eq!(decoded::<NoOpenOrder>(&again).input, input);
    }
}

impl<'chain, C: Chain> Scene<'chain, C> {
    async fn set(chain: &'chain C, escrow: Escrow, people: [Signer; 3]) -> Self {
        let [client, recorder, surety] = people;
        let parts = answerable_code();
        let (annex, _) = Answerable::deploy_annex(chain, &client, parts.annex)
            .await
            .expect("the annex deploys");
        let answerable = deploy(chain, &client, parts.contract, &{
            let windows = Windows {
                answer: 60,
                ruling: 60,
                report: u32::try_from(3 * DAY).unwrap(),
                recourse: 60,
            };
            let terms = Terms {
                windows: windows.clone(),
                minCover: U256::from(1),
                reportDeposit: U256::ZERO,
                contestDeposit: U256::from(1),
                lostPenaltyBps: 1_000,
                maxDefaultPenaltyBps: 2_000,
                reporterShareBps: 5_000,
            };
            let (surety, annex) = (address(&surety), Address::from(annex.0));
            (surety, surety, windows, terms, annex).abi_encode_params()
        })
        .await;
        let to_answerable = Address::from(answerable.0).abi_encode();
        let code = |extension| read("PaidInference", extension);
        let escrow = match escrow {
            Escrow::SolidityForPolkaVm => {
                deploy(chain, &client, code("polkavm"), &to_answerable).await
            }
            // Code for the EVM is what makes the contract, and takes its arguments at its end.
            Escrow::SolidityForEvm => {
                let code = [code("evm"), to_answerable].concat();
                deploy(chain, &client, code, &[]).await
            }
            Escrow::Ink => {
                let code = read("answerable_ink_consumer", "polkavm");
                deploy(chain, &client, code, &to_answerable).await
            }
        };
        Self {
            chain,
            answerable,
            escrow,
            client,
            recorder,
            surety,
        }
    }

    async fn now(&self) -> u64 {
        self.chain.block().await.unwrap().time_ms / 1_000
    }

    async fn order(
        &self,
        input: Hash,
        cover: u128,
        deliver_by: u64,
        report_until: u64,
    ) -> Result<Receipt, Refused> {
        let order = PaidInference::orderCall {
            input,
            recorder: address(&self.recorder),
            minCover: U256::from(cover * self.chain.ratio()),
            deliverBy: deliver_by,
            reportUntil: report_until,
        };
        self.call_escrow(&order, PRICE).await
    }

    /// Records an inference of one step for the client.
    async fn record(&self, recorder: &Signer, input: Hash) -> Hash {
        let kind = [1];
        let actor = recorder.address();
        let commitment = hash("a commitment");
        let steps = [&kind, actor.as_bytes(), commitment.as_slice()].concat();
        let record = IAnswerable::recordCall {
            requester: address(&self.client),
            input,
            output: hash("an output"),
            at: 0,
            steps: steps.into(),
            terms: 1,
        };
        let (trace, _) = call(self.chain, recorder, self.answerable, &record, 0)
            .await
            .expect("a trace is recorded");
        trace
    }

    async fn pledge(&self, surety: &Signer, trace: Hash, cover: u128) {
        let pledge = IAnswerable::pledgeCall {
            trace,
            step: 1,
            cover: U256::from(cover * self.chain.ratio()),
        };
        call(self.chain, surety, self.answerable, &pledge, 2 * cover)
            .await
            .expect("a pledge is taken");
    }

    /// Anybody may deliver; here the surety does, so that the fee is not the recorder's.
    async fn deliver(&self, trace: Hash) -> Result<Receipt, Refused> {
        let deliver = PaidInference::deliverCall { trace };
        let (_, receipt) = call(self.chain, &self.surety, self.escrow, &deliver, 0).await?;
        Ok(receipt)
    }

    async fn refusal_to_deliver<E: SolError>(&self, trace: Hash) -> E {
        decoded(&self.deliver(trace).await.unwrap_err())
    }

    async fn call_escrow<A: SolCall>(&self, act: &A, value: u128) -> Result<Receipt, Refused> {
        let (_, receipt) = call(self.chain, &self.client, self.escrow, act, value).await?;
        Ok(receipt)
    }
}

async fn an_account(client: &mut answerable_e2e::Client) -> Signer {
    let keypair = client.create_and_fund_account(&alice(), FUNDS).await;
    signer(&keypair)
}

async fn deploy<C: Chain>(chain: &C, signer: &Signer, code: Vec<u8>, input: &[u8]) -> H160 {
    let act = Act::Deploy {
        code,
        input: input.to_vec(),
        salt: None,
    };
    let tried = chain.dry_run(signer.account(), &act, 0).await.unwrap();
    let limits = tried.limits();
    tried.returned().expect("it deploys");
    let receipt = chain.submit(signer, &act, 0, limits).await.unwrap();
    receipt.deployed.expect("it has an address")
}

/// What a call returned and did, or the data with which it was refused.
async fn call<C: Chain, A: SolCall>(
    chain: &C,
    signer: &Signer,
    to: H160,
    act: &A,
    value: u128,
) -> Result<(A::Return, Receipt), Refused> {
    let act = Act::Call {
        to,
        input: act.abi_encode(),
    };
    let tried = chain.dry_run(signer.account(), &act, value).await.unwrap();
    let limits = tried.limits();
    let returned = match tried.returned() {
        Ok(data) => A::abi_decode_returns(&data).unwrap(),
        Err(ChainError::Reverted { data }) => return Err(data),
        Err(error) => panic!("{error}"),
    };
    let receipt = chain.submit(signer, &act, value, limits).await.unwrap();
    Ok((returned, receipt))
}

fn decoded<E: SolError>(data: &[u8]) -> E {
    E::abi_decode(data).unwrap_or_else(|_| {
        let data = private::Bytes::copy_from_slice(data);
        panic!("refused with {data}, not with {}", E::SIGNATURE)
    })
}

fn read(name: &str, extension: &str) -> Vec<u8> {
    let path = contract_file(name).with_extension(extension);
    std::fs::read(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

fn address(signer: &Signer) -> Address {
    signer.address().0.into()
}

fn hash(text: &str) -> Hash {
    keccak_256(text.as_bytes()).into()
}
