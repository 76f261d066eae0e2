//! UMA's optimistic oracle: somebody asserts with a bond, somebody disputes with another, the data verification
//! mechanism decides, and the one who was right is paid.

use super::{
    stage::{peer, signer, word, Machine, Stage},
    Peer, UMA,
};
use answerable_client::{
    alloy_sol_types::{private::*, sol, SolConstructor},
    H160,
};

sol! {
    contract Finder {
        function changeImplementationAddress(bytes32 interfaceName, address implementationAddress) external;
    }
    contract IdentifierWhitelist {
        function addSupportedIdentifier(bytes32 identifier) external;
    }
    contract AddressWhitelist {
        function addToWhitelist(address newElement) external;
    }
    struct Unsigned {
        uint256 rawValue;
    }
    contract Store {
        constructor(Unsigned fixedOracleFee, Unsigned weeklyDelayFee, address timer);
        function setFinalFee(address currency, Unsigned newFinalFee) external;
    }
    contract MockOracleAncillary {
        constructor(address finder, address timer);
        function pushPrice(bytes32 identifier, uint256 time, bytes ancillaryData, int256 price) external;
    }
    contract TestnetERC20 {
        constructor(string name, string symbol, uint8 decimals);
        function allocateTo(address owner, uint256 value) external;
        function approve(address spender, uint256 value) external returns (bool);
        function balanceOf(address owner) external view returns (uint256);
    }
    contract OptimisticOracleV3 {
        constructor(address finder, address defaultCurrency, uint64 defaultLiveness);
        function assertTruth(
            bytes claim,
            address asserter,
            address callbackRecipient,
            address escalationManager,
            uint64 liveness,
            address currency,
            uint256 bond,
            bytes32 identifier,
            bytes32 domainId
        ) external returns (bytes32 assertionId);
        function disputeAssertion(bytes32 assertionId, address disputer) external;
        function settleAssertion(bytes32 assertionId) external;
        function stampAssertion(bytes32 assertionId) external view returns (bytes memory);
    }
}

const FEE: u128 = 1_000_000_000_000_000_000;
/// The least that the oracle takes: twice the fee.
const BOND: u128 = 2 * FEE;
const LIVENESS: u64 = 7_200;
/// What somebody would assert of an inference.
const CLAIM: &[u8] = b"Step 2 of inference 0x6f1e5d0c4b3a29181706f5e4d3c2b1a0998877665544332211000f1e2d3c4b5a was computed by \
                       the model it names, on the input it names, and gave the output it names.";

/// What the oracle needs around it, and where it is.
struct Oracle {
    oracle: H160,
    judge: H160,
    token: H160,
    code: usize,
}

