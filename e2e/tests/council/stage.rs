//! A council that governs an instance, and those who have to do with it.

use alloy_sol_types::{private, SolCall, SolError, SolValue};
use answerable_client::{
    interface::{IAnswerable, ICouncil},
    keccak_256, Act, Answerable, AnyChain, Chain, Receipt, Setup, Signer, H160,
};
use answerable_e2e::{answerable_code, code, perform::perform, signer, Client};
use ink_e2e::{alice, ChainBackend};
use std::collections::BTreeSet;

pub type Address = private::Address;
pub type U256 = private::U256;
pub type Hash = private::FixedBytes<32>;

pub const DAY: u64 = 24 * 60 * 60;
/// Of what an account has for its fees and its money, in native units.
const FUNDS: u128 = 1_000_000_000_000_000;
/// A thousandth of a token.
const MILLI: u128 = 1_000_000_000_000_000;

/// States of a fault, as the interface numbers them.
pub const CONTESTED: u8 = 2;
pub const DEFAULTED: u8 = 3;

pub const UPHOLD: u8 = 1;
pub const DISMISS: u8 = 2;
pub const SLASH: u8 = 3;
pub const PARDON: u8 = 4;

/// What each pledge covers and each report asks for.
pub const COVER: u128 = 10_000;
pub const LOSS: u128 = 8_000;

pub struct Stage {
    client: Client,
    pub council: H160,
    pub instance: H160,
    pub trace: Hash,
    /// Members with no other part in anything.
    pub members: [Signer; 3],
    /// Members too.
    pub asker: Signer,
    pub recorder: Signer,
    pub reporter: Signer,
    pub surety: Signer,
    /// Answers for steps after the first.
    pub second: Signer,
    /// No member.
    pub outsider: Signer,
    pub treasury: Signer,
}

/// The data of a refusal, or what the chain says of a call that did not end.
pub type Refused = Vec<u8>;

impl Stage {
    /// The council is there first; the instance is made with it as governance.
    pub async fn set(mut client: Client, threshold: u8) -> Self {
        let mut people = Vec::new();
        for _ in 0..10 {
            people.push(an_account(&mut client).await);
        }
        let people: [Signer; 10] = people.try_into().unwrap_or_else(|_| unreachable!());
        let [one, two, three, asker, recorder, reporter, surety, second, outsider, treasury] =
            people;
        let mut it = Self {
            client,
            council: H160::zero(),
            instance: H160::zero(),
            trace: Hash::ZERO,
            members: [one, two, three],
            asker,
            recorder,
            reporter,
            surety,
            second,
            outsider,
            treasury,
        };
        let members = it.seated();
        it.council = it.a_council(&members, threshold).await.unwrap();
        it.instance = it.an_instance().await;
        it.trace = it.a_trace(it.instance).await;
        it
    }

    /// Everybody who is a member at first.
    pub fn seated(&self) -> Vec<Address> {
        let [one, two, three] = &self.members;
        [
            one,
            two,
            three,
            &self.asker,
            &self.recorder,
            &self.reporter,
            &self.surety,
            &self.second,
        ]
        .map(address)
        .to_vec()
    }

    pub fn chain(&self) -> &AnyChain {
        self.client.chain()
    }

    pub async fn now(&self) -> u64 {
        self.chain().block().await.unwrap().time_ms / 1_000
    }

    pub async fn wait(&self, seconds: u64) {
        self.chain().advance_time(seconds).await.unwrap();
    }

    // ------------------------------------------------------------------------------------ contracts

    pub async fn a_council(&self, members: &[Address], threshold: u8) -> Result<H160, Refused> {
        let input = (members.to_vec(), U256::from(threshold)).abi_encode_params();
        let act = Act::Deploy {
            code: code("answerable_council"),
            input,
            salt: None,
        };
        let (_, receipt) = self.perform(&self.outsider, &act, 0).await?;
        Ok(receipt.deployed.expect("it has an address"))
    }

    pub async fn an_instance(&self) -> H160 {
        let setup = Setup {
            treasury: self.treasury.address(),
            ..Setup::for_development(self.council)
        };
        let deployed =
            Answerable::deploy(self.chain(), &self.outsider, answerable_code(), &setup).await;
        deployed.unwrap().0.address()
    }

