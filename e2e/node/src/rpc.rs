//! The RPC server: substrate's methods, those for development, and the answers of a node without a
//! network.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::Arc,
};

use futures::StreamExt;
use jsonrpsee::{
    core::RegisterMethodError,
    server::{HttpRequest, RandomStringIdProvider, Server, ServerHandle},
    Methods, RpcModule,
};
use polkadot_sdk::{
    sc_keystore::LocalKeystore,
    sc_rpc::{
        author::{Author, AuthorApiServer},
        chain::{self, ChainApiServer},
        state::{self, ChildStateApiServer, StateApiServer},
        system::{
            error::Error as SystemError, Health, NodeRole, Request, SyncState, System,
            SystemApiServer, SystemInfo,
        },
    },
    sc_rpc_api::DenyUnsafe,
    sc_rpc_spec_v2::{
        archive::{Archive, ArchiveApiServer},
        chain_head::{ChainHead, ChainHeadApiServer, ChainHeadConfig},
        chain_spec::{ChainSpec, ChainSpecApiServer},
        transaction::{
            Transaction, TransactionApiServer, TransactionBroadcast, TransactionBroadcastApiServer,
        },
    },
    sc_service::SpawnTaskHandle,
    sc_utils::mpsc::{tracing_unbounded, TracingUnboundedReceiver},
    sp_blockchain::HeaderBackend,
    substrate_frame_rpc_system::{System as Accounts, SystemApiServer as AccountsApiServer},
};
use tower_http::cors::CorsLayer;

use crate::{
    chain_spec,
    dev_rpc::{refused, Dev, DevApiServer},
    runtime_api::Block,
    sealer::Orders,
    service::{Backend, Client, Pool},
};

/// Room for a contract's code in hex, and for the metadata.
const MAX_MESSAGE: u32 = 32 * 1024 * 1024;

const MAX_CONNECTIONS: u32 = 1_000;

const MAX_BROADCASTS_PER_CONNECTION: usize = 64;

/// Every method of the server.
pub fn methods(
    client: Arc<Client>,
    backend: Arc<Backend>,
    pool: Arc<Pool>,
    orders: Orders,
    tasks: SpawnTaskHandle,
) -> Result<Methods, RegisterMethodError> {
    let (network, requests) = tracing_unbounded("system_rpc", 1_000);
    tasks.spawn(
        "system-rpc",
        None,
        answer_for_network(client.clone(), requests),
    );
    let info = SystemInfo {
        impl_name: env!("CARGO_PKG_NAME").into(),
        impl_version: env!("CARGO_PKG_VERSION").into(),
        chain_name: chain_spec::NAME.into(),
        properties: chain_spec::properties(),
        chain_type: chain_spec::TYPE,
    };
    let genesis = client.info().genesis_hash;
    let tasks = Arc::new(tasks);
    let keystore = Arc::new(LocalKeystore::in_memory());

    let mut module = RpcModule::new(());
    module.merge(System::new(info, network).into_rpc())?;
    module.merge(chain::new_full(client.clone(), tasks.clone()).into_rpc())?;
    let (state, child_state) = state::new_full(client.clone(), tasks.clone(), None);
    module.merge(state.into_rpc())?;
    module.merge(child_state.into_rpc())?;
    module.merge(Author::new(client.clone(), pool.clone(), keystore, tasks.clone()).into_rpc())?;
    module.merge(Accounts::new(client.clone(), pool.clone()).into_rpc())?;

    let (name, properties) = (chain_spec::NAME.into(), chain_spec::properties());
    module.merge(ChainSpec::new(name, genesis, properties).into_rpc())?;
    let config = ChainHeadConfig::default();
    module
        .merge(ChainHead::new(client.clone(), backend.clone(), tasks.clone(), config).into_rpc())?;
    module.merge(Archive::new(client.clone(), backend, genesis, tasks.clone()).into_rpc())?;
    module.merge(Transaction::new(client.clone(), pool.clone(), tasks.clone(), None).into_rpc())?;
    module.merge(
        TransactionBroadcast::new(client, pool, tasks, MAX_BROADCASTS_PER_CONNECTION).into_rpc(),
    )?;

    module.merge(Dev(orders).into_rpc())?;
    let mut names: Vec<&str> = module.method_names().chain(["rpc_methods"]).collect();
    names.sort_unstable();
    module.register_method(
        "rpc_methods",
        move |_, _, _| serde_json::json!({ "methods": names }),
    )?;
    // Not in the list above: these only say why they do not work.
    for name in ["dev_snapshot", "dev_revert"] {
        module.register_method(name, |_, _, _| {
            Err::<(), _>(refused(
                "The node cannot go back to an earlier state; use the embedded chain for snapshots.",
            ))
        })?;
    }
    Ok(module.into())
}

/// Takes the port on the loopback interface, before the node has anything to answer with.
pub fn listen(port: u16) -> Result<(TcpListener, SocketAddr), String> {
    let listen = || {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    listen().map_err(|error: io::Error| {
        format!(
            "The RPC server cannot listen on 127.0.0.1:{port} ({error}); stop what uses that port, \
             or choose another with --rpc-port (0 for any free one)."
        )
    })
}

/// Starts to answer.
pub fn serve(listener: TcpListener, methods: Methods) -> io::Result<ServerHandle> {
    // Web pages under development call the node directly, as they would any development chain.
    let middleware = tower::ServiceBuilder::new()
        .layer(CorsLayer::permissive())
        .map_request(|mut request: HttpRequest<_>| {
            request.extensions_mut().insert(DenyUnsafe::No);
            request
        });
    let server = Server::builder()
        .set_http_middleware(middleware)
        .set_id_provider(RandomStringIdProvider::new(16))
        .max_connections(MAX_CONNECTIONS)
        .max_request_body_size(MAX_MESSAGE)
        .max_response_body_size(MAX_MESSAGE)
        .build_from_tcp(listener)?;
    Ok(server.start(methods))
}

/// Answers what the `system_*` methods ask of the network.
async fn answer_for_network(
    client: Arc<Client>,
    mut requests: TracingUnboundedReceiver<Request<Block>>,
) {
    const ALONE: &str = "This node does not connect to others.";
    let starting_block = client.info().best_number;
    while let Some(request) = requests.next().await {
        // Who asked may have gone; that is all that can go wrong.
        match request {
            Request::Health(to) => {
                drop(to.send(Health {
                    peers: 0,
                    is_syncing: false,
                    should_have_peers: false,
                }));
            }
            Request::LocalPeerId(to) => drop(to.send(String::new())),
            Request::LocalListenAddresses(to) => drop(to.send(Vec::new())),
            Request::Peers(to) => drop(to.send(Vec::new())),
            Request::NetworkState(to) => drop(to.send(serde_json::Value::Null)),
            Request::NetworkAddReservedPeer(_, to) | Request::NetworkRemoveReservedPeer(_, to) => {
                drop(to.send(Err(SystemError::MalformattedPeerArg(ALONE.into()))));
            }
            Request::NetworkReservedPeers(to) => drop(to.send(Vec::new())),
            Request::NodeRoles(to) => drop(to.send(vec![NodeRole::Authority])),
            Request::SyncState(to) => {
                let best = client.info().best_number;
                drop(to.send(SyncState {
                    starting_block,
                    current_block: best,
                    highest_block: best,
                }));
            }
        }
    }
}
