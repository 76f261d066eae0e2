//! Delivers what is owed, each thing on its own, until it is taken or of no more use.

use super::{
    clock::Clock,
    hook::{Hooks, Way},
    kept::{Keeper, Parcel},
};
use std::{collections::HashSet, sync::Arc, time::Duration};
use tokio::{sync::Semaphore, task::JoinSet, time::sleep};

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// So many attempts of one kind at once, so that some that hang do not hold up the others.
const AT_ONCE: usize = 16;

pub struct Couriers {
    hooks: Arc<Hooks>,
    keeper: Arc<Keeper>,
    clock: Arc<Clock>,
    run: Arc<Semaphore>,
    post: Arc<Semaphore>,
    /// Whether what fails is tried again by this process.
    patient: bool,
    on_the_way: HashSet<(u64, Way)>,
    tasks: JoinSet<bool>,
    /// How many gave up.
    failed: usize,
}

impl Couriers {
    pub fn new(hooks: Hooks, keeper: Arc<Keeper>, clock: Arc<Clock>, patient: bool) -> Self {
        let room = || Arc::new(Semaphore::new(AT_ONCE));
        Self {
            hooks: hooks.into(),
            keeper,
            clock,
            run: room(),
            post: room(),
            patient,
            on_the_way: HashSet::new(),
            tasks: JoinSet::new(),
            failed: 0,
        }
    }

    /// Sends out whatever is owed and not on its way. What it is about is written down by now.
    pub fn send_out(&mut self) {
        while let Some(taken) = self.tasks.try_join_next() {
            self.note(taken.unwrap_or(false));
        }
        let owed = self.keeper.kept().owed.clone();
        self.on_the_way.retain(|(id, _)| owed.contains_key(id));
        for (id, parcel) in owed {
            for way in Way::ALL {
                if parcel.goes(way) && self.on_the_way.insert((id, way)) {
                    self.send(id, way, parcel.clone());
                }
            }
        }
    }

    /// Waits for all that is on its way, and says how much was not taken.
    pub async fn come_home(&mut self) -> usize {
        while let Some(taken) = self.tasks.join_next().await {
            self.note(taken.unwrap_or(false));
        }
        self.failed
    }

    fn note(&mut self, taken: bool) {
        if !taken {
            self.failed = self.failed.saturating_add(1);
        }
    }

    fn send(&mut self, id: u64, way: Way, parcel: Parcel) {
        let (hooks, keeper, clock) = (self.hooks.clone(), self.keeper.clone(), self.clock.clone());
        let room = match way {
            Way::Run => self.run.clone(),
            Way::Post => self.post.clone(),
        };
        let patient = self.patient;
        self.tasks.spawn(async move {
            let mut pause = FIRST_PAUSE;
            loop {
                let turn = room.acquire().await;
                let delivered = hooks.deliver(way, &parcel.notice).await;
                drop(turn);
                let Err(why) = delivered else {
                    keeper.is_done(id, way);
                    return true;
                };
                let what = parcel.name();
                if clock.now() > parcel.until {
                    keeper.is_done(id, way);
                    anstream::eprintln!(
                        "{what}: {why}; its time is over, and it is not tried again"
                    );
                    return false;
                }
                if !patient {
                    anstream::eprintln!("{what}: {why}; the next run tries it again");
                    return false;
                }
                let seconds = pause.as_secs();
                anstream::eprintln!("{what}: {why}; it is tried again in {seconds} s");
                sleep(pause).await;
                pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
            }
        });
    }
}

impl Parcel {
    fn goes(&self, way: Way) -> bool {
        match way {
            Way::Run => self.run,
            Way::Post => self.post,
        }
    }

    fn name(&self) -> String {
        let kind = self.notice.get("notice").and_then(|kind| kind.as_str());
        let fault = self.notice.get("fault").and_then(|fault| fault.as_u64());
        match (kind.unwrap_or_default(), fault) {
            (kind, Some(fault)) => format!("{kind}, fault {fault}"),
            (kind, None) => kind.into(),
        }
    }
}

impl Keeper {
    fn is_done(&self, id: u64, way: Way) {
        let mut kept = self.kept();
        if let Some(parcel) = kept.owed.get_mut(&id) {
            match way {
                Way::Run => parcel.run = false,
                Way::Post => parcel.post = false,
            }
            if !parcel.run && !parcel.post {
                kept.owed.remove(&id);
            }
        }
        drop(kept);
        if let Err(error) = self.save() {
            anstream::eprintln!("{error:#}; after a restart this may be delivered again");
        }
    }
}