    /// A trace of five steps.
    pub async fn a_trace(&self, instance: H160) -> Hash {
        let actor = self.outsider.address();
        let step = [&[1], actor.as_bytes(), &keccak_256(b"evidence")].concat();
        let record = IAnswerable::recordCall {
            requester: address(&self.asker),
            input: keccak_256(b"input").into(),
            output: keccak_256(b"output").into(),
            at: 0,
            steps: step.repeat(5).into(),
            terms: 1,
        };
        self.does(&self.recorder, instance, &record, 0).await.0
    }

    // --------------------------------------------------------------------------------------- faults

    pub async fn pledge(&self, surety: &Signer, instance: H160, trace: Hash, step: u8) {
        let pledge = IAnswerable::pledgeCall {
            trace,
            step,
            cover: milli(COVER),
        };
        self.does(surety, instance, &pledge, 2 * COVER).await;
    }

    /// A step for which a surety answers, and of which a stranger says that it failed.
    pub async fn reported(&self, instance: H160, trace: Hash, step: u8) -> u64 {
        self.pledge(&self.surety, instance, trace, step).await;
        self.report(instance, trace, step).await
    }

    pub async fn report(&self, instance: H160, trace: Hash, step: u8) -> u64 {
        let report = IAnswerable::reportCall {
            trace,
            step,
            loss: milli(LOSS),
            evidence: keccak_256(b"evidence").into(),
            uri: String::new(),
        };
        self.does(&self.reporter, instance, &report, 10).await.0
    }

    /// The called surety admits an eighth.
    pub async fn contest(&self, surety: &Signer, instance: H160, fault: u64) {
        let contest = IAnswerable::contestCall {
            fault,
            conceded: milli(1_000),
            defence: keccak_256(b"defence").into(),
        };
        self.does(surety, instance, &contest, 100).await;
    }

    pub async fn contested(&self, step: u8) -> u64 {
        let fault = self.reported(self.instance, self.trace, step).await;
        self.contest(&self.surety, self.instance, fault).await;
        fault
    }

    pub async fn defaulted(&self, step: u8) -> u64 {
        let fault = self.reported(self.instance, self.trace, step).await;
        self.wait(DAY + 1).await;
        let declare = IAnswerable::declareDefaultCall { fault };
        self.does(&self.outsider, self.instance, &declare, 0).await;
        fault
    }

    // ---------------------------------------------------------------------------------------- calls

    /// A message with so many thousandths of a token.
    pub async fn does<M: SolCall>(
        &self,
        who: &Signer,
        to: H160,
        message: &M,
        value: u128,
    ) -> (M::Return, Receipt) {
        let done = self.tries(who, to, message, value).await;
        done.unwrap_or_else(|data| {
            panic!(
                "{} is refused: {}",
                M::SIGNATURE,
                private::Bytes::from(data)
            )
        })
    }

    /// What a refused message is refused with; nothing is changed by it.
    pub async fn refuses<E: SolError, M: SolCall>(&self, who: &Signer, to: H160, message: &M) -> E {
        let refused = self.tries(who, to, message, 0).await;
        let Err(data) = refused else {
            panic!("{} is done", M::SIGNATURE)
        };
        decoded(&data)
    }

    pub async fn tries<M: SolCall>(
        &self,
        who: &Signer,
        to: H160,
        message: &M,
        value: u128,
    ) -> Result<(M::Return, Receipt), Refused> {
        let act = Act::Call {
            to,
            input: message.abi_encode(),
        };
        let (data, receipt) = self.perform(who, &act, value).await?;
        Ok((M::abi_decode_returns(&data).unwrap(), receipt))
    }

    /// Money without a word.
    pub async fn pay(&self, who: &Signer, to: H160, value: u128) -> Result<(), Refused> {
        let input = Vec::new();
        let paid = self.perform(who, &Act::Call { to, input }, value).await;
        paid.map(drop)
    }

    async fn perform(
        &self,
        who: &Signer,
        act: &Act,
        value: u128,
    ) -> Result<(Vec<u8>, Receipt), Refused> {
        let value = value * MILLI / self.chain().ratio();
        perform(self.chain(), who, act, value).await
    }

    /// How many cells the last message wrote.
    pub fn written(&self) -> usize {
        match self.chain() {
            AnyChain::Embedded(chain) => BTreeSet::from_iter(chain.written()).len(),
            AnyChain::Rpc(_) => unreachable!("a node does not say"),
        }
    }

