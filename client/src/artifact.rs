//! Built contracts on disk.

use crate::ChainError;
use std::path::Path;

/// The code of an instance: what is called every day, and an annex with the rest.
#[derive(Clone, Debug)]
pub struct Code {
    pub contract: Vec<u8>,
    /// The contract takes no other annex than the one that was built with it.
    pub annex: Vec<u8>,
}

impl Code {
    /// Both as they were built into a folder such as `target/contracts`.
    pub fn built(folder: &Path) -> Result<Self, ChainError> {
        let read = |part: &str| read_contract(&folder.join(part).join("answerable.polkavm"));
        Ok(Self {
            contract: read("answerable")?,
            annex: read("answerable+annex")?,
        })
    }
}

/// Reads a contract's code and makes sure that it is code for the PolkaVM.
pub fn read_contract(path: &Path) -> Result<Vec<u8>, ChainError> {
    const MAGIC: &[u8] = b"PVM\0";
    let shown = path.display().to_string();
    let code = std::fs::read(path).map_err(|error| ChainError::Unreadable {
        path: shown.clone(),
        reason: error.to_string(),
    })?;
    if !code.starts_with(MAGIC) {
        return Err(ChainError::NotPolkaVm { path: shown });
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_kind_is_refused() {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert!(matches!(
            read_contract(&manifest),
            Err(ChainError::NotPolkaVm { .. })
        ));
    }

    #[test]
    fn a_missing_file_is_named() {
        assert!(matches!(
            read_contract(Path::new("/no/such.polkavm")),
            Err(ChainError::Unreadable { path, .. }) if path == "/no/such.polkavm"
        ));
        assert!(matches!(
            Code::built(Path::new("/no")),
            Err(ChainError::Unreadable { path, .. }) if path == "/no/answerable/answerable.polkavm"
        ));
    }
}
