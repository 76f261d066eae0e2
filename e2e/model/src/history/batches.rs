use crate::{account, pack_step, proof, trace_id, Hash, Model, StepData, TraceData};

/// Steps out of one number: 1 to 5 of them, mostly several, of neighbouring kinds, two in a row by the same actor.
pub fn steps(shape: u16) -> Vec<u8> {
    let shape = usize::from(shape);
    let count = [3, 4, 5, 3, 4, 2, 3, 1][shape % 8];
    let step = |place: usize| StepData {
        kind: 1 + ((shape / 5 + place) % 5) as u8,
        actor: account(3 + ((shape / 20 + place / 2) % 3) as u8),
        commitment: Hash::of((shape * 10 + place) as u64),
    };
    (0..count)
        .flat_map(|place| pack_step(&step(place)))
        .collect()
}

/// What lies in a batch is written in its uri hash, so that nothing beside the model need be remembered.
pub fn uri_hash(nonce: u64, seed: u8, traces: u8) -> Hash {
    let mut bytes = [0; 32];
    bytes[0] = 0xba;
    bytes[1] = seed;
    bytes[2] = traces;
    bytes[24..].copy_from_slice(&nonce.to_be_bytes());
    Hash(bytes)
}

/// The traces of a batch, as its requesters hold them.
pub fn contents(uri_hash: Hash) -> Vec<TraceData> {
    let [_, seed, traces, ..] = uri_hash.0;
    let trace = |place: u8| TraceData {
        requester: account((seed + place) % 2),
        input: crate::keccak(&[&uri_hash.0, b"input", &[place]]),
        output: crate::keccak(&[&uri_hash.0, b"output", &[place]]),
        at: u64::from(place),
        steps: steps(u16::from(seed) * 3 + u16::from(place) * 5),
    };
    (0..traces).map(trace).collect()
}

/// The ids of a batch's traces.
pub fn ids(model: &Model, recorder: crate::Address, uri_hash: Hash) -> Vec<Hash> {
    let all = contents(uri_hash);
    all.iter()
        .map(|data| trace_id(model.contract, recorder, data))
        .collect()
}

/// The n-th trace of a batch, with its proof.
pub fn proof_in(model: &Model, batch: u64, place: usize) -> Option<(TraceData, Vec<Hash>)> {
    let found = model.find_batch(batch).ok()?;
    let all = contents(found.uri_hash);
    let ids = ids(model, found.recorder, found.uri_hash);
    let place = place % all.len().max(1);
    let data = all.get(place)?.clone();
    Some((data, proof(&ids, ids[place])))
}
