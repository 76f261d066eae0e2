//! Who signs. A secret comes from a file or from the environment, never from the command line, which others can read.

use answerable_client::Signer;
use anyhow::{bail, Context};
use clap::Args;
use std::{env, fs, io::IsTerminal, path::PathBuf};

/// Names the variable that may hold a secret phrase or a seed.
const SECRET: &str = "ANSWERABLE_SECRET";

#[derive(Args, Clone)]
pub struct Signing {
    /// Sign as this account of development chains: alice, bob, charlie, dave, eve, ferdie, or a name derived from
    /// them such as Worker/7.
    #[arg(
        long,
        value_name = "NAME",
        env = "ANSWERABLE_FROM",
        conflicts_with = "key",
        help_heading = "Signing"
    )]
    from: Option<String>,
    /// Sign with the account in this file, as wallets export it (JSON, encrypted); asks for its password.
    #[arg(
        long,
        value_name = "FILE",
        env = "ANSWERABLE_KEY",
        help_heading = "Signing"
    )]
    key: Option<PathBuf>,
    /// Read the password from this file instead of asking.
    #[arg(
        long,
        value_name = "FILE",
        env = "ANSWERABLE_PASSWORD_FILE",
        requires = "key",
        help_heading = "Signing"
    )]
    password_file: Option<PathBuf>,
}

impl Signing {
    /// What is said on the command line goes before what is in the environment.
    pub fn signer(&self, development: bool) -> anyhow::Result<Signer> {
        match (&self.from, &self.key) {
            (Some(_), None) if !development => bail!(
                "this is no development chain, and everybody knows the secrets of development accounts; use --key FILE or ${SECRET}"
            ),
            (Some(name), _) => Ok(Signer::dev(name)?),
            (None, Some(file)) => self.unlock(file),
            (None, None) => match env::var(SECRET) {
                Ok(phrase) => Ok(Signer::from_uri(phrase.trim())?),
                Err(_) => bail!(
                    "nobody is named to sign; use --from alice on a development chain, --key FILE for an account that a wallet exported, or put its secret phrase into ${SECRET}"
                ),
            },
        }
    }

    fn unlock(&self, file: &PathBuf) -> anyhow::Result<Signer> {
        let exported = fs::read_to_string(file)
            .with_context(|| format!("cannot read the key file {}", file.display()))?;
        let password = match &self.password_file {
            Some(file) => fs::read_to_string(file)
                .with_context(|| format!("cannot read the password file {}", file.display()))?
                .trim_end_matches(['\r', '\n'])
                .to_owned(),
            None if std::io::stdin().is_terminal() => {
                rpassword::prompt_password(format!("Password of {}: ", file.display()))?
            }
            None => bail!(
                "the password of {} cannot be asked for without a terminal; use --password-file FILE",
                file.display()
            ),
        };
        let signer = Signer::from_exported(&exported, &password);
        signer.with_context(|| format!("cannot use the key file {}", file.display()))
    }
}
