// Compiles the Solidity here: `npm ci && npm run build`. `target/contracts/NAME/` then holds `NAME.abi` and,
// of what can be deployed, `NAME.polkavm` and `NAME.evm`, either of which pallet-revive runs.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import resolc from "@parity/resolc";
import solc from "solc";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.env.CARGO_TARGET_DIR ?? join(here, "../../target"));

const files = ["IAnswerable.sol", "ICouncil.sol", ...solidityIn("solidity")];
const sources = Object.fromEntries(
  files.map((file) => [file, { content: readFileSync(join(here, file), "utf8") }]),
);

const evm = checked(
  JSON.parse(
    solc.compile(
      JSON.stringify({
        language: "Solidity",
        sources,
        settings: {
          optimizer: { enabled: true, runs: 200 },
          outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
        },
      }),
    ),
  ),
);
const pvm = checked(await resolc.compile(sources));

for (const file of files) {
  for (const [name, { abi, evm: compiled }] of Object.entries(evm[file])) {
    keep(name, "abi", JSON.stringify(abi));
    const code = compiled.bytecode.object;
    if (code) {
      keep(name, "evm", Buffer.from(code, "hex"));
      keep(name, "polkavm", Buffer.from(pvm[file][name].evm.bytecode.object, "hex"));
    }
  }
}

function solidityIn(folder) {
  return readdirSync(join(here, folder))
    .filter((file) => file.endsWith(".sol"))
    .map((file) => `${folder}/${file}`);
}

// What people copy must compile without a warning.
function checked({ contracts, errors = [] }) {
  if (errors.length > 0) {
    for (const error of errors) console.error(error.formattedMessage);
    process.exit(1);
  }
  return contracts;
}

function keep(name, extension, content) {
  const file = join(target, "contracts", name, `${name}.${extension}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`${String(content.length).padStart(7)} bytes  ${file}`);
}
