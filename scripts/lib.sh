# Shared by the other scripts, which source it. Written for bash 3.2, as macOS has.
# shellcheck shell=bash disable=SC2034

set -euo pipefail

rust_version=1.96.0
tools=(cargo cargo-clippy cargo-fmt clippy-driver rustc rustdoc rustfmt)
build_gb=15 # what the builds of everything (contracts, client, node, tests) may take
home_gb=2   # what setup may take while it unpacks
least_node=20.19 # what the page is built with wants it
least_chromium=123

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
home=${ANSWERABLE_HOME:-${HOME:?set HOME or ANSWERABLE_HOME}/.cache/answerable}
case $home in /*) ;; *) home=$PWD/$home ;; esac
toolchain=$home/toolchain

# The two workspaces build in separate folders, or each would undo the other's work.
if [ -n "${CARGO_TARGET_DIR:-}" ]; then
    case $CARGO_TARGET_DIR in /*) ;; *) CARGO_TARGET_DIR=$PWD/$CARGO_TARGET_DIR ;; esac
    export CARGO_TARGET_DIR
    target_dir=$CARGO_TARGET_DIR
    node_target_dir=$CARGO_TARGET_DIR/node
else
    target_dir=$repo/target
    node_target_dir=$repo/e2e/node/target
fi
logs=$target_dir/answerable-logs

say() {
    printf '%s\n' "$*"
}

# fail SENTENCE [NEXT_STEP...]
fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ $# = 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}

# fail_log NAME SENTENCE [NEXT_STEP...]: as `fail`, after the end of what the command said.
fail_log() {
    show_log_end "$1"
    shift
    fail "$@"
}

show_log_end() {
    {
        printf 'the last lines of %s:\n' "$logs/$1.log"
        tail -n 15 "$logs/$1.log" | sed 's/^/  | /'
    } >&2
}

clock() {
    printf '%d:%02d' $(($1 / 60)) $(($1 % 60))
}

# run_logged NAME TITLE COMMAND...: the command's output goes to a log, the terminal shows that it
# is alive. Returns the command's status.
run_logged() {
    local title=$2 log=$logs/$1.log start=$SECONDS status=0 ticker
    shift 2
    mkdir -p "$logs"
    : >"$log"
    show_progress "$title" "$log" &
    ticker=$!
    "$@" >"$log" 2>&1 </dev/null || status=$?
    kill "$ticker" 2>/dev/null || true
    wait "$ticker" 2>/dev/null || true
    [ ! -t 1 ] || printf '\r\033[K'
    if [ $status = 0 ]; then
        say "  $title: done in $(clock $((SECONDS - start)))"
    fi
    return $status
}

# build NAME TITLE COMMAND...: as `run_logged`, and the end of the script if it fails.
build() {
    run_logged "$@" || fail_log "$1" "$2 failed" "The whole log: $logs/$1.log"
}

# One line that changes on a terminal; elsewhere a line every half minute, so that nobody takes a
# long build for one that hangs.
show_progress() {
    local start=$SECONDS elapsed crates text
    while sleep 1 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
        elapsed=$((SECONDS - start))
        crates=$(grep -ac 'Compiling ' "$2" || true)
        text="$1: $(clock $elapsed)"
        [ "$crates" = 0 ] || text="$text, $crates crates compiled"
        if [ -t 1 ]; then
            printf '\r\033[K  %s' "${text:0:77}"
        elif [ $((elapsed % 30)) = 0 ]; then
            say "  $text"
        fi
    done
}

# Gigabytes free where PATH is, or will be.
free_gb() {
    local path=$1
    while [ ! -e "$path" ]; do path=$(dirname "$path"); done
    df -Pk "$path" | awk 'NR == 2 { print int($4 / 1048576) }'
}

# A folder holds all of the toolchain that the builds need.
is_toolchain() {
    local tool
    for tool in "${tools[@]}"; do
        [ -x "$1/bin/$tool" ] || return 1
    done
    [ -d "$1/lib/rustlib/src/rust/library/core" ] || return 1
    case $("$1/bin/rustc" -V 2>/dev/null) in "rustc $rust_version "*) ;; *) return 1 ;; esac
}

has_wasm_target() {
    compgen -G "$toolchain/lib/rustlib/wasm32v1-none/lib/libcore-*.rlib" >/dev/null
}

# Prints the protobuf compiler to use, if there is one of version 3.15 or later.
find_protoc() {
    local protoc version
    for protoc in "${PROTOC:-}" "$(command -v protoc || true)" "$home/protobuf/bin/protoc"; do
        [ -x "$protoc" ] || continue
        version=$("$protoc" --version 2>/dev/null | awk '{ print $2 }')
        if awk -v v="$version" 'BEGIN { split(v, n, "."); exit !(n[1] > 3 || (n[1] == 3 && n[2] >= 15)) }'; then
            printf '%s\n' "$protoc"
            return
        fi
    done
    return 1
}

# The caller's own Node.js and npm, or those of setup; fails where neither is there.
use_node() {
    has_node || { PATH=$home/nodejs/bin:$PATH && has_node; }
}

has_node() {
    command -v npm >/dev/null && node -e '
        const [is, least] = [process.versions.node, process.argv[1]].map(it => it.split(".").map(Number));
        process.exit(is[0] > least[0] || (is[0] === least[0] && is[1] >= least[1]) ? 0 : 1)' "$least_node" 2>/dev/null
}

# Prints the Chromium to use, if there is one that runs and is not too old.
find_chromium() {
    local chromium version
    for chromium in "${CHROMIUM:-}" "$(command -v chromium || true)" "$(command -v chromium-browser || true)" \
        "$(command -v google-chrome || true)" "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "$home/chromium/chromium"; do
        [ -x "$chromium" ] || continue
        version=$("$chromium" --version 2>/dev/null | awk 'match($0, /[0-9]+\./) { print substr($0, RSTART, RLENGTH - 1); exit }')
        if [ "${version:-0}" -ge "$least_chromium" ]; then
            printf '%s\n' "$chromium"
            return
        fi
    done
    return 1
}

# Whatever else the caller's shell says about Rust would only get in the way: flags given in the
# environment replace those of .cargo/config.toml.
toolchain_overrides="RUSTC RUSTDOC RUSTFLAGS RUSTDOCFLAGS CARGO_ENCODED_RUSTFLAGS RUSTC_BOOTSTRAP
    RUSTC_WORKSPACE_WRAPPER RUSTUP_TOOLCHAIN CARGO_BUILD_TARGET CARGO_BUILD_RUSTFLAGS WASM_BUILD_TOOLCHAIN
    SKIP_WASM_BUILD"

use_toolchain() {
    # shellcheck disable=SC2086 # a list of names
    unset $toolchain_overrides
    export PATH=$toolchain/bin:$PATH
    if PROTOC=$(find_protoc); then export PROTOC; fi
}

# Compiles as `cargo clippy` does, but to real code: dependencies are then compiled once for the
# lints and the programs, where `cargo clippy` would check them all a second time. Every script
# builds this way, so that none has to build again what another has built.
linted_cargo() {
    CLIPPY_ARGS=-Dwarnings__CLIPPY_HACKERY__ cargo \
        --config "build.rustc-workspace-wrapper='$toolchain/bin/clippy-driver'" "$@"
}

in_node() {
    (
        [ -z "${CARGO_TARGET_DIR:-}" ] || CARGO_TARGET_DIR=$node_target_dir
        cd "$repo/e2e/node" && "$@"
    )
}

# Only the programs are built, but features are chosen as for the whole workspace, so that the tests
# need not compile again what the demo has compiled.
build_programs() {
    linted_cargo build --release --workspace --bins
}

build_contracts() {
    "$target_dir/release/answerable-build"
}

build_solidity() {
    build_with_npm contracts/examples
}

# What answerable's costs are held against.
build_peers() {
    "$target_dir/release/answerable-build" e2e/peers/floor e2e/peers/ink-erc20 && build_with_npm e2e/peers
}

# The explorer's page. Programs that are built afterwards have it in them, so it is built anew only where it would be
# another.
build_app() {
    with_npm app app_is_built && return
    build_with_npm app && app_sources >"$repo/app/node_modules/.built"
}

app_is_built() {
    [ -e dist/index.html ] && app_sources | cmp -s - node_modules/.built
}

app_sources() {
    (cd "$repo/app" && find . \( -name node_modules -o -name dist -o -name tests \) -prune -o -type f -exec cksum {} + | sort -k 3)
}

# build_with_npm FOLDER
build_with_npm() {
    with_npm "$1" npm run build
}

# with_npm FOLDER COMMAND...: with the folder's packages, which are downloaded again only when others are wanted.
with_npm() {
    (
        cd "$repo/$1" && use_node || exit
        cmp -s package-lock.json node_modules/.installed ||
            { npm ci --no-audit --no-fund && cp package-lock.json node_modules/.installed; } || exit
        "${@:2}"
    )
}

build_node() {
    in_node linted_cargo build --release
}

# For `scripts/env`: what `use_toolchain` does, as commands for the user's own shell.
print_environment() {
    is_toolchain "$toolchain" || fail "there is no toolchain in $home yet" "Run scripts/setup first."
    printf 'unset'
    # shellcheck disable=SC2086 # a list of names
    printf ' %s' $toolchain_overrides
    # shellcheck disable=SC2016 # their PATH
    printf '\nexport PATH=%q:%q:"$PATH" PROTOC=%q\n' "$toolchain/bin" "$target_dir/release" "$(find_protoc)"
}