pub async fn play(mut stage: Stage) -> Peer {
    let (alice, bob, charlie) = (signer("alice"), signer("bob"), signer("charlie"));
    let Oracle {
        oracle,
        judge,
        token,
        code,
    } = deploy(&stage).await;
    for somebody in [&bob, &charlie] {
        let allocate = TestnetERC20::allocateToCall {
            owner: word(somebody.address()),
            value: U256::from(100 * BOND),
        };
        stage.send(&alice, token, &allocate).await;
        // Without end, as wallets ask for: the token then writes no allowance in later transfers.
        let approve = TestnetERC20::approveCall {
            spender: word(oracle),
            value: U256::MAX,
        };
        stage.send(somebody, token, &approve).await;
    }
    for case in ["first", "common"] {
        let assert = OptimisticOracleV3::assertTruthCall {
            claim: CLAIM.to_vec().into(),
            asserter: word(bob.address()),
            callbackRecipient: Address::ZERO,
            escalationManager: Address::ZERO,
            liveness: LIVENESS,
            currency: word(token),
            bond: U256::from(BOND),
            identifier: name("ASSERT_TRUTH"),
            domainId: FixedBytes::ZERO,
        };
        let asserted_at = stage.now().await;
        let assertion = stage.ask(&bob, oracle, &assert).await;
        stage
            .act(("assertTruth", case), &bob, oracle, &assert, 0)
            .await;
        let dispute = OptimisticOracleV3::disputeAssertionCall {
            assertionId: assertion,
            disputer: word(charlie.address()),
        };
        stage
            .act(("disputeAssertion", case), &charlie, oracle, &dispute, 0)
            .await;
        let stamp = OptimisticOracleV3::stampAssertionCall {
            assertionId: assertion,
        };
        let ruling = MockOracleAncillary::pushPriceCall {
            identifier: name("ASSERT_TRUTH"),
            time: U256::from(asserted_at),
            ancillaryData: stage.ask(&alice, oracle, &stamp).await,
            price: I256::ZERO,
        };
        stage.send(&alice, judge, &ruling).await;
        let settle = OptimisticOracleV3::settleAssertionCall {
            assertionId: assertion,
        };
        stage
            .act(("settleAssertion", case), &charlie, oracle, &settle, 0)
            .await;
        stage.wait(60).await;
    }
    let left = TestnetERC20::balanceOfCall {
        owner: word(bob.address()),
    };
    let left = stage.ask(&bob, token, &left).await;
    assert_eq!(left, U256::from(98 * BOND), "the asserter lost its bonds");
    Peer {
        name: UMA.into(),
        machine: Machine::Evm,
        code,
        rows: stage.rows,
        breakdowns: stage.breakdowns,
    }
}

async fn deploy(stage: &Stage) -> Oracle {
    let alice = signer("alice");
    let new = async |name: &str, arguments: Vec<u8>| {
        stage
            .deploy(&alice, peer(name, Machine::Evm), arguments)
            .await
    };
    let finder = new("Finder", vec![]).await;
    let identifiers = new("IdentifierWhitelist", vec![]).await;
    let currencies = new("AddressWhitelist", vec![]).await;
    let nothing = || Unsigned {
        rawValue: U256::ZERO,
    };
    let store = Store::constructorCall {
        fixedOracleFee: nothing(),
        weeklyDelayFee: nothing(),
        timer: Address::ZERO,
    };
    let store = new("Store", store.abi_encode()).await;
    let judge = MockOracleAncillary::constructorCall {
        finder: word(finder),
        timer: Address::ZERO,
    };
    let judge = new("MockOracleAncillary", judge.abi_encode()).await;
    let token = TestnetERC20::constructorCall {
        name: "Bond".into(),
        symbol: "BOND".into(),
        decimals: 18,
    };
    let token = new("TestnetERC20", token.abi_encode()).await;
    for (interface, implementation) in [
        ("Oracle", judge),
        ("Store", store),
        ("IdentifierWhitelist", identifiers),
        ("CollateralWhitelist", currencies),
    ] {
        let entry = Finder::changeImplementationAddressCall {
            interfaceName: name(interface),
            implementationAddress: word(implementation),
        };
        stage.send(&alice, finder, &entry).await;
    }
    let identifier = IdentifierWhitelist::addSupportedIdentifierCall {
        identifier: name("ASSERT_TRUTH"),
    };
    stage.send(&alice, identifiers, &identifier).await;
    let currency = AddressWhitelist::addToWhitelistCall {
        newElement: word(token),
    };
    stage.send(&alice, currencies, &currency).await;
    let fee = Store::setFinalFeeCall {
        currency: word(token),
        newFinalFee: Unsigned {
            rawValue: U256::from(FEE),
        },
    };
    stage.send(&alice, store, &fee).await;
    let oracle = OptimisticOracleV3::constructorCall {
        finder: word(finder),
        defaultCurrency: word(token),
        defaultLiveness: LIVENESS,
    };
    let oracle = new("OptimisticOracleV3", oracle.abi_encode()).await;
    Oracle {
        code: stage.code_size(oracle).await,
        oracle,
        judge,
        token,
    }
}

/// A name in a word, as Solidity has short ones.
fn name(text: &str) -> FixedBytes<32> {
    FixedBytes::right_padding_from(text.as_bytes())
}
