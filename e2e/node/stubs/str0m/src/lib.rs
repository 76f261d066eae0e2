//! The names of `str0m` that `litep2p` uses, without WebRTC behind them.
//!
//! Substrate's service crate brings a whole networking stack along, and the node never starts it.
//! Most of it costs little; WebRTC alone would compile OpenSSL from its C sources, which takes
//! minutes and needs perl and make. The types that stand for a session have no values here, so
//! nothing that needs one can run.

use std::{fmt, time::Instant};

use net::Receive;

/// Why there is never a session.
#[derive(Debug)]
pub enum RtcError {
    Ice(ice::IceError),
    Dtls(error::DtlsError),
}

impl fmt::Display for RtcError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("WebRTC is not part of this build")
    }
}

impl std::error::Error for RtcError {}

/// A session.
#[derive(Debug)]
pub enum Rtc {}

impl Rtc {
    pub fn builder() -> config::RtcConfig {
        config::RtcConfig
    }

    pub fn add_local_candidate(&mut self, _: Candidate) {
        match *self {}
    }

    pub fn add_remote_candidate(&mut self, _: Candidate) {
        match *self {}
    }

    pub fn direct_api(&mut self) -> DirectApi<'_> {
        match *self {}
    }

    pub fn channel(&mut self, _: channel::ChannelId) -> Option<channel::Channel<'_>> {
        match *self {}
    }

    pub fn handle_input(&mut self, _: Input<'_>) -> Result<(), RtcError> {
        match *self {}
    }

    pub fn poll_output(&mut self) -> Result<Output, RtcError> {
        match *self {}
    }

    pub fn is_alive(&self) -> bool {
        match *self {}
    }

    pub fn is_connected(&self) -> bool {
        match *self {}
    }

    pub fn disconnect(&mut self) {
        match *self {}
    }
}

/// Access to the inside of a session.
pub struct DirectApi<'a>(&'a mut Rtc);

impl DirectApi<'_> {
    pub fn set_remote_fingerprint(&mut self, _: config::Fingerprint) {
        match *self.0 {}
    }

    pub fn remote_dtls_fingerprint(&self) -> Option<&config::Fingerprint> {
        match *self.0 {}
    }

    pub fn local_dtls_fingerprint(&self) -> &config::Fingerprint {
        match *self.0 {}
    }

    pub fn set_remote_ice_credentials(&mut self, _: ice::IceCreds) {
        match *self.0 {}
    }

    pub fn set_local_ice_credentials(&mut self, _: ice::IceCreds) {
        match *self.0 {}
    }

    pub fn set_ice_controlling(&mut self, _: bool) {
        match *self.0 {}
    }

    pub fn start_dtls(&mut self, _: bool) -> Result<(), RtcError> {
        match *self.0 {}
    }

    pub fn start_sctp(&mut self, _: bool) {
        match *self.0 {}
    }

    pub fn create_data_channel(&mut self, _: channel::ChannelConfig) -> channel::ChannelId {
        match *self.0 {}
    }

    pub fn close_data_channel(&mut self, _: channel::ChannelId) {
        match *self.0 {}
    }
}

/// An address to try.
pub enum Candidate {}

impl Candidate {
    pub fn host(_: std::net::SocketAddr, _: net::Protocol) -> Result<Self, ice::IceError> {
        Err(ice::IceError)
    }
}

pub enum Input<'a> {
    Timeout(Instant),
    Receive(Instant, Receive<'a>),
}

pub enum Output {
    Timeout(Instant),
    Transmit(net::Transmit),
    Event(Event),
}

#[derive(Debug)]
pub enum Event {
    Connected,
    Closed,
    IceConnectionStateChange(IceConnectionState),
    ChannelOpen(channel::ChannelId, String),
    ChannelData(channel::ChannelData),
    ChannelBufferedAmountLow(channel::ChannelId),
    ChannelClose(channel::ChannelId),
    /// Keeps a match on the events above from being exhaustive.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IceConnectionState {
    Connected,
    Disconnected,
}

