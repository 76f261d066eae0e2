//! Those of whom the story tells.

use crate::sentences::who;
use answerable_client::{alloy_sol_types::private::Address, Signer};

/// Somebody with a name, a part in the story and a key.
#[derive(Clone)]
pub struct Person {
    pub name: &'static str,
    pub part: &'static str,
    pub signer: Signer,
}

impl Person {
    /// Their key is derived from the phrase of development chains, which everybody knows.
    fn new(name: &'static str, part: &'static str) -> anyhow::Result<Self> {
        Ok(Self {
            name,
            part,
            signer: Signer::demo(name)?,
        })
    }

    pub fn address(&self) -> Address {
        self.signer.address().0.into()
    }
}

pub struct Cast {
    pub rita: Person,
    pub ada: Person,
    pub max: Person,
    pub cora: Person,
    pub vera: Person,
    pub olga: Person,
    pub conrad: Person,
    pub silas: Person,
    pub nina: Person,
    pub gwen: Person,
    pub tess: Person,
}

impl Cast {
    pub fn new() -> anyhow::Result<Self> {
        Ok(Self {
            rita: Person::new("Rita", "runs a clinic and asks an AI for translations")?,
            ada: Person::new("Ada", "builds the translation app and records its traces")?,
            max: Person::new("Max", "makes the model, and answers for it")?,
            cora: Person::new("Cora", "provides the machines that the model runs on")?,
            vera: Person::new("Vera", "verifies what comes out")?,
            olga: Person::new("Olga", "a surety: answers for Cora's step")?,
            conrad: Person::new("Conrad", "a surety: answers for Vera's step")?,
            silas: Person::new("Silas", "a surety: answers for Vera's step after Conrad")?,
            nina: Person::new("Nina", "has no part in it, yet")?,
            gwen: Person::new("Gwen", "governance: rules on disputes, slashes defaulters")?,
            tess: Person::new("Tess", "keeps the treasury, which gets the penalties")?,
        })
    }

    pub fn everybody(&self) -> [&Person; 11] {
        [
            &self.rita,
            &self.ada,
            &self.max,
            &self.cora,
            &self.vera,
            &self.olga,
            &self.conrad,
            &self.silas,
            &self.nina,
            &self.gwen,
            &self.tess,
        ]
    }

    pub fn name_of(&self, address: Address) -> String {
        let everybody = self.everybody().into_iter();
        let known = everybody.filter(|person| person.address() == address);
        known
            .map(|person| person.name.to_owned())
            .next()
            .unwrap_or_else(|| who(address))
    }
}
