//! The node as its users meet it: a process with a command line, an RPC server and, maybe, a
//! folder.

mod blocks;
mod command_line;
mod data;
mod finality;
mod process;
mod subscriptions;
mod time;
mod transaction;
