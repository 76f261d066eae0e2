// Makes the tree over a batch: `node tree.mjs < ids.txt`, one trace id a line, prints what `anchor` needs.
// With ids as arguments it prints their proofs too: every requester must be given theirs.
import { readFileSync } from "node:fs";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";

const ids = readFileSync(0, "utf8").split("\n").filter(Boolean);
const tree = StandardMerkleTree.of(
  ids.map((id) => [id]),
  ["bytes32"],
);
const proofs = Object.fromEntries(process.argv.slice(2).map((id) => [id, tree.getProof([id])]));
const depth = Math.ceil(Math.log2(ids.length));
console.log(JSON.stringify({ root: tree.root, depth, proofs }));