    // ---------------------------------------------------------------------------------------- votes

    pub fn ruling(&self, fault: u64, state: u8, act: u8, amount: u128) -> ICouncil::voteRulingCall {
        let amount = if act == UPHOLD {
            milli(amount)
        } else {
            U256::from(amount)
        };
        ICouncil::voteRulingCall {
            instance: self.instance.0.into(),
            fault,
            layer: 1,
            state,
            act,
            amount,
        }
    }

    pub fn office<M: SolCall>(&self, message: &M) -> ICouncil::voteOfficeCall {
        ICouncil::voteOfficeCall {
            instance: self.instance.0.into(),
            call: message.abi_encode().into(),
        }
    }

    /// One vote; says whether it was the one that sufficed.
    pub async fn votes<M: SolCall<Return = Hash>>(&self, who: &Signer, vote: &M) -> bool {
        self.votes_in(self.council, who, vote).await
    }

    pub async fn votes_in<M: SolCall<Return = Hash>>(
        &self,
        council: H160,
        who: &Signer,
        vote: &M,
    ) -> bool {
        let (motion, receipt) = self.does(who, council, vote, 0).await;
        let events = events(council, &receipt);
        let carried = ICouncil::ICouncilEvents::Carried(ICouncil::Carried { motion });
        events.contains(&carried)
    }

    /// How the instance refused what the council did.
    pub async fn instance_refuses<E: SolError, M: SolCall>(&self, who: &Signer, vote: &M) -> E {
        let refused: ICouncil::InstanceRefused = self.refuses(who, self.council, vote).await;
        assert_eq!(refused.instance, Address::from(self.instance.0));
        decoded(&refused.data)
    }

    // ---------------------------------------------------------------------------------------- views

    pub async fn view<M: SolCall>(&self, to: H160, message: &M) -> M::Return {
        let act = Act::Call {
            to,
            input: message.abi_encode(),
        };
        let tried = self.chain().dry_run([0; 32], &act, 0).await.unwrap();
        M::abi_decode_returns(&tried.returned().unwrap()).unwrap()
    }

    pub async fn motion(&self, motion: Hash) -> ICouncil::Motion {
        self.view(self.council, &ICouncil::motionCall { motion })
            .await
    }

    pub async fn office_now(&self) -> IAnswerable::Office {
        self.view(self.instance, &IAnswerable::officeCall {}).await
    }

    pub async fn state(&self, fault: u64) -> u8 {
        let view = IAnswerable::faultCall { fault };
        self.view(self.instance, &view).await.state
    }

    /// What asker, reporter, surety and treasury may withdraw, in thousandths of a token.
    pub async fn free(&self) -> [u128; 4] {
        let people = [&self.asker, &self.reporter, &self.surety, &self.treasury];
        let mut free = [0; 4];
        for (place, who) in people.into_iter().enumerate() {
            let at = Answerable::at(self.chain(), self.instance);
            free[place] = at.free_of(who.address()).await.unwrap().units() / MILLI;
        }
        free
    }
}

/// The council's own events of a call.
pub fn events(council: H160, receipt: &Receipt) -> Vec<ICouncil::ICouncilEvents> {
    use alloy_sol_types::SolEventInterface;
    let logs = receipt.logs.iter().filter(|log| log.contract == council);
    logs.map(|log| {
        let topics: Vec<Hash> = log.topics.iter().map(|topic| topic.0.into()).collect();
        ICouncil::ICouncilEvents::decode_raw_log(&topics, &log.data).unwrap()
    })
    .collect()
}

pub fn decoded<E: SolError>(data: &[u8]) -> E {
    E::abi_decode(data).unwrap_or_else(|_| {
        let data = private::Bytes::copy_from_slice(data);
        panic!("refused with {data}, not with {}", E::SIGNATURE)
    })
}

pub fn milli(amount: u128) -> U256 {
    U256::from(amount * MILLI)
}

pub fn address(signer: &Signer) -> Address {
    signer.address().0.into()
}

async fn an_account(client: &mut Client) -> Signer {
    let keypair = client.create_and_fund_account(&alice(), FUNDS).await;
    let signer = signer(&keypair);
    client.chain().map_account(&signer).await.unwrap();
    signer
}
