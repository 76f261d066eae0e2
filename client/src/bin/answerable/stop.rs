//! Ending when somebody asks for it.

use anyhow::Context;
use tokio::signal::unix::{signal, Signal, SignalKind};

/// Somebody asks us to end.
pub struct Stop([Signal; 2]);

impl Stop {
    pub fn new() -> anyhow::Result<Self> {
        let kinds = [SignalKind::terminate(), SignalKind::interrupt()];
        let [terminate, interrupt] = kinds.map(signal);
        let signals = [terminate, interrupt].map(|it| it.context("cannot listen for signals"));
        let [terminate, interrupt] = signals;
        Ok(Self([terminate?, interrupt?]))
    }

    pub async fn comes(&mut self) {
        let [terminate, interrupt] = &mut self.0;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
}
