//! Puts the node together: database, client, transaction pool, sealer, RPC server.

use std::{env, fs, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use jsonrpsee::server::ServerHandle;
use polkadot_sdk::{
    sc_client_api::{execution_extensions::ExecutionExtensions, StorageProvider},
    sc_client_db::{BlocksPruning, DatabaseSettings, DatabaseSource, PruningMode},
    sc_executor::WasmExecutor,
    sc_service::{self, GenesisBlockBuilder, TFullBackend, TFullClient, TaskManager},
    sc_transaction_pool::{BasicPool, FullChainApi, Options as PoolOptions},
    sp_blockchain::HeaderBackend,
    sp_io::SubstrateHostFunctions,
    sp_storage::{well_known_keys, Storage, StorageKey},
};
use tokio::{runtime::Handle, sync::mpsc};

use crate::{
    chain_spec,
    journal::Journal,
    options::Options,
    rpc,
    runtime_api::{Block, RuntimeApi},
    sealer::Sealer,
};

pub type Executor = WasmExecutor<SubstrateHostFunctions>;
pub type Backend = TFullBackend<Block>;
pub type Client = TFullClient<Block, RuntimeApi, Executor>;
pub type Pool = BasicPool<FullChainApi<Client, Block>, Block>;

/// How many instances of the runtime are kept for the next call.
const INSTANCES: usize = 8;

const TRIE_CACHE: usize = 32 * 1024 * 1024;

pub struct Node {
    pub address: SocketAddr,
    /// What a person wants to know at the start, line by line.
    pub summary: Vec<String>,
    tasks: TaskManager,
    server: ServerHandle,
    database: Arc<Journal>,
}

pub async fn start(options: &Options, handle: Handle) -> Result<Node, String> {
    let code = chain_spec::code()?;
    let (listener, address) = rpc::listen(options.rpc_port)?;
    let database = Arc::new(match &options.base_path {
        Some(folder) => Journal::open(folder)?,
        None => Journal::in_memory(),
    });
    let tasks = TaskManager::new(handle, None).map_err(unusable)?;
    let (client, backend) = open_chain(code, database.clone(), &tasks)?;
    let pool = Arc::new(Pool::new_full(
        // A transaction that was refused may well be right after the next one.
        PoolOptions {
            ban_time: Duration::ZERO,
            ..Default::default()
        },
        true.into(),
        None,
        tasks.spawn_essential_handle(),
        client.clone(),
    ));

    let mut sealer = Sealer::new(
        client.clone(),
        pool.clone(),
        tasks.spawn_handle(),
        options.final_after,
    )?;
    if client.info().best_number == 0 {
        // Genesis has no time, and contracts are to see one from the start.
        sealer.seal().await?;
    }
    database.begin()?;
    let summary = summary(options, code, &client);
    let (orders, received) = mpsc::channel(16);
    tasks.spawn_essential_handle().spawn_blocking(
        "sealer",
        None,
        sealer.run(options.block_time(), received),
    );

    let methods =
        rpc::methods(client, backend, pool, orders, tasks.spawn_handle()).map_err(unusable)?;
    let server = rpc::serve(listener, methods).map_err(unusable)?;
    Ok(Node {
        address,
        summary,
        tasks,
        server,
        database,
    })
}

impl Node {
    /// Waits for a part of the node to break down.
    pub async fn failed(&mut self) -> String {
        let reason = self
            .tasks
            .future()
            .await
            .err()
            .map(|error| error.to_string());
        format!("The node had to stop ({}).", reason.unwrap_or_default())
    }

    /// Stops answering and making blocks. The database is left to flush.
    pub fn stop(self) -> Arc<Journal> {
        let _ = self.server.stop();
        self.database
    }
}

/// Opens the chain in the database, or writes genesis to an empty one.
fn open_chain(
    code: &[u8],
    database: Arc<Journal>,
    tasks: &TaskManager,
) -> Result<(Arc<Client>, Arc<Backend>), String> {
    let empty = database.is_empty();
    let executor = executor();
    let backend = sc_service::new_db_backend(DatabaseSettings {
        trie_cache_maximum_size: Some(TRIE_CACHE),
        // Everything is kept, so that old blocks and their state can be looked up.
        state_pruning: Some(PruningMode::ArchiveAll),
        blocks_pruning: BlocksPruning::KeepAll,
        source: DatabaseSource::Custom {
            db: database,
            require_create_flag: empty,
        },
        pruning_filters: Vec::new(),
        metrics_registry: None,
    })
    .map_err(unusable)?;

    let genesis = if empty {
        chain_spec::genesis(code, &executor)?
    } else {
        Storage::default()
    };
    let genesis =
        GenesisBlockBuilder::new_with_storage(genesis, true, backend.clone(), executor.clone())
            .map_err(unusable)?;
    let client = sc_service::new_client(
        backend.clone(),
        executor.clone(),
        genesis,
        Default::default(),
        Default::default(),
        ExecutionExtensions::new(None, Arc::new(executor)),
        Box::new(tasks.spawn_handle()),
        None,
        None,
        Default::default(),
    )
    .map_err(unusable)?;
    Ok((Arc::new(client), backend))
}

fn executor() -> Executor {
    let builder = Executor::builder().with_max_runtime_instances(INSTANCES);
    match compiled_runtimes() {
        Some(folder) => builder.with_cache_path(folder).build(),
        None => builder.build(),
    }
}

/// Where the compiled runtime waits for the next start, which is seconds faster with it.
fn compiled_runtimes() -> Option<PathBuf> {
    let cache = match env::var_os("XDG_CACHE_HOME").map(PathBuf::from) {
        Some(cache) if cache.is_absolute() => cache,
        _ => PathBuf::from(env::var_os("HOME")?).join(".cache"),
    };
    let folder = cache.join("answerable/node");
    fs::create_dir_all(&folder).is_ok().then_some(folder)
}

fn summary(options: &Options, code: &[u8], client: &Client) -> Vec<String> {
    let head = client.info();
    let data = match &options.base_path {
        Some(folder) => format!("in {}, at block {}", folder.display(), head.best_number),
        None => "in memory, gone when the node stops".into(),
    };
    let blocks = match options.block_time() {
        Some(time) => format!("one every {} ms", time.as_millis()),
        None => "one for each batch of transactions".into(),
    };
    let finality = match options.final_after {
        0 => "at once".into(),
        1 => "when another follows".into(),
        blocks => format!("when {blocks} others follow"),
    };
    let mut lines = vec![
        format!(
            "answerable-node {}, a local development chain",
            env!("CARGO_PKG_VERSION")
        ),
        format!("  chain   {data}"),
        format!("  blocks  {blocks}, final {finality}"),
        "  stop    Ctrl-C".into(),
    ];
    let key = StorageKey(well_known_keys::CODE.to_vec());
    if !matches!(client.storage(head.best_hash, &key), Ok(Some(stored)) if stored.0 == code) {
        lines.push("  note    the chain keeps its own runtime, another than this node's".into());
    }
    lines
}

fn unusable(reason: impl ToString) -> String {
    format!("The chain cannot be opened: {}.", reason.to_string())
}
