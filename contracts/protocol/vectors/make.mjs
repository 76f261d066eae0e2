// Writes vectors.json: `npm ci && npm run make`. The ids come from ethers, the trees from OpenZeppelin.
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { id, concat, solidityPackedKeccak256, toBeHex, zeroPadValue } from "ethers";

const hash = (text) => id(text);
const address = (number) => zeroPadValue(toBeHex(number), 20);

const DOMAIN = id("answerable.trace.v1");
const DOMAIN_OPENED = id("answerable.opened.v1");

const traces = [1, 3, 5].map((count) => {
  const steps = concat(
    Array.from({ length: count }, (_, index) =>
      concat([toBeHex(index + 1, 1), address(0xac00 + index), hash(`evidence ${index}`)]),
    ),
  );
  const trace = {
    contract: address(0xc0),
    recorder: address(0xd0),
    requester: address(0xe0),
    input: hash("input"),
    output: hash(`output ${count}`),
    at: 1767225600 + count,
    steps,
  };
  const types = ["bytes32", "address", "address", "address", "bytes32", "bytes32", "uint64", "bytes"];
  const values = [DOMAIN, ...Object.values(trace)];
  return { ...trace, id: solidityPackedKeccak256(types, values) };
});

const opened = [1, 77].map((batch) => ({
  batch,
  trace: traces[0].id,
  id: solidityPackedKeccak256(["bytes32", "uint64", "bytes32"], [DOMAIN_OPENED, batch, traces[0].id]),
}));

const trees = [1, 2, 3, 5, 8, 1000].map((size) => {
  const leaves = Array.from({ length: size }, (_, index) => hash(`trace ${index}`));
  const tree = StandardMerkleTree.of(leaves.map((leaf) => [leaf]), ["bytes32"]);
  const places = [...new Set([0, size >> 1, size - 1])];
  return {
    size,
    root: tree.root,
    proofs: places.map((place) => ({ trace: leaves[place], proof: tree.getProof([leaves[place]]) })),
  };
});

console.log(JSON.stringify({ domain: DOMAIN, domainOpened: DOMAIN_OPENED, traces, opened, trees }, null, 2));
