//! `answerable serve`, as those who ask it over HTTP have it: the real program, on a node of its own.

mod acts;
mod databases;
mod document;
mod gate;
mod in_earnest;
mod life;
mod lists;
mod live;
mod scene;
mod stream;
mod wallet;
