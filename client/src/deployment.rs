//! How an instance comes to be: first its annex, unless that is there already, and then the contract.

use crate::{
    answerable::perform, keccak_256, Act, Answerable, CallError, Chain, ChainError, Code, Receipt,
    Setup, Signer, H160, H256,
};

/// One for all, so that an account makes the annex of a code once, and everybody can tell where.
const SALT: [u8; 32] = *b"answerable's annex, by its maker";

/// Makes the annex of instances of this code. It takes no arguments, and serves any number of them.
pub fn annex(code: Vec<u8>) -> Act {
    Act::Deploy {
        code,
        input: Vec::new(),
        salt: Some(SALT),
    }
}

/// Where the annex of this code is that an account makes, or made.
pub fn annex_of(maker: H160, code: &[u8]) -> H160 {
    let place = [&[0xff], &maker.0[..], &SALT, &keccak_256(code)].concat();
    H256(keccak_256(&place)).into()
}

impl<'chain, C: Chain> Answerable<'chain, C> {
    /// Makes a new instance, with the signer's annex of this code, which is made first where it is not there yet.
    pub async fn deploy(
        chain: &'chain C,
        signer: &Signer,
        code: Code,
        setup: &Setup,
    ) -> Result<(Self, Receipt), CallError> {
        let (annex, _) = Self::deploy_annex(chain, signer, code.annex).await?;
        Self::deploy_with(chain, signer, code.contract, annex, setup).await
    }

    /// Makes a new instance with an annex that is there already, whoever made it.
    pub async fn deploy_with(
        chain: &'chain C,
        signer: &Signer,
        code: Vec<u8>,
        annex: H160,
        setup: &Setup,
    ) -> Result<(Self, Receipt), CallError> {
        let act = setup.deployment(code, annex);
        let receipt = perform(chain, signer, &act, 0).await?;
        let Some(address) = receipt.deployed else {
            return Err(CallError::Chain(ChainError::Undecodable {
                reason: "the deployment left no address".into(),
            }));
        };
        Ok((Self::at(chain, address), receipt))
    }

    /// Sees to it that the signer's annex of this code is there. Comes without a receipt where it was.
    pub async fn deploy_annex(
        chain: &C,
        signer: &Signer,
        code: Vec<u8>,
    ) -> Result<(H160, Option<Receipt>), CallError> {
        let address = annex_of(signer.address(), &code);
        if chain.code_at(address).await? == code {
            return Ok((address, None));
        }
        match perform(chain, signer, &annex(code.clone()), 0).await {
            Ok(receipt) => Ok((address, Some(receipt))),
            // The same account may have made it meanwhile.
            Err(_) if chain.code_at(address).await? == code => Ok((address, None)),
            Err(error) => Err(error),
        }
    }
}
