//! What the platform's parts cost a contract: `e2e/probes` on the real runtime, as a Markdown table. Nothing
//! depends on the machine: two runs print the same. `docs/costs-of-the-platform.md` says how to run it.

use answerable_client::{
    keccak_256, read_contract, Act, Chain, ChainError, DryRun, Embedded, Outcome, Signer, Weight,
    H160, U256,
};
use answerable_e2e::contract_file;
use std::{collections::HashMap, path::PathBuf};

const TEN: &str = "(address,address,uint256,uint256,uint128,uint128,uint64,uint64,uint32,bool)";

/// What `answerable-build` built of `e2e/probes`.
const VARIANTS: [&str; 5] = [
    "probes",
    "probes+padded",
    "probes+many-errors",
    "probes+flat-root",
    "probes+fast-copy",
];

/// A message: its name, parameters and arguments (words, or bytes), what the pair isolates, and the row that
/// differs in that one thing.
struct Row {
    name: &'static str,
    parameters: &'static str,
    arguments: Vec<u8>,
    what: &'static str,
    against: &'static str,
}

fn rows() -> Vec<(&'static str, Vec<Row>)> {
    let row = |name, parameters, arguments, what, against| Row {
        name,
        parameters,
        arguments,
        what,
        against,
    };
    let bytes = |length: usize| {
        [
            words(&[32, length as u64]),
            vec![b'a'; length.next_multiple_of(32)],
        ]
        .concat()
    };
    vec![
        (
            "Messages",
            vec![
                row("unknown", "", vec![], "no message of the contract", ""),
                row(
                    "look",
                    "",
                    vec![],
                    "`&self`, does nothing; the root is 256 bytes, derived",
                    "unknown",
                ),
                row("touch", "", vec![], "`&mut self`, does nothing", "look"),
            ],
        ),
        (
            "Solidity interface",
            vec![
                row("give_word", "", vec![], "return one U256", "look"),
                row(
                    "give_ten",
                    "",
                    vec![],
                    "return a struct of 10 words",
                    "look",
                ),
                row("give_thirty", "", vec![], "return 3 such structs", "look"),
                row(
                    "give_items",
                    "",
                    vec![],
                    "return an array of 4 structs of 3 words",
                    "look",
                ),
                row("take_word", "uint256", words(&[1]), "take one U256", "look"),
                row(
                    "take_six",
                    "uint256,uint256,uint256,uint256,uint256,uint256",
                    words(&[1; 6]),
                    "take six U256",
                    "look",
                ),
                row(
                    "take_six_narrow",
                    "address,uint128,uint128,uint64,uint32,bool",
                    words(&[1; 6]),
                    "take an address, two u128, u64, u32, bool",
                    "take_six",
                ),
                row(
                    "take_ten",
                    TEN,
                    words(&[1; 10]),
                    "take a struct of 10 words",
                    "look",
                ),
                row(
                    "take_items",
                    "(address,uint128,uint64)[]",
                    [words(&[32, 4]), words(&[1; 12])].concat(),
                    "take a `Vec` of 4 structs of 3 words",
                    "look",
                ),
                row(
                    "take_bytes",
                    "bytes",
                    bytes(265),
                    "take `bytes` of 265",
                    "look",
                ),
                row(
                    "take_string",
                    "string",
                    bytes(265),
                    "take a `String` of 265",
                    "take_bytes",
                ),
            ],
        ),
        (
            "Errors",
            vec![
                row(
                    "succeed",
                    "",
                    vec![],
                    "return `Ok(())` of a `Result`",
                    "look",
                ),
                row("fail", "", vec![], "return `Err` with two amounts", "look"),
            ],
        ),
    ]
}

fn words(values: &[u64]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| U256::from(*value).to_big_endian())
        .collect()
}

/// An instance of one variant of the probes.
struct Probes<'chain> {
    chain: &'chain Embedded,
    address: H160,
    size: usize,
}

impl<'chain> Probes<'chain> {
    async fn deploy(chain: &'chain Embedded, variant: &str) -> Result<Self, ChainError> {
        let code = read_contract(&code_file(variant))?;
        let size = code.len();
        let act = Act::Deploy {
            code,
            input: vec![],
            salt: None,
        };
        let deployed = submit(chain, &act).await?.unwrap_or_default();
        let probes = Self {
            chain,
            address: deployed,
            size,
        };
        submit(chain, &probes.act("seed", "", &[])).await?;
        Ok(probes)
    }

    fn act(&self, name: &str, parameters: &str, arguments: &[u8]) -> Act {
        let mut input = selector(name, parameters);
        input.extend(arguments);
        Act::Call {
            to: self.address,
            input,
        }
    }