pub mod channel {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum ChannelId {}

    pub struct Channel<'a>(pub(crate) &'a mut Rtc);

    impl Channel<'_> {
        pub fn write(&mut self, _: bool, _: &[u8]) -> Result<bool, RtcError> {
            match *self.0 {}
        }

        pub fn set_buffered_amount_low_threshold(&mut self, _: usize) {
            match *self.0 {}
        }
    }

    pub struct ChannelConfig {
        pub label: String,
        pub ordered: bool,
        pub reliability: Reliability,
        pub negotiated: Option<u16>,
        pub protocol: String,
    }

    #[derive(Clone, Copy, Debug)]
    pub enum Reliability {
        Reliable,
    }

    #[derive(Debug)]
    pub struct ChannelData {
        pub id: ChannelId,
        pub binary: bool,
        pub data: Vec<u8>,
    }
}

pub mod config {
    use super::*;

    /// The settings of a session that is never built.
    pub struct RtcConfig;

    impl RtcConfig {
        pub fn set_ice_lite(self, _: bool) -> Self {
            self
        }

        pub fn set_dtls_cert(self, _: DtlsCert) -> Self {
            self
        }

        pub fn set_fingerprint_verification(self, _: bool) -> Self {
            self
        }

        pub fn build(self, _: Instant) -> Rtc {
            unimplemented!("WebRTC is not part of this build")
        }
    }

    #[derive(Clone, Debug)]
    pub struct DtlsCert {
        pub certificate: Vec<u8>,
        pub private_key: Vec<u8>,
    }

    #[derive(Clone, Debug)]
    pub struct Fingerprint {
        pub bytes: Vec<u8>,
    }

    impl std::str::FromStr for Fingerprint {
        type Err = String;

        fn from_str(text: &str) -> Result<Self, String> {
            Err(text.into())
        }
    }
}

pub mod crypto {
    /// Makes certificates, in the original.
    pub struct CryptoProvider {
        pub dtls_provider: &'static DtlsProvider,
    }

    pub struct DtlsProvider;

    impl DtlsProvider {
        pub fn generate_certificate(&self) -> Option<super::config::DtlsCert> {
            None
        }
    }

    pub fn from_feature_flags() -> CryptoProvider {
        CryptoProvider {
            dtls_provider: &DtlsProvider,
        }
    }

    #[derive(Debug)]
    pub enum CryptoError {
        Other(String),
    }
}

pub mod error {
    #[derive(Debug)]
    pub enum DtlsError {
        CryptoError(super::crypto::CryptoError),
    }
}

pub mod ice {
    #[derive(Debug)]
    pub struct IceError;

    pub struct IceCreds {
        pub ufrag: String,
        pub pass: String,
    }

    pub enum StunMessage {}

    impl StunMessage {
        pub fn parse(_: &[u8]) -> Result<Self, IceError> {
            Err(IceError)
        }

        pub fn split_username(&self) -> Option<(&str, &str)> {
            match *self {}
        }
    }
}

pub mod net {
    use std::net::SocketAddr;

    #[derive(Clone, Copy, Debug)]
    pub enum Protocol {
        Udp,
    }

    pub struct Receive<'a> {
        pub proto: Protocol,
        pub source: SocketAddr,
        pub destination: SocketAddr,
        pub contents: DatagramRecv<'a>,
    }

    pub struct Transmit {
        pub destination: SocketAddr,
        pub contents: DatagramSend,
    }

    pub type DatagramSend = Vec<u8>;

    pub struct DatagramRecv<'a>(std::marker::PhantomData<&'a [u8]>);

    impl<'a> TryFrom<&'a [u8]> for DatagramRecv<'a> {
        type Error = super::RtcError;

        fn try_from(_: &'a [u8]) -> Result<Self, Self::Error> {
            Err(super::RtcError::Ice(super::ice::IceError))
        }
    }
}
