// Compiles and gathers what answerable is measured against: `npm ci && npm run build`. `target/peers/NAME/` then
// holds `NAME.evm` and, of what resolc compiles, `NAME.polkavm`, either of which pallet-revive runs.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import resolc from "@parity/resolc";
import solc from "solc";

const here = dirname(fileURLToPath(import.meta.url));
const workspace = resolve(here, "../..");
const target = resolve(process.env.CARGO_TARGET_DIR ?? join(workspace, "target"));

// By the names under which they import each other.
const ours = ["e2e/peers/PlainAnswerable.sol", "e2e/peers/Token.sol"];
const theirs = ["Escrow.sol", "SimpleCentralizedArbitrator.sol"].map(
  (file) => `@kleros/erc-792/contracts/examples/${file}`,
);
const wanted = {
  PlainAnswerable: ours[0],
  Token: ours[1],
  Escrow: theirs[0],
  SimpleCentralizedArbitrator: theirs[1],
};

// UMA's package brings bytecode as it was compiled for its deployments, and 160 MB of other things and the
// dependencies of all of them; so it is not installed, only looked into.
const uma = {
  name: "@uma/core",
  version: "2.62.2",
  integrity: "sha512-tQOk7yZScsxkOdSlb9qCvWXyvPZ2ozBgH7pja6+rGuXNe+VAdiByTqzi2TeUxdOZBj2bTdGS2+eW2htC2CZYTQ==",
  contracts: [
    "common/implementation/AddressWhitelist",
    "common/implementation/TestnetERC20",
    "data-verification-mechanism/implementation/Finder",
    "data-verification-mechanism/implementation/IdentifierWhitelist",
    "data-verification-mechanism/implementation/Store",
    "data-verification-mechanism/test/MockOracleAncillary",
    "optimistic-oracle-v3/implementation/OptimisticOracleV3",
  ],
};

const sources = withImports([...ours, ...theirs]);
// resolc takes a minute, so nothing is made again of what made it before.
const stamp = join(target, "peers", "made-of");
const madeOf = hash("sha256", JSON.stringify(sources), ...["build.mjs", "package-lock.json"].map(read));
if (existsSync(stamp) && readFileSync(stamp, "utf8") === madeOf) {
  console.log(`${dirname(stamp)} holds what these sources make`);
  process.exit();
}

const evm = checked(
  JSON.parse(
    solc.compile(
      JSON.stringify({
        language: "Solidity",
        sources,
        settings: {
          optimizer: { enabled: true, runs: 200 },
          viaIR: true,
          outputSelection: { "*": { "*": ["evm.bytecode.object"] } },
        },
      }),
    ),
  ),
);
for (const [name, file] of Object.entries(wanted)) {
  // What resolc makes of this one for size, as it does of all by itself, traps in its first call.
  const option = name === "PlainAnswerable" ? { optimizer: { enabled: true, mode: "3" } } : {};
  const pvm = checked(await resolc.compile(withImports([file]), option));
  keep(name, "evm", evm[file][name].evm.bytecode.object);
  keep(name, "polkavm", pvm[file][name].evm.bytecode.object);
}
for (const artifact of artifactsOf(uma)) {
  keep(artifact.contractName, "evm", artifact.bytecode.slice(2));
}
writeFileSync(stamp, madeOf);

// Every file with those that it imports, and that these import.
function withImports(files) {
  const found = {};
  const add = (file) => {
    if (found[file]) return;
    const content = readFileSync(pathOf(file), "utf8");
    found[file] = { content };
    for (const [, imported] of content.matchAll(/^import [^"]*"([^"]+)";/gm)) {
      add(imported.startsWith(".") ? join(dirname(file), imported) : imported);
    }
  };
  files.forEach(add);
  return found;
}

function pathOf(file) {
  return file.startsWith("@") ? join(here, "node_modules", file) : join(workspace, file);
}

// What is ours must compile without a warning; what others wrote stays as it is.
function checked({ contracts, errors = [] }) {
  const bad = errors.filter(
    ({ severity, sourceLocation }) => severity === "error" || ours.includes(sourceLocation?.file),
  );
  if (bad.length > 0) {
    for (const error of bad) console.error(error.formattedMessage);
    process.exit(1);
  }
  return contracts;
}

// npm keeps what it downloaded, so that a second build needs no network.
function artifactsOf({ name, version, integrity, contracts }) {
  const folder = mkdtempSync(join(tmpdir(), "answerable-peers-"));
  try {
    const packed = execFileSync(
      "npm",
      ["pack", `${name}@${version}`, "--prefer-offline", "--json", "--pack-destination", folder],
      { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
    );
    const [{ filename }] = JSON.parse(packed);
    const file = join(folder, filename);
    const found = hash("sha512", readFileSync(file));
    if (found !== integrity) {
      throw new Error(`${name}@${version} is not the package that was measured: ${found}, not ${integrity}`);
    }
    const paths = contracts.map(
      (contract) => `package/artifacts/contracts/${contract}.sol/${contract.split("/").at(-1)}.json`,
    );
    execFileSync("tar", ["-xzf", file, "-C", folder, ...paths]);
    return paths.map((path) => JSON.parse(readFileSync(join(folder, path), "utf8")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function read(file) {
  return readFileSync(join(here, file), "utf8");
}

function hash(algorithm, ...parts) {
  const digest = createHash(algorithm);
  for (const part of parts) digest.update(part);
  return `${algorithm}-${digest.digest("base64")}`;
}

function keep(name, extension, code) {
  const content = Buffer.from(code, "hex");
  const file = join(target, "peers", name, `${name}.${extension}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`${String(content.length).padStart(7)} bytes  ${file}`);
}