    async fn run(
        &self,
        name: &str,
        parameters: &str,
        arguments: &[u8],
    ) -> Result<DryRun, ChainError> {
        let alice = Signer::dev("alice")?.account();
        self.chain
            .dry_run(alice, &self.act(name, parameters, arguments), 0)
            .await
    }
}

fn code_file(variant: &str) -> PathBuf {
    contract_file(variant)
}

fn selector(name: &str, parameters: &str) -> Vec<u8> {
    keccak_256(format!("{name}({parameters})").as_bytes())[..4].to_vec()
}

async fn submit(chain: &Embedded, act: &Act) -> Result<Option<H160>, ChainError> {
    let alice = Signer::dev("alice")?;
    let tried = chain.dry_run(alice.account(), act, 0).await?;
    let limits = tried.limits();
    tried.returned()?;
    Ok(chain.submit(&alice, act, 0, limits).await?.deployed)
}

/// Prints rows, each with its difference to another.
#[derive(Default)]
struct Table {
    known: HashMap<&'static str, Weight>,
}

impl Table {
    fn title(&self, title: &str) {
        println!("\n### {title}\n\n| what | probe | µs | KB | against | µs more | KB more |\n| --- | --- | ---: | ---: | --- | ---: | ---: |");
    }

    fn row(&mut self, name: &'static str, what: &str, against: &'static str, ran: DryRun) {
        self.known.insert(name, ran.weight);
        let (time, proof) = (
            ran.weight.ref_time as f64 / 1e6,
            ran.weight.proof_size as f64 / 1e3,
        );
        let more = self.known.get(against).map_or("| | ".into(), |other| {
            let (time, proof) = (
                time - other.ref_time as f64 / 1e6,
                proof - other.proof_size as f64 / 1e3,
            );
            format!("{against} | {time:+.1} | {proof:+.1}")
        });
        let ended = match ran.outcome {
            Outcome::Returned { .. } => "",
            Outcome::Reverted { .. } => " (reverts)",
            Outcome::Failed { .. } => " (TRAPS)",
        };
        println!(
            "| {}{ended} | {name} | {time:.1} | {proof:.1} | {more} |",
            what.trim()
        );
    }
}

#[tokio::main]
async fn main() -> Result<(), ChainError> {
    let chain = Embedded::new()?;
    let probes = Probes::deploy(&chain, "probes").await?;
    let mut table = Table::default();
    println!("The probes' code has {} bytes.", probes.size);
    for (title, rows) in rows() {
        table.title(title);
        for row in rows {
            let ran = probes.run(row.name, row.parameters, &row.arguments).await?;
            table.row(row.name, row.what, row.against, ran);
        }
    }
    let mut place = 0;
    for (title, part) in probes::about() {
        table.title(title);
        for about in part {
            let ran = probes.run("run", "uint32", &words(&[place])).await?;
            table.row(about.name, about.what, about.against, ran);
            place += 1;
        }
    }
    table.title("Another contract");
    let other = Probes::deploy(&chain, "probes").await?;
    let look = selector("look", "");
    let arguments = [&[0; 12], other.address.as_bytes(), &[0; 28], &look].concat();
    let ran = probes.run("call", "address,uint32", &arguments).await?;
    table.row("call", "call another contract's `look`", "look", ran);
    variants(&chain).await
}

/// The same messages of contracts that differ in one thing.
async fn variants(chain: &Embedded) -> Result<(), ChainError> {
    println!(
        "\n### Variants of the whole contract, µs\n\n| variant | bytes | look | touch | fail | take_ten | \
         change_derived_256 | six_derived | six_flat |\n| --- {}|",
        "| ---: ".repeat(8)
    );
    for variant in VARIANTS {
        if !code_file(variant).exists() {
            println!("| {variant}, not built |");
            continue;
        }
        let probes = Probes::deploy(chain, variant).await?;
        let mut cells = format!("| {variant} | {}", probes.size);
        for (name, parameters, arguments) in [
            ("look", "", vec![]),
            ("touch", "", vec![]),
            ("fail", "", vec![]),
            ("take_ten", TEN, words(&[1; 10])),
            ("run", "uint32", words(&[place("change_derived_256")])),
            ("run", "uint32", words(&[place("six_derived")])),
            ("run", "uint32", words(&[place("six_flat")])),
        ] {
            let ran = probes.run(name, parameters, &arguments).await?;
            cells += &format!(" | {:.1}", ran.weight.ref_time as f64 / 1e6);
        }
        println!("{cells} |");
    }
    Ok(())
}

/// Where a probe is in the table.
fn place(name: &str) -> u64 {
    let all = probes::about();
    let mut names = all
        .iter()
        .flat_map(|(_, part)| *part)
        .map(|about| about.name);
    names.position(|other| other == name).unwrap_or_default() as u64
}
