//! The file that remembers networks, and what is deployed where.

use answerable_client::H160;
use anyhow::{anyhow, bail, Context};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};
use toml_edit::DocumentMut;

/// The network of `scripts/dev`, which is known without a file.
const DEV: (&str, &str) = ("dev", "ws://127.0.0.1:9944");

/// Networks by name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The network that is meant where none is named.
    default: Option<String>,
    #[serde(default)]
    networks: BTreeMap<String, Network>,
    #[serde(skip)]
    file: PathBuf,
}

/// A chain, and which instance on it is meant.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// A node's address.
    pub chain: String,
    /// The instance of the contract.
    pub contract: Option<String>,
    /// The block in which it was deployed; nothing happened to it before.
    pub since: Option<u64>,
    /// The council that governs it.
    pub council: Option<String>,
}

impl Network {
    /// The instance that is meant: the one that is given, or the one that is remembered.
    pub fn instance(&self, given: Option<H160>) -> anyhow::Result<H160> {
        if let Some(given) = given {
            return Ok(given);
        }
        let known = self.contract.as_deref().with_context(|| {
            format!(
                "no contract is known on {}; deploy one with `answerable deploy`, or name it with --contract",
                self.chain
            )
        })?;
        crate::given::address(known)
            .map_err(|error| anyhow!("the configuration says contract = \"{known}\": {error}"))
    }
}

impl Places {
    /// From `$ANSWERABLE_CONFIG`, or the file in the user's own folder for such; without one, only `dev` is known.
    pub fn read() -> anyhow::Result<Self> {
        let file = match env::var_os("ANSWERABLE_CONFIG") {
            Some(file) => PathBuf::from(file),
            None => folder("XDG_CONFIG_HOME", ".config")?.join("config.toml"),
        };
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).context(format!("cannot read {}", file.display())),
        };
        let mut places: Self = toml_edit::de::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(0, |before| before.matches('\n').count());
            let line = line.saturating_add(1);
            anyhow!(
                "line {line} of {} is not as it should be: {}",
                file.display(),
                error.message()
            )
        })?;
        let (name, chain) = DEV;
        places
            .networks
            .entry(name.into())
            .or_insert_with(|| Network {
                chain: chain.into(),
                ..Network::default()
            });
        places.file = file;
        Ok(places)
    }

    /// What `--chain` means: a network's name, a node's address, `embedded`, or nothing for the usual one.
    pub fn network(&self, given: Option<&str>) -> anyhow::Result<Network> {
        let name = given.or(self.default.as_deref()).unwrap_or(DEV.0);
        if let Some(network) = self.networks.get(name) {
            return Ok(network.clone());
        }
        if name != "embedded" && !name.contains("://") {
            let known: Vec<&str> = self.networks.keys().map(String::as_str).collect();
            bail!(
                "no network is named {name}; {} knows {}, and a node's address begins with ws:// or wss://",
                self.file.display(),
                known.join(", ")
            );
        }
        let known = self.networks.values().find(|network| network.chain == name);
        Ok(known.cloned().unwrap_or_else(|| Network {
            chain: name.into(),
            ..Network::default()
        }))
    }

    /// The name under which a chain is remembered.
    fn name_of(&self, chain: &str) -> Option<&str> {
        let mut named = self.networks.iter();
        named
            .find(|(_, network)| network.chain == chain)
            .map(|(name, _)| name.as_str())
    }

    /// The name under which a network is to be remembered: the one to save it as, the one by which it was meant, its name
    /// so far, or one after its node.
    pub fn name_for(
        &self,
        save_as: Option<&str>,
        given: Option<&str>,
        network: &Network,
    ) -> String {
        let host = || {
            let behind = network.chain.split("://").nth(1).unwrap_or_default();
            let host = behind.split(['/', ':']).next().unwrap_or_default();
            match host {
                "127.0.0.1" | "localhost" => "dev".into(),
                host => host.replace('.', "-"),
            }
        };
        let meant = given.or(self.default.as_deref()).unwrap_or(DEV.0);
        let meant = self.networks.contains_key(meant).then_some(meant);
        let known = save_as.or(meant);
        let known = known.or_else(|| self.name_of(&network.chain));
        known.map_or_else(host, str::to_owned)
    }

    /// Writes a network down, and leaves everything else in the file as it is. The first one becomes the usual one.
    pub fn remember(&self, name: &str, network: &Network) -> anyhow::Result<&Path> {
        let file = self.file.as_path();
        let text = fs::read_to_string(file).unwrap_or_default();
        let mut document: DocumentMut = text.parse()?;
        if document.get("default").is_none() {
            document.insert("default", toml_edit::value(name));
        }
        let networks = document.entry("networks").or_insert_with(|| {
            let mut table = toml_edit::Table::new();
            table.set_implicit(true);
            table.into()
        });
        let networks = networks
            .as_table_like_mut()
            .context("`networks` is not a table")?;
        let fields = toml_edit::ser::to_document(network)?;
        networks.insert(name, fields.as_table().clone().into());
        crate::files::remember(file, &document.to_string())?;
        Ok(file)
    }
}

/// Our folder in one of the user's own.
pub fn folder(variable: &str, usual: &str) -> anyhow::Result<PathBuf> {
    let base = match env::var_os(variable) {
        Some(base) => PathBuf::from(base),
        None => PathBuf::from(env::var_os("HOME").context("$HOME is not set")?).join(usual),
    };
    Ok(base.join("answerable"))
}
