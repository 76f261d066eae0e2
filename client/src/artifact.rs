//! Built contracts on disk.

use crate::ChainError;
use std::path::Path;

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
    }
}
